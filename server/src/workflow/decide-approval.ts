import type { InputOf, workflowContract } from "@quanlian/shared/contract";
import { may, rowAllowed, type Ctx } from "../kernel/access";
import { transact, type Tx } from "../kernel/db";
import { refuse } from "../kernel/errors";
import { approvalDecided } from "./approval.events";
import { findApproval, loadApproval, type ApprovalRecord } from "./approval.queries";
import { decidingPolicy } from "./workflow.policy";
import { approvalStates } from "./workflow.states";

type Input = InputOf<(typeof workflowContract)["approvals.approve"]>;

/** Agrees: the document goes on in the same transaction. */
export function approve(ctx: Ctx, input: Input) {
  return decide(ctx, input, true);
}

/** Does not agree: the document goes back to whoever asked. */
export function refuseApproval(
  ctx: Ctx,
  input: InputOf<(typeof workflowContract)["approvals.refuse"]>,
) {
  return decide(ctx, input, false);
}

/**
 * Decides a request once, and moves its document by the fact.
 *
 * The document is locked before the request, as it is when a request is made or withdrawn: so the fact comes first here,
 * and the request's own row last. Two who decide at once, or one who withdraws meanwhile, meet at the document; the
 * second is then told that the request stands no longer.
 */
function decide(ctx: Ctx, { approvalId, revision, note }: Input, approved: boolean) {
  const permission = approved ? "approvals.approve" : "approvals.refuse";
  return transact(ctx, async (tx) => {
    const asked = await findApproval(tx, permission, approvalId);
    const state = approvalStates.step(asked.state, approved ? "approve" : "refuse");
    refuseUnentitled(tx, asked);
    if (asked.revision !== revision) refuse("revision.stale", { expected: revision });

    const { subjectType, subjectId } = asked;
    const decision = { approvalId, subjectType, subjectId, approved, note: note ?? null };
    await tx.emit(approvalDecided, decision);

    const approval = await loadApproval(tx, permission, approvalId);
    approval.expectRevision(revision);
    approval.state = state;
    approval.pending = null;
    approval.note = note ?? null;
    approval.deciderId = tx.actor.kind === "staff" ? tx.actor.userId : null;
    approval.decidedAt = tx.now;
    await approval.saveRevision(tx);
    const { number, ownerId, departmentId } = approval;
    tx.record({
      ...{ type: "approval", id: approvalId, number, ownerId, departmentId },
      before: { state: asked.state },
      after: { state, note: approval.note },
    });
    return findApproval(tx, permission, approvalId);
  });
}

/** Whether the actor may decide this request: the named permission within its row scope, and not his own request. */
export function mayDecide(ctx: Ctx, asked: ApprovalRecord): boolean {
  return entitled(ctx, asked) && !isOwn(ctx, asked);
}

function refuseUnentitled(tx: Tx, asked: ApprovalRecord): void {
  if (!entitled(tx, asked)) refuse("auth.forbidden", { permission: asked.permission });
  if (isOwn(tx, asked)) refuse("approval.own_request", { number: asked.number });
}

const entitled = ({ actor }: Ctx, asked: ApprovalRecord) =>
  may(actor, asked.permission) &&
  rowAllowed(actor, decidingPolicy(asked.subjectType), asked.permission, asked);

const isOwn = ({ actor }: Ctx, asked: ApprovalRecord) =>
  actor.kind === "staff" &&
  asked.requesterId === actor.userId &&
  !may(actor, "approvals.decideOwn");
