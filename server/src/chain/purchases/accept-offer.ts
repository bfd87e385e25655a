import { exact, priceLine, totalLines } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { closeTasks } from "../../workflow";
import { COUNTERED, emitAgreed } from "./confirm-purchase-order";
import { saveMoved } from "./move-purchase-order";
import { PurchaseOrderLine, type PurchaseOrder } from "./purchase-order.model";
import type { PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderStates } from "./purchase-order.states";

/** A line as its supplier offers it, with what it comes to. */
export type OfferedLine = ReturnType<typeof asOffered>;

/** What a supplier offers is the order from here on, and the plan moves with it. */
export async function acceptOffer(
  tx: Tx,
  order: PurchaseOrder,
  offered: readonly OfferedLine[],
): Promise<void> {
  const before = order.state;
  order.state = purchaseOrderStates.step(before, "accept");
  await updateRows(
    tx,
    PurchaseOrderLine,
    ["quantity", "unitPrice", "inclCents", "exclCents", "taxCents", ...COUNTERED],
    offered.map((line) => ({
      ...line,
      ...{ counterQuantity: null, counterPrice: null, counterOn: null },
    })),
  );
  Object.assign(order, totalLines(offered));
  await saveMoved(tx, order, before, { after: totalLines(offered) });
  await closeTasks(tx, aboutCounter(order), "purchase_countered");
  const open = offered.filter(({ state }) => state === "open");
  await emitAgreed(tx, order, open);
}

/** The order stays what it was; the supplier is asked again, and his offer is gone. */
export async function dropOffer(
  tx: Tx,
  order: PurchaseOrder,
  lines: readonly PurchaseLineRecord[],
): Promise<void> {
  const before = order.state;
  order.state = purchaseOrderStates.step(before, "refuse");
  order.counterNote = null;
  const asBefore = lines.map(({ id, confirmedOn }) => ({
    ...{ id, confirmedOn, counterQuantity: null, counterPrice: null, counterOn: null },
  }));
  await updateRows(tx, PurchaseOrderLine, COUNTERED, asBefore);
  await saveMoved(tx, order, before);
  await closeTasks(tx, aboutCounter(order), "purchase_countered");
  tx.enqueue("purchaseOrder.counterRefused", {
    ...{ purchaseOrderId: order.id, number: order.number, supplierId: order.supplierId },
  });
}

const aboutCounter = (order: PurchaseOrder) => ({
  ...{ subjectType: "purchase_order", subjectId: order.id },
});

/** Less than what orders wait for cannot simply be agreed to: the rest would be bought by nobody. */
export async function refuseLess(tx: Tx, lines: readonly PurchaseLineRecord[]): Promise<void> {
  const less = lines.filter(
    ({ counterQuantity, quantity }) =>
      counterQuantity !== null && exact(counterQuantity) < exact(quantity),
  );
  if (less.length === 0) return;
  const asked = await tx.rows<{ id: string; quantity: string }>(
    `SELECT r.id, r.quantity FROM requisition_lines r
     WHERE r.tenant_id = :tenant AND r.id IN :ids`,
    { ids: less.map(({ requisitionLineId }) => requisitionLineId) },
  );
  const need = new Map(asked.map(({ id, quantity }) => [id, exact(quantity)]));
  const below = less.filter(
    (line) => exact(line.counterQuantity!) < need.get(line.requisitionLineId)!,
  );
  if (below.length > 0)
    refuse("purchase.below_need", {
      requisitionLineIds: below.map((each) => each.requisitionLineId),
    });
}

/** A line as it would be. */
export function asOffered(line: PurchaseLineRecord, pricesIncludeTax: boolean) {
  const quantity = line.counterQuantity ?? line.quantity;
  const unitPrice = line.counterPrice ?? line.unitPrice;
  const amounts = priceLine(
    exact(quantity),
    exact(unitPrice),
    exact(line.taxRate),
    pricesIncludeTax,
  );
  return {
    ...{ id: line.id, lineNo: line.lineNo, state: line.state, itemId: line.itemId },
    ...{ requisitionLineId: line.requisitionLineId, taxRate: line.taxRate },
    ...{ quantity, unitPrice, ...amounts },
    confirmedOn: line.counterOn ?? line.confirmedOn ?? line.dueOn,
  };
}
