import type { InputOf, leadsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { changeLead } from "./change-lead";
import type { Lead } from "./lead.model";
import { leadStates } from "./lead.states";

/** Notes that the enquirer was reached: the time for the first contact is kept or was missed, and following begins. */
export function contactLead(ctx: Ctx, which: InputOf<(typeof leadsContract)["leads.contact"]>) {
  return changeLead(ctx, "leads.contact", which, noteContact);
}

export function noteContact(tx: Tx, lead: Lead): void {
  lead.state = leadStates.step(lead.state, "contact");
  lead.contactedAt ??= tx.now;
  lead.followedAt = tx.now;
}
