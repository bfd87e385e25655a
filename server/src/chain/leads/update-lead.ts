import type { InputOf, leadsContract } from "@quanlian/shared/contract";
import { companyKey, provinceOf } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { assignNamed } from "../../kernel/db";
import { refuse, refuseFaults } from "../../kernel/errors";
import { writeTerms } from "../../kernel/search";
import { translate } from "@quanlian/shared/locale";
import { changeLead, freeKeys, takeKeys } from "./change-lead";
import { searchedLead } from "./lead.resource";
import { keysOf } from "./lead.rules";
import { isOpen } from "./lead.states";

/** Changes what is known of the enquirer. A phone, code or company that another open lead has is refused: merge the two. */
export function updateLead(
  ctx: Ctx,
  { leadId, revision, ...details }: InputOf<(typeof leadsContract)["leads.update"]>,
) {
  return changeLead(ctx, "leads.update", { leadId, revision }, async (tx, lead) => {
    if (!isOpen(lead.state)) refuse("lead.closed", { state: lead.state });
    assignNamed(lead, details);
    if (keysOf(lead).length === 0) {
      const code = "issue.lead_unknown";
      refuseFaults([{ path: ["phone"], code, message: translate(tx.language, code) }]);
    }
    assignNamed(lead, {
      companyKey: companyKey(lead.companyName).slice(0, 128),
      province: provinceOf(lead),
    });
    const identifying = ["phone", "creditCode", "companyKey"] as const;
    if (identifying.some((field) => lead.changed(field))) {
      await freeKeys(tx, leadId);
      await takeKeys(tx, lead);
    }
    await writeTerms(tx, "lead", [searchedLead(lead)]);
  });
}
