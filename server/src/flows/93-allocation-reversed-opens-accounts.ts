import { defineFlow } from "../kernel/events";
import { allocationReversed, unsettleItems } from "../ledgers/finance";

/** An allocation that was taken back: its items are open again, and its entries are reversed. */
export const allocationReversedOpensAccounts = defineFlow(allocationReversed, async (tx, fact) => {
  const { reversesId, partyId, lines } = fact.payload;
  const cause = { factId: fact.id, sourceType: "allocation", sourceId: reversesId };
  await unsettleItems(tx, cause, partyId, lines);
});
