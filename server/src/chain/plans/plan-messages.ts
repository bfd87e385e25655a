import type { Day, Exact } from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { PlanMessage } from "./plans.model";

/** What a person should do about a supply that the plan may not change by itself. */
export interface Advice {
  readonly supplyId: Id;
  readonly itemId: Id;
  readonly kind: "expedite" | "defer" | "cancel" | "increase" | "decrease";
  /** How much more or less is needed; of another day, how much is needed by then. */
  readonly quantity: Exact;
  /** The day on which it is wanted instead. */
  readonly wantedOn?: Day;
}

/** Keeps what a plan advises, for whoever answers for the supply: one statement. */
export function storeMessages(tx: Tx, factId: Id, messages: readonly Advice[]): Promise<void> {
  return insertRows(
    tx,
    PlanMessage,
    messages.map(({ supplyId, itemId, kind, quantity, wantedOn }) => ({
      supplyId,
      itemId,
      kind,
      state: "open" as const,
      quantity,
      wantedOn: wantedOn ?? null,
      factId,
    })),
  );
}
