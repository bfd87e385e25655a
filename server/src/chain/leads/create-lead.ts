import type { InputOf, leadsContract, OutputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { detailsOf, presentTaken } from "./capture-lead";
import { takeTouches } from "./take-touches";

/**
 * Writes down an enquirer by hand. It is the writer's own unless the rules are asked; who is known already gets a touch on
 * his open lead, which may be a colleague's: then the writer is told that, and no more.
 */
export function createLead(
  ctx: Ctx,
  { campaign, assign, ...details }: InputOf<(typeof leadsContract)["leads.create"]>,
): Promise<OutputOf<(typeof leadsContract)["leads.create"]>> {
  return transact(ctx, async (tx) => {
    const { actor } = tx;
    const mine = assign === "me" && actor.kind === "staff";
    const occurrence = {
      channel: "manual" as const,
      ...{ account: "", externalId: null, campaign, keyword: "", costCents: 0, formId: null },
      raw: null,
      occurredAt: tx.now,
    };
    const entry = { details: detailsOf(details), occurrence };
    const keeper = mine ? { ownerId: actor.userId, departmentId: actor.departmentId } : undefined;
    const [taken] = await takeTouches(tx, [entry], keeper);
    return presentTaken(tx, "leads.create", { ...taken!, repeated: false });
  });
}
