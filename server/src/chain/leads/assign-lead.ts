import type { InputOf, leadsContract } from "@quanlian/shared/contract";
import { rowAllowed, type Ctx } from "../../kernel/access";
import { Faults } from "../../kernel/errors";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { findStaff } from "../../masters/people";
import type { Keeper } from "./assign-by-rule";
import { changeLead } from "./change-lead";
import type { Lead } from "./lead.model";
import { leadPolicy } from "./lead.policy";
import { hoursAfter } from "./lead.rules";
import { readSettings } from "./lead-settings";
import { leadStates } from "./lead.states";

/** Gives a lead to a person within the giver's own reach; the time for the first contact begins anew. */
export function assignLead(
  ctx: Ctx,
  { ownerId, ...which }: InputOf<(typeof leadsContract)["leads.assign"]>,
) {
  return changeLead(ctx, "leads.assign", which, async (tx, lead) => {
    const keeper = await namedKeeper(tx, ownerId);
    lead.state = leadStates.step(lead.state, "assign");
    await giveTo(tx, lead, keeper);
  });
}

/** Makes the lead somebody's, with his first contact due. The state is the caller's to step. */
export async function giveTo(tx: Tx, lead: Lead, keeper: Keeper & { ownerId: Id }): Promise<void> {
  const { firstContactHours } = await readSettings(tx);
  lead.ownerId = keeper.ownerId;
  lead.departmentId = keeper.departmentId;
  lead.assignedAt = tx.now;
  lead.contactDueAt = hoursAfter(tx.now, firstContactHours);
  lead.contactedAt = null;
  lead.followedAt = null;
  lead.pooledAt = null;
  lead.poolReason = null;
  tx.enqueue("lead.assigned", { leadId: lead.id, number: lead.number, ownerId: keeper.ownerId });
}

/** Nobody may hand a lead to where he could not see it himself: such a person is unknown to him. */
async function namedKeeper(tx: Tx, ownerId: Id): Promise<Keeper & { ownerId: Id }> {
  const found = (await findStaff(tx, [ownerId])).get(ownerId);
  const keeper = { ownerId, departmentId: found?.departmentId ?? null };
  const faults = new Faults(tx.language);
  if (!found || !rowAllowed(tx.actor, leadPolicy, "leads.assign", keeper)) {
    faults.unknown(["ownerId"], ownerId);
  }
  faults.refuse();
  return keeper;
}
