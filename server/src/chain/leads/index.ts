export { creditLead, noteConversion, readConverted, type ConvertedLead } from "./convert-lead";
export { leadImport } from "./import-leads";
export { leadConverted, leadsMerged, type LeadConverted, type LeadsMerged } from "./lead.events";
export { leadPolicy } from "./lead.policy";
export { leadDeskOperations, leadsOperations } from "./lead.routes";
export { followedLead } from "./follow-lead";
export { recallEverywhere } from "./recall-everywhere";
export { recallLeads } from "./recall-leads";
