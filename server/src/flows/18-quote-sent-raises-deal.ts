import { noteQuote } from "../chain/deals";
import { quoteSent } from "../chain/quotes";
import { defineFlow } from "../kernel/events";

/** What was offered is what is expected of the deal from now on; the customer is told of his quote. */
export const quoteSentRaisesDeal = defineFlow(quoteSent, async (tx, fact) => {
  const { quoteId, number, customerId, dealId, inclCents } = fact.payload;
  if (dealId !== null) await noteQuote(tx, dealId, { amountCents: inclCents });
  tx.enqueue("quote.sent", { quoteId, number, customerId });
});
