import type { InputOf, leadsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { refuse } from "../../kernel/errors";
import { findStaff } from "../../masters/people";
import { giveTo } from "./assign-lead";
import { changeLead, freeKeys, takeKeys } from "./change-lead";
import { leadStates } from "./lead.states";

/** Ends a lead from which nothing will come. Its enquirer may come again as a new lead. */
export function discardLead(
  ctx: Ctx,
  { reason, ...which }: InputOf<(typeof leadsContract)["leads.discard"]>,
) {
  return changeLead(ctx, "leads.discard", which, async (tx, lead) => {
    lead.state = leadStates.step(lead.state, "discard");
    lead.closedAt = tx.now;
    lead.invalidReason = reason;
    await freeKeys(tx, lead.id);
    return { reason };
  });
}

/**
 * Takes an invalid lead up again. It goes back to whoever had it, if he still works here, otherwise to whoever reopens it;
 * refused while the same enquirer has another open lead.
 */
export function reopenLead(
  ctx: Ctx,
  { reason, ...which }: InputOf<(typeof leadsContract)["leads.reopen"]>,
) {
  return changeLead(ctx, "leads.reopen", which, async (tx, lead) => {
    if (lead.mergedIntoId !== null) refuse("lead.merged");
    lead.state = leadStates.step(lead.state, "reopen");
    lead.closedAt = null;
    lead.invalidReason = "";
    await takeKeys(tx, lead);
    const former = lead.ownerId === null ? undefined : await findStaff(tx, [lead.ownerId]);
    const kept = lead.ownerId === null ? undefined : former?.get(lead.ownerId);
    if (lead.ownerId !== null && kept) await giveTo(tx, lead, { ownerId: lead.ownerId, ...kept });
    else if (tx.actor.kind === "staff") {
      const { userId: ownerId, departmentId } = tx.actor;
      await giveTo(tx, lead, { ownerId, departmentId });
    }
    return { reason };
  });
}
