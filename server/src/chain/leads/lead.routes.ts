import { leadDeskContract, leadsContract } from "@quanlian/shared/contract";
import { listHandlers, sourceOf } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { assignLead } from "./assign-lead";
import { captureLead } from "./capture-lead";
import { claimLead } from "./claim-lead";
import { contactLead } from "./contact-lead";
import { convertLead } from "./convert-lead";
import { createLead } from "./create-lead";
import { discardLead, reopenLead } from "./discard-lead";
import { importLeads } from "./import-leads";
import { showChannels } from "./lead-channels";
import { createForm, listForms, updateForm } from "./lead-forms";
import { createRule, listRules, updateRule } from "./lead-rules";
import { showSettings, updateSettings } from "./lead-settings";
import { leadPolicy } from "./lead.policy";
import { presentLead } from "./lead.present";
import { findLead } from "./lead.queries";
import { leadPoolResource, leadResource } from "./lead.resource";
import { mergeLeads } from "./merge-leads";
import { recallLeads } from "./recall-leads";
import { releaseLead } from "./release-lead";
import { openForm, submitForm } from "./submit-form";
import { updateLead } from "./update-lead";

declareAudience("lead", leadPolicy, "leads.show", "sales");

export const leadsOperations = implement(leadsContract, {
  ...listHandlers(leadResource),
  ...listHandlers(leadPoolResource),
  "leads.import": (ctx, { file, dryRun }) => importLeads(ctx, sourceOf(file), { dryRun }),
  "leads.create": createLead,
  "leads.capture": captureLead,
  "leads.show": async (ctx, { leadId }) =>
    presentLead(ctx, await findLead(ctx, "leads.show", leadId)),
  "leads.update": updateLead,
  "leads.assign": assignLead,
  "leads.claim": claimLead,
  "leads.release": releaseLead,
  "leads.contact": contactLead,
  "leads.discard": discardLead,
  "leads.reopen": reopenLead,
  "leads.merge": mergeLeads,
  "leads.convert": convertLead,
  "leads.channels": showChannels,
  "leads.recall": recallLeads,
});

export const leadDeskOperations = implement(leadDeskContract, {
  "leadForms.list": listForms,
  "leadForms.create": createForm,
  "leadForms.update": updateForm,
  "leadForms.open": openForm,
  "leadForms.submit": submitForm,
  "leadRules.list": listRules,
  "leadRules.create": createRule,
  "leadRules.update": updateRule,
  "leadSettings.show": showSettings,
  "leadSettings.update": updateSettings,
});
