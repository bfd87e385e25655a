import { nextNumber, nextPhone } from "../../support/given";
import { makeLead, makePooledLead, type Holder, type Made } from "../holder";
import { exported, fresh, list, nothing, of, shown, type Examples } from "./example";

const made = async (h: Holder, operation: string, input: object) =>
  h.call<Made & { formKey: string }>(operation, input);
const makeForm = (h: Holder) => made(h, "leadForms.create", { title: h.tenantMark });
const ruleInput = (h: Holder) => ({
  name: h.tenantMark,
  isActive: false,
  userIds: [h.owner.userId],
});
const makeRule = (h: Holder) => made(h, "leadRules.create", ruleInput(h));
const csv = (h: Holder) =>
  Buffer.from(`公司,电话\n${h.mark}${nextNumber()},${nextPhone()}\n`).toString("base64");

/** Leads, their pool, forms and rules. */
export const leadsExamples: Examples = {
  "leads.list": list((h) => h.mark, "companyName"),
  "leads.count": list((h) => h.mark, "companyName"),
  "leads.export": exported(),
  "leadPool.list": nothing,
  "leadPool.count": nothing,
  "leadPool.export": exported(),
  "leads.import": (h) => of({ file: { name: "leads.csv", contentBase64: csv(h) } }),
  "leads.create": (h) => of({ companyName: `${h.mark}${nextNumber()}`, phone: nextPhone() }),
  "leads.capture": (h) =>
    of({ channel: "api", externalId: `${h.mark}${nextNumber()}`, phone: nextPhone() }),
  "leads.show": shown("leadId", (h) => h.leadId),
  "leads.update": fresh("leadId", makeLead, (h) => ({ note: h.mark })),
  "leads.assign": fresh("leadId", makeLead, (h) => ({ ownerId: h.owner.userId })),
  "leads.claim": async (h) => of({ pooledLeadId: await makePooledLead(h) }),
  "leads.release": fresh("leadId", makeLead, () => ({ reason: "x" })),
  "leads.contact": fresh("leadId", makeLead),
  "leads.discard": fresh("leadId", makeLead, () => ({ reason: "x" })),
  "leads.reopen": async (h) => {
    const { id: leadId, revision } = await makeLead(h);
    const ended = await h.call("leads.discard", { leadId, revision, reason: "x" }, h.owner.token);
    return of({ leadId, revision: ended.revision, reason: "x" });
  },
  "leads.merge": async (h) => {
    const { id: leadId, revision } = await makeLead(h);
    return of({ leadId, revision, mergedLeadId: (await makeLead(h)).id });
  },
  "leads.convert": fresh("leadId", makeLead, (h) => ({
    customerId: h.customer.id,
    dealName: h.mark,
  })),
  "leads.channels": nothing,
  "leads.recall": nothing,
  "leadForms.list": nothing,
  "leadForms.create": (h) => of({ title: h.tenantMark }),
  "leadForms.update": fresh("formId", makeForm, (h) => ({ title: h.tenantMark })),
  "leadForms.open": async (h) => of({ formKey: (await makeForm(h)).formKey }),
  "leadForms.submit": async (h) => {
    const { formKey } = await makeForm(h);
    return of({ formKey, phone: nextPhone(), submissionId: `${h.mark}${nextNumber()}` });
  },
  "leadRules.list": nothing,
  "leadRules.create": (h) => of(ruleInput(h)),
  "leadRules.update": fresh("ruleId", makeRule, ruleInput),
  "leadSettings.show": nothing,
  "leadSettings.update": async (h) => {
    const { revision } = await h.call("leadSettings.show", {});
    return of({ revision, intakeDepartmentId: h.departmentId, dailyClaims: 1000 });
  },
};
