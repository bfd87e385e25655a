import { rowPredicate, type Ctx } from "../kernel/access";
import { loadForUpdate, type Tx } from "../kernel/db";
import { refuseNotFound } from "../kernel/errors";
import type { Id } from "../kernel/ids";
import { Approval, type ApprovalReason } from "./workflow.model";
import { approvalPolicy } from "./workflow.policy";
import type { ApprovalState } from "./workflow.states";

export interface ApprovalRecord {
  id: Id;
  subjectType: string;
  subjectId: Id;
  number: string;
  state: ApprovalState;
  ownerId: Id | null;
  departmentId: Id | null;
  requesterId: Id | null;
  requesterName: string | null;
  permission: string;
  reasons: ApprovalReason[];
  note: string | null;
  deciderName: string | null;
  decidedAt: Date | null;
  createdAt: Date;
  revision: number;
}

/** One request that the actor may see under the permission; anything else is "not found". */
export async function findApproval(
  ctx: Ctx,
  permission: string,
  approvalId: Id,
): Promise<ApprovalRecord> {
  const found = await ctx.row<Omit<ApprovalRecord, "reasons"> & { reasons: string }>(
    `SELECT a.id, a.subject_type AS subjectType, a.subject_id AS subjectId, a.number, a.state, a.owner_id AS ownerId,
       a.department_id AS departmentId, a.requester_id AS requesterId, r.name AS requesterName, a.permission, a.reasons,
       a.note, d.name AS deciderName, a.decided_at AS decidedAt, a.created_at AS createdAt, a.revision
     FROM approvals a
       LEFT JOIN users r ON r.tenant_id = :tenant AND r.id = a.requester_id
       LEFT JOIN users d ON d.tenant_id = :tenant AND d.id = a.decider_id
     WHERE a.tenant_id = :tenant AND a.id = :approvalId
       AND ${rowPredicate(ctx.actor, approvalPolicy, permission, "a")}`,
    { approvalId },
  );
  if (!found) refuseNotFound("approval");
  return { ...found, reasons: JSON.parse(found.reasons) as ApprovalReason[] };
}

export const loadApproval = (tx: Tx, permission: string, approvalId: Id) =>
  loadForUpdate(tx, Approval, approvalPolicy, permission, approvalId);
