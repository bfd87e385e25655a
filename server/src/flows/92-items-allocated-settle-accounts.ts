import { defineFlow } from "../kernel/events";
import { itemsAllocated, settleItems } from "../ledgers/finance";

/** What was allocated is open no more, on both sides. */
export const itemsAllocatedSettleAccounts = defineFlow(itemsAllocated, async (tx, fact) => {
  const { allocationId, partyId, lines } = fact.payload;
  const cause = { factId: fact.id, sourceType: "allocation", sourceId: allocationId };
  await settleItems(tx, cause, partyId, lines);
});
