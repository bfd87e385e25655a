import { insertRow, type Tx } from "../kernel/db";
import { assert } from "../kernel/errors";
import type { Id } from "../kernel/ids";
import { Approval, type ApprovalReason } from "./workflow.model";
import { approvalStates } from "./workflow.states";

/** A document, as the workflow knows it. */
export interface WorkflowSubject {
  subjectType: string;
  subjectId: Id;
}

export interface ApprovalRequest extends WorkflowSubject {
  number: string;
  ownerId: Id | null;
  departmentId: Id | null;
  /** Whoever holds it, within his row scope for the document's kind, may decide. */
  permission: string;
  reasons: readonly ApprovalReason[];
}

/**
 * Asks for agreement to a document, which its caller has locked and moved to its waiting state. A document waits for one
 * approval at a time: asking again while one is pending is a bug of the caller and clashes with a unique key.
 */
export async function requestApproval(tx: Tx, request: ApprovalRequest): Promise<Id> {
  assert(request.reasons.length > 0, `an approval of ${request.subjectType} without a reason`);
  const id = tx.newId();
  const { number, ownerId, departmentId } = request;
  await insertRow(tx.books, Approval, {
    ...request,
    id,
    reasons: [...request.reasons],
    state: approvalStates.initial,
    pending: true,
    requesterId: tx.actor.kind === "staff" ? tx.actor.userId : null,
  });
  tx.record({
    ...{ type: "approval", id, number, ownerId, departmentId },
    before: null,
    after: { state: approvalStates.initial, reasons: request.reasons.map(({ code }) => code) },
  });
  return id;
}

/** Takes a request back, for instance because its document is changed or withdrawn. Without a pending one nothing happens. */
export async function withdrawApproval(
  tx: Tx,
  { subjectType, subjectId }: WorkflowSubject,
): Promise<void> {
  const [pending] = await tx.books.rows<
    Pick<Approval, "id" | "number" | "ownerId" | "departmentId">
  >(
    `SELECT a.id, a.number, a.owner_id AS ownerId, a.department_id AS departmentId FROM approvals a
     WHERE a.tenant_id = :tenant AND a.subject_type = :subjectType AND a.subject_id = :subjectId AND a.pending = 1
     FOR UPDATE`,
    { subjectType, subjectId },
  );
  if (!pending) return;
  const state = approvalStates.step("pending", "withdraw");
  await tx.books.write(
    `UPDATE approvals SET state = :state, pending = NULL, revision = revision + 1, updated_at = :now
     WHERE tenant_id = :tenant AND id = :id`,
    { state, id: pending.id, now: tx.now },
  );
  const { id, number, ownerId, departmentId } = pending;
  tx.record({
    ...{ type: "approval", id, number, ownerId, departmentId },
    before: { state: "pending" },
    after: { state },
  });
}
