import { defineFlow } from "../kernel/events";
import { openItems, openItemsBrought } from "../ledgers/finance";

/** What was open in the books of before is open in ours: an item, an entry and a balance for each document. */
export const openItemsBroughtOpenAccounts = defineFlow(openItemsBrought, async (tx, fact) => {
  await openItems(
    tx,
    { factId: fact.id, typeOf: "open_item" },
    fact.payload.items.map((item) => ({ ...item, sourceId: item.itemId })),
  );
});
