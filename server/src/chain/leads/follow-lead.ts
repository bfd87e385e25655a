import type { Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { loadLead, saveLead } from "./change-lead";
import { noteContact } from "./contact-lead";
import { findLead } from "./lead.queries";

/** What a lead answers when somebody writes down what was said to its enquirer. */
export const followedLead = {
  async demand(ctx: Ctx, permission: string, leadId: Id): Promise<void> {
    await findLead(ctx, permission, leadId);
  },
  /** More than a note is a contact; a lead that is nobody's, or closed, is refused that. */
  async follow(tx: Tx, permission: string, leadId: Id, reached: boolean): Promise<string> {
    const lead = await loadLead(tx, permission, leadId);
    if (reached) {
      noteContact(tx, lead);
      await saveLead(tx, lead);
    }
    return lead.number;
  },
};
