import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import { exact, priceLine, totalLines } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { updateRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { closeTasks } from "../../workflow";
import { COUNTERED, emitAgreed } from "./confirm-purchase-order";
import { onPurchaseOrder, saveMoved } from "./move-purchase-order";
import { PurchaseOrderLine, type PurchaseOrder } from "./purchase-order.model";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderStates } from "./purchase-order.states";

type Input = InputOf<(typeof purchaseOrdersContract)["purchaseOrders.acceptCounter"]>;

/** Agrees to what the supplier offers: it is the order from here on, and the plan moves with it. */
export const acceptCounter = (ctx: Ctx, input: Input) =>
  onPurchaseOrder(ctx, "purchaseOrders.acceptCounter", input, async (tx, order) => {
    const before = order.state;
    order.state = purchaseOrderStates.step(order.state, "accept");
    const lines = await readPurchaseLines(tx, order.id);
    await refuseLess(tx, lines);
    const agreed = lines.map((line) => asOffered(line, order.pricesIncludeTax));
    await updateRows(
      tx,
      PurchaseOrderLine,
      ["quantity", "unitPrice", "inclCents", "exclCents", "taxCents", ...COUNTERED],
      agreed,
    );
    Object.assign(order, totalLines(agreed));
    await saveMoved(tx, order, before, { after: totalLines(agreed) });
    await closeTasks(tx, aboutCounter(order), "purchase_countered");
    const open = agreed.filter(({ state }) => state === "open");
    await emitAgreed(tx, order, open);
  });

/** Stays with what was ordered: the supplier is asked again, and his offer is gone. */
export const refuseCounter = (ctx: Ctx, input: Input) =>
  onPurchaseOrder(ctx, "purchaseOrders.refuseCounter", input, async (tx, order) => {
    const before = order.state;
    order.state = purchaseOrderStates.step(order.state, "refuse");
    order.counterNote = null;
    const lines = await readPurchaseLines(tx, order.id);
    const asBefore = lines.map(({ id, confirmedOn }) => ({
      ...{ id, confirmedOn, counterQuantity: null, counterPrice: null, counterOn: null },
    }));
    await updateRows(tx, PurchaseOrderLine, COUNTERED, asBefore);
    await saveMoved(tx, order, before);
    await closeTasks(tx, aboutCounter(order), "purchase_countered");
    tx.enqueue("purchaseOrder.counterRefused", {
      ...{ purchaseOrderId: order.id, number: order.number, supplierId: order.supplierId },
    });
  });

export const aboutCounter = (order: PurchaseOrder) => ({
  ...{ subjectType: "purchase_order", subjectId: order.id },
});

/** Less than what orders wait for cannot simply be agreed to: the rest would be bought by nobody. */
async function refuseLess(tx: Tx, lines: readonly PurchaseLineRecord[]): Promise<void> {
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

function asOffered(line: PurchaseLineRecord, pricesIncludeTax: boolean) {
  const quantity = line.counterQuantity ?? line.quantity;
  const unitPrice = line.counterPrice ?? line.unitPrice;
  const amounts = priceLine(
    exact(quantity),
    exact(unitPrice),
    exact(line.taxRate),
    pricesIncludeTax,
  );
  return {
    ...{ id: line.id, state: line.state, requisitionLineId: line.requisitionLineId },
    ...{ quantity, unitPrice, ...amounts },
    confirmedOn: line.counterOn ?? line.confirmedOn ?? line.dueOn,
    ...{ counterQuantity: null, counterPrice: null, counterOn: null },
  };
}
