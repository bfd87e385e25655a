import { auditContract } from "@quanlian/shared/contract";
import { implement } from "../http/registry";
import { listAudit } from "./list-audit";
import { verifyAudit } from "./verify-audit";

export const auditOperations = implement(auditContract, {
  "audit.list": (ctx, input) => listAudit(ctx, input),
  "audit.verify": (ctx, input) => verifyAudit(ctx, input),
});
