export { sealAudit } from "./seal-audit";
export { verifyAudit, type BadEntry, type Verification } from "./verify-audit";
export { auditOperations } from "./audit.routes";
