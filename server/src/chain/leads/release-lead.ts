import type { InputOf, leadsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { changeLead } from "./change-lead";
import { leadStates } from "./lead.states";

/** Puts a lead into the pool. From here it belongs to nobody, and nobody reads how to reach the enquirer. */
export function releaseLead(
  ctx: Ctx,
  { reason, ...which }: InputOf<(typeof leadsContract)["leads.release"]>,
) {
  return changeLead(ctx, "leads.release", which, (tx, lead) => {
    lead.state = leadStates.step(lead.state, "release");
    lead.set({ ownerId: null, departmentId: null, assignedAt: null, contactDueAt: null });
    lead.set({ pooledAt: tx.now, poolReason: "released" });
    return { reason };
  });
}
