import { exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import type { Demand } from "./plan.floor";
import type { LineRow, OrderRow } from "./rows.floor";

/** The order as the contract shows it. */
export function answerOf(
  order: OrderRow,
  lines: readonly LineRow[],
  promises: readonly Demand[],
  promisedOn: Day | null,
  at: Date,
) {
  const plain = (decimal: string) => toDecimalText(exact(decimal));
  const byLine = new Map(promises.map((demand) => [demand.lineId, demand]));
  return {
    id: order.id,
    number: order.number,
    state: "confirmed",
    revision: order.revision + 1,
    customerId: order.customerId,
    customerName: lines[0]!.customerName,
    ownerId: order.ownerId,
    orderedOn: order.orderedOn,
    requestedOn: order.requestedOn,
    promisedOn,
    inclCents: Number(order.inclCents),
    exclCents: Number(order.exclCents),
    taxCents: Number(order.taxCents),
    customerReference: order.customerReference ?? "",
    pricesIncludeTax: order.pricesIncludeTax === 1,
    note: order.note ?? "",
    paymentTermId: null,
    keptCents: null,
    closedAt: null,
    payments: [],
    shipTo: null,
    quoteId: null,
    projectId: null,
    waiting: null,
    needsApproval: false,
    approvedAt: null,
    creditHold: null,
    paymentHold: null,
    creditOverride: null,
    confirmedAt: at.toISOString(),
    cancelledAt: null,
    cancelReason: null,
    lines: lines.map(({ customerName: _, onHold: __, creditLimitCents: ___, ...line }) => {
      const promise = byLine.get(line.id)!;
      return {
        ...line,
        state: "open",
        description: line.description ?? "",
        quantity: plain(line.quantity),
        enteredQuantity: plain(line.enteredQuantity),
        unitFactor: plain(line.unitFactor),
        needsSupply: true,
        overRate: "0",
        underRate: "0",
        billedByMilestones: false,
        unitPrice: plain(line.unitPrice),
        taxRate: plain(line.taxRate),
        inclCents: Number(line.inclCents),
        exclCents: Number(line.exclCents),
        taxCents: Number(line.taxCents),
        promisedOn: promise.availableOn,
        reservedQuantity: toDecimalText(promise.reserved),
        plannedQuantity: toDecimalText(promise.pegged),
        recipe: null,
      };
    }),
    actions: ["orders.hold", "orders.liftHold", "orders.closeShort", "orders.cancel"],
  };
}
