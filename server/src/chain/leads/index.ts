export { leadImport } from "./import-leads";
export { leadsMerged, type LeadsMerged } from "./lead.events";
export { leadPolicy } from "./lead.policy";
export { leadDeskOperations, leadsOperations } from "./lead.routes";
export { recallLeads } from "./recall-leads";
