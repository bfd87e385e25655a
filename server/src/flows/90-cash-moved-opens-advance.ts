import { defineFlow } from "../kernel/events";
import { cashMoved, openItems } from "../ledgers/finance";

/** Money that moved stands as an advance until somebody says what it is for. */
export const cashMovedOpensAdvance = defineFlow(cashMoved, async (tx, fact) => {
  const { cashMovementId, kind, openItemId, movedOn, ...rest } = fact.payload;
  const item = {
    ...rest,
    itemId: openItemId,
    sourceId: cashMovementId,
    side: kind === "receipt" ? ("receivable" as const) : ("payable" as const),
    direction: "credit" as const,
    documentedOn: movedOn,
    dueOn: movedOn,
    note: "",
  };
  await openItems(tx, { factId: fact.id, typeOf: "cash_movement", occurredOn: movedOn }, [item]);
});
