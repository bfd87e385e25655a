import type { PortalPurchaseOrder, PurchaseOrderView } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { isMasked, may, rowAllowed, type Ctx } from "../../kernel/access";
import { assert } from "../../kernel/errors";
import { purchaseOrderPolicy } from "./purchase-order.policy";
import type {
  PurchaseLineRecord,
  PurchaseOrderHeader,
  PurchaseOrderRecord,
} from "./purchase-order.queries";
import { purchaseOrderStates, type PurchaseOrderState } from "./purchase-order.states";

const plain = (decimal: string) => toDecimalText(exact(decimal));
const plainOrNull = (decimal: string | null) => (decimal === null ? null : plain(decimal));
const at = (instant: Date | null) => instant?.toISOString() ?? null;

/** A purchase order as the contract shows it to staff, with what this actor may do with it now. */
export function presentPurchaseOrder(
  ctx: Ctx,
  permission: string,
  { header, lines }: PurchaseOrderRecord,
  { supplierName, needsApproval }: { supplierName: string; needsApproval: boolean },
): PurchaseOrderView {
  const isHidden = isMasked(ctx.actor, permission, "cost");
  const cost = <T>(value: T): T | null => (isHidden ? null : value);
  return {
    ...header,
    supplierName,
    note: header.note ?? "",
    counterNote: header.counterNote ?? "",
    counterAwaitsApproval: Boolean(header.counterAwaitsApproval),
    approvalNote: header.approvalNote ?? "",
    inclCents: cost(header.inclCents),
    exclCents: cost(header.exclCents),
    taxCents: cost(header.taxCents),
    issuedAt: at(header.issuedAt),
    answeredAt: at(header.answeredAt),
    cancelledAt: at(header.cancelledAt),
    lines: lines.map((line) => ({
      ...figures(line),
      unitPrice: cost(plain(line.unitPrice)),
      inclCents: cost(line.inclCents),
      exclCents: cost(line.exclCents),
      taxCents: cost(line.taxCents),
      counterPrice: cost(plainOrNull(line.counterPrice)),
    })),
    masked: isHidden ? ["cost"] : [],
    needsApproval,
    actions: actionsFor(ctx, header).filter((action) =>
      // Of the two ways on from a draft the company's rules leave one.
      needsApproval ? action !== "purchaseOrders.issue" : action !== "purchaseOrders.submit",
    ),
  };
}

/** The same for the supplier: what he needs to deliver it, and nothing of whom it is for or who of us wrote it. */
export function presentToSupplier({ header, lines }: PurchaseOrderRecord): PortalPurchaseOrder {
  const { id, number, state, orderedOn, pricesIncludeTax, inclCents, exclCents, taxCents } = header;
  assert(header.issuedAt, "a supplier is shown an order that was not issued");
  return {
    ...{ id, number, state, orderedOn, pricesIncludeTax, inclCents, exclCents, taxCents },
    counterNote: header.counterNote ?? "",
    issuedAt: header.issuedAt.toISOString(),
    answeredAt: at(header.answeredAt),
    lines: lines.map((line) => ({
      ...forSupplier(line),
      unitPrice: plain(line.unitPrice),
      inclCents: line.inclCents,
      exclCents: line.exclCents,
      taxCents: line.taxCents,
      counterPrice: plainOrNull(line.counterPrice),
    })),
    actions: isAnswerable(state)
      ? ["portal.purchaseOrders.confirm", "portal.purchaseOrders.counter"]
      : [],
  };
}

/** What of a line is the supplier's business. */
function forSupplier(line: PurchaseLineRecord) {
  const { id, lineNo, state, itemCode, itemName, unit, dueOn, confirmedOn, counterOn } = line;
  const { quantity, receivedQuantity, taxRate, counterQuantity, shipTo } = figures(line);
  return {
    ...{ id, lineNo, state, itemCode, itemName, unit, dueOn, confirmedOn, counterOn },
    ...{ quantity, receivedQuantity, taxRate, counterQuantity, shipTo },
  };
}

const figures = (line: PurchaseLineRecord) => ({
  ...line,
  quantity: plain(line.quantity),
  receivedQuantity: plain(line.receivedQuantity),
  taxRate: plain(line.taxRate),
  counterQuantity: plainOrNull(line.counterQuantity),
  shipTo:
    line.shipTo === null
      ? null
      : (JSON.parse(line.shipTo) as PortalPurchaseOrder["lines"][number]["shipTo"]),
});

/** A supplier may answer while nothing has come and nothing is agreed. */
export const isAnswerable = (state: PurchaseOrderState): boolean =>
  state === "issued" || state === "countered";

/** Goods may come of an order that the supplier has in hand. */
export const isReceivable = (state: PurchaseOrderState): boolean =>
  purchaseOrderStates.allows(state, "receive");

/** Each action and the states in which it makes sense. */
const possible: readonly [action: string, when: (state: PurchaseOrderState) => boolean][] = [
  ["purchaseOrders.update", (state) => state === "draft"],
  ["purchaseOrders.submit", (state) => purchaseOrderStates.allows(state, "submit")],
  ["purchaseOrders.issue", (state) => purchaseOrderStates.allows(state, "issue")],
  ["purchaseOrders.confirm", (state) => purchaseOrderStates.allows(state, "confirm")],
  ["purchaseOrders.acceptCounter", (state) => purchaseOrderStates.allows(state, "accept")],
  ["purchaseOrders.refuseCounter", (state) => purchaseOrderStates.allows(state, "refuse")],
  ["goodsReceipts.receive", isReceivable],
  ["purchaseOrders.closeShort", (state) => purchaseOrderStates.allows(state, "closeShort")],
  ["purchaseOrders.cancel", (state) => purchaseOrderStates.allows(state, "cancel")],
];

function actionsFor(ctx: Ctx, header: PurchaseOrderHeader): string[] {
  return possible
    .filter(([action, when]) => when(header.state) && may(ctx.actor, action))
    .filter(([action]) => rowAllowed(ctx.actor, purchaseOrderPolicy, action, header))
    .map(([action]) => action);
}
