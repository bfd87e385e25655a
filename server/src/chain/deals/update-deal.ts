import type { InputOf, dealsContract } from "@quanlian/shared/contract";
import { rowAllowed, type Ctx } from "../../kernel/access";
import { assignNamed, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { writeTerms } from "../../kernel/search";
import { findStaff } from "../../masters/people";
import { changeDeal, step } from "./change-deal";
import { demandContact } from "./create-deal";
import { replaceLines } from "./deal-lines";
import type { Deal } from "./deal.model";
import { dealPolicy } from "./deal.policy";
import { searchedDeal } from "./deal.resource";
import { dealStates } from "./deal.states";
import { holdStage } from "./pipeline";

/** Changes what is expected of an open deal. A closed one stays as it was closed. */
export function updateDeal(
  ctx: Ctx,
  { dealId, revision, ownerId, lines, ...fields }: InputOf<(typeof dealsContract)["deals.update"]>,
) {
  return changeDeal(ctx, "deals.update", { dealId, revision }, async (tx, deal) => {
    if (deal.state !== "open") refuse("deal.closed", { state: deal.state });
    if (fields.contactId) await demandContact(tx, deal.customerId, fields.contactId);
    if (ownerId !== undefined && ownerId !== deal.ownerId) await handOver(tx, deal, ownerId);
    if (lines) await replaceLines(tx, dealId, lines);
    assignNamed(deal, fields);
    if (deal.changed("name")) await writeTerms(tx, "deal", [searchedDeal(deal)]);
  });
}

/** Nobody may hand a deal to where he could not see it himself: such a person is unknown to him. */
async function handOver(tx: Tx, deal: Deal, ownerId: Id): Promise<void> {
  const found = (await findStaff(tx, [ownerId])).get(ownerId);
  const keeper = { ownerId, departmentId: found?.departmentId ?? null };
  const faults = new Faults(tx.language);
  if (!found || !rowAllowed(tx.actor, dealPolicy, "deals.update", keeper)) {
    faults.unknown(["ownerId"], ownerId);
  }
  faults.refuse();
  deal.set(keeper);
}

/** Moves an open deal to another open stage, forward or back. */
export function moveDeal(
  ctx: Ctx,
  { stageId, ...which }: InputOf<(typeof dealsContract)["deals.move"]>,
) {
  return changeDeal(ctx, "deals.move", which, async (tx, deal) => {
    deal.state = dealStates.step(deal.state, "move");
    const stage = await holdStage(tx, "open", stageId);
    if (stage.id !== deal.stageId) await step(tx, deal, stage);
  });
}
