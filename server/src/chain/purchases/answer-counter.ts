import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import { exact, totalLines } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { refuse } from "../../kernel/errors";
import { acceptOffer, asOffered, dropOffer, refuseLess, type OfferedLine } from "./accept-offer";
import { onPurchaseOrder, saveMoved } from "./move-purchase-order";
import { askForAgreement, reasonsFor } from "./purchase-approval";
import type { PurchaseOrder } from "./purchase-order.model";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderStates } from "./purchase-order.states";

type Input = InputOf<(typeof purchaseOrdersContract)["purchaseOrders.acceptCounter"]>;

/**
 * Agrees to what the supplier offers. Where that costs more than what was agreed to here and the company's rules ask for it, somebody
 * who may has to agree first: an offer is no way around the limit. The order runs as it was issued until then.
 */
export const acceptCounter = (ctx: Ctx, input: Input) =>
  onPurchaseOrder(ctx, "purchaseOrders.acceptCounter", input, async (tx, order) => {
    purchaseOrderStates.step(order.state, "accept");
    const { number } = order;
    if (order.counterAwaitsApproval) refuse("purchase.counter_awaits_approval", { number });
    const lines = await readPurchaseLines(tx, order.id);
    await refuseLess(tx, lines);
    const offered = lines.map((line) => asOffered(line, order.pricesIncludeTax));
    const reasons = costsMore(order, lines, offered)
      ? await reasonsFor(tx, order, { ...totalLines(offered), lines: offered })
      : [];
    if (reasons.length === 0) return acceptOffer(tx, order, offered);
    order.counterAwaitsApproval = true;
    await saveMoved(tx, order, order.state, { after: { counterAwaitsApproval: true } });
    await askForAgreement(tx, order, reasons);
  });

/** Stays with what was ordered: the supplier is asked again, and his offer is gone. */
export const refuseCounter = (ctx: Ctx, input: Input) =>
  onPurchaseOrder(ctx, "purchaseOrders.refuseCounter", input, async (tx, order) => {
    purchaseOrderStates.step(order.state, "refuse");
    await dropOffer(tx, order, await readPurchaseLines(tx, order.id));
  });

/** Another day alone, or less for the same price, was agreed to already. */
const costsMore = (
  { inclCents }: PurchaseOrder,
  lines: readonly PurchaseLineRecord[],
  offered: readonly OfferedLine[],
): boolean =>
  totalLines(offered).inclCents > inclCents ||
  lines.some(({ unitPrice }, at) => exact(offered[at]!.unitPrice) > exact(unitPrice));
