import { cents, type Day } from "@quanlian/shared/domain";
import { insertRow, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { writeTerms } from "../../kernel/search";
import { Deal, DealMove } from "./deal.model";
import { searchedDeal } from "./deal.resource";
import { dealStates } from "./deal.states";
import { holdStage } from "./pipeline";

/** What a deal begins with. */
export interface NewDeal {
  name: string;
  customerId: Id;
  contactId: Id | null;
  leadId: Id | null;
  ownerId: Id | null;
  departmentId: Id | null;
  stageId?: Id;
  amountCents: number;
  expectedOn: Day | null;
  note: string;
}

/** Opens a deal at a stage. A lead opens one deal: a second one clashes with a unique key. Answers its id. */
export async function openDeal(tx: Tx, { stageId, ...deal }: NewDeal): Promise<Id> {
  const stage = await holdStage(tx, "open", stageId);
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.deal);
  const state = dealStates.initial;
  const amountCents = cents(deal.amountCents);
  const at = { stageId: stage.id, stageSince: tx.now };
  await insertRow(tx, Deal, { ...deal, id, number, state, amountCents, ...at });
  const move = { dealId: id, fromStageId: null, toStageId: stage.id, minutesBefore: null };
  await insertRow(tx, DealMove, { ...move, movedAt: tx.now });
  await writeTerms(tx, "deal", [searchedDeal({ id, number, name: deal.name })]);
  const { ownerId, departmentId } = deal;
  tx.record({
    ...{ type: "deal", id, number, ownerId, departmentId },
    before: null,
    after: { ...deal, state, stageId: stage.id },
  });
  return id;
}
