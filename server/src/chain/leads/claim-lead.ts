import type { InputOf, leadsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, isDuplicate, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { assert, refuse, refuseNotFound } from "../../kernel/errors";
import { giveTo } from "./assign-lead";
import { presentChanged, saveLead } from "./change-lead";
import { Lead, LeadClaim } from "./lead.model";
import { pooledLeadPolicy } from "./lead.policy";
import { readSettings } from "./lead-settings";
import { leadStates } from "./lead.states";

/**
 * Takes a lead out of the pool for oneself. Of two who reach for it at the same moment one gets it; for the other it is no
 * longer in the pool, which is all that he may know of it. A person gets as many a day as the settings say.
 */
export function claimLead(
  ctx: Ctx,
  { pooledLeadId }: InputOf<(typeof leadsContract)["leads.claim"]>,
) {
  return transact(ctx, async (tx) => {
    const { actor } = tx;
    assert(actor.kind === "staff", "only staff claim leads");
    const lead = await loadForUpdate(tx, Lead, pooledLeadPolicy, "leads.claim", pooledLeadId);
    if (lead.state !== "pooled") refuseNotFound("pooledLead");
    await countClaim(tx, actor.userId);
    lead.state = leadStates.step(lead.state, "claim");
    await giveTo(tx, lead, { ownerId: actor.userId, departmentId: actor.departmentId });
    await saveLead(tx, lead);
    return presentChanged(tx, lead.id);
  });
}

/** Counts one more claim of the day on a row that two claims at once must queue for; refused at the cap. */
async function countClaim(tx: Tx, userId: string): Promise<void> {
  const { dailyClaims } = await readSettings(tx);
  if (await oneMore(tx, userId, dailyClaims)) return;
  if (dailyClaims > 0 && (await firstToday(tx, userId))) return;
  // The row is there: it is full, or another claim of his made it a moment ago.
  if (!(await oneMore(tx, userId, dailyClaims))) refuse("lead.claim_cap", { cap: dailyClaims });
}

const oneMore = async (tx: Tx, userId: string, cap: number): Promise<boolean> =>
  (await tx.write(
    `UPDATE lead_claims SET claimed = claimed + 1
     WHERE tenant_id = :tenant AND user_id = :userId AND day = :today AND claimed < :cap`,
    { userId, today: tx.today, cap },
  )) === 1;

async function firstToday(tx: Tx, userId: string): Promise<boolean> {
  try {
    await insertRow(tx, LeadClaim, { userId, day: tx.today, claimed: 1 });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
