import type { Item } from "@quanlian/shared/contract";
import type { GivenFactory } from "../support/given-factory";
import type { Answer } from "../support/product";
import type { BooksModel } from "./books-model";
import type { Tally } from "./tally";

export interface World {
  factory: GivenFactory;
  items: Item[];
  customers: string[];
  secondWarehouseId: string;
  model: BooksModel;
  tally: Tally;
  /** Whether work orders are handed to the workshop: then something stays when everything is cancelled. */
  releases: boolean;
  /** Orders that a change of this round is about: one at a time, so that the model knows what came of it. */
  changing: Set<string>;
}

/** What others may have done first; anything else that refuses is a fault. */
const EXPECTED_REFUSALS = new Set([
  "revision.stale",
  "state.illegal_move",
  "stock.insufficient",
  "stock.reserved",
  "order_change.stale_preview",
]);

/** Whether it was done; what others may have done first is counted, anything else is thrown. */
export function succeeded({ tally }: World, answer: Answer<unknown>): boolean {
  if (answer.ok) return true;
  const code = answer.error!.code;
  if (!EXPECTED_REFUSALS.has(code)) throw new Error(`Refused: ${JSON.stringify(answer.error)}`);
  tally.count(`refused ${code}`);
  return false;
}
