import { defineFlow } from "../kernel/events";
import { cashMovementReversed, closeItem } from "../ledgers/finance";

/** A receipt or payment that was a mistake leaves the accounts as they were. */
export const cashMovementReversedClosesAdvance = defineFlow(
  cashMovementReversed,
  async (tx, fact) => {
    const { cashMovementId, partyId, openItemId } = fact.payload;
    const cause = { factId: fact.id, sourceType: "cash_movement", sourceId: cashMovementId };
    await closeItem(tx, cause, partyId, openItemId);
  },
);
