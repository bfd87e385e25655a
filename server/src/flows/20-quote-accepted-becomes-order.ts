import { winDeal } from "../chain/deals";
import { confirmByRule, draftOrder, type OrderDraft } from "../chain/orders";
import { linkOrder, quoteAccepted, type AcceptedLine, type QuoteAccepted } from "../chain/quotes";
import type { Tx } from "../kernel/db";
import { defineFlow } from "../kernel/events";
import type { Id } from "../kernel/ids";
import { giveTask } from "../workflow";

/**
 * What the customer accepted becomes an order without retyping, once: the order's key on the quote sees to that. By the
 * company's rule it waits as a draft for somebody to confirm it, or is confirmed at once. What would refuse that (our credit
 * limit is none of the customer's business) leaves it a draft with its reason, and the acceptance stands. The deal that the
 * offer was made for is won.
 */
export const quoteAcceptedBecomesOrder = defineFlow(quoteAccepted, async (tx, fact) => {
  const { quoteId, number, customerId, dealId, inclCents, onAcceptance } = fact.payload;
  if (dealId !== null) await winDeal(tx, dealId, inclCents);
  const order = await draftOrder(tx, orderOf(fact.payload));
  await linkOrder(tx, quoteId, order.id);
  if (onAcceptance === "confirm") await confirmByRule(tx, order.id);
  else await askToConfirm(tx, fact.payload, order);
  tx.enqueue("quote.accepted", { quoteId, number, customerId, orderId: order.id });
});

const orderOf = (accepted: QuoteAccepted): OrderDraft => ({
  quoteId: accepted.quoteId,
  customerId: accepted.customerId,
  requestedOn: accepted.requestedOn,
  customerReference: accepted.customerReference ?? undefined,
  pricesIncludeTax: accepted.pricesIncludeTax,
  paymentTermId: accepted.paymentTermId ?? undefined,
  note: accepted.note ?? undefined,
  shipTo: accepted.shipTo ?? undefined,
  lines: accepted.lines.map(orderLineOf),
});

const orderLineOf = (line: AcceptedLine): OrderDraft["lines"][number] => ({
  quoteLineId: line.quoteLineId,
  mode: line.mode,
  itemId: line.itemId ?? undefined,
  description: line.description ?? undefined,
  quantity: line.quantity,
  unitId: line.unitId ?? undefined,
  unitPrice: line.unitPrice,
  taxRate: line.taxRate,
  warehouseId: line.warehouseId ?? undefined,
  requestedOn: line.requestedOn,
  recipe: line.recipe ?? undefined,
});

/** The sales person finds among his tasks that an order is there to be confirmed. */
async function askToConfirm(
  tx: Tx,
  { number, ownerId, departmentId }: QuoteAccepted,
  order: { id: Id; number: string },
): Promise<void> {
  await giveTask(tx, {
    subjectType: "order",
    subjectId: order.id,
    number: order.number,
    assigneeId: ownerId,
    departmentId,
    code: "order_to_confirm",
    facts: { quote: number, order: order.number },
    dueOn: tx.today,
  });
}
