import type { Approval } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { isMasked, may, type Ctx } from "../kernel/access";
import type { ApprovalRecord } from "./approval.queries";
import { mayDecide } from "./decide-approval";
import type { ApprovalReason } from "./workflow.model";
import { approvalStates } from "./workflow.states";

/** Stands in a reason's text for a fact that this reader may not see. */
const HIDDEN = "***";

/** A request as the contract shows it; `actions` holds only what this actor may decide. */
export function presentApproval(ctx: Ctx, record: ApprovalRecord): Approval {
  return {
    ...record,
    reasons: record.reasons.map((reason) => presentReason(ctx, record.permission, reason)),
    note: record.note ?? "",
    decidedAt: record.decidedAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
    actions: actionsFor(ctx, record),
  };
}

function presentReason(ctx: Ctx, permission: string, { code, facts, masks = {} }: ApprovalReason) {
  const shown = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => {
      const group = masks[name];
      // Whoever may not decide sees the facts as in the list of requests.
      const asked = may(ctx.actor, permission) ? permission : "approvals.show";
      return [name, group && isMasked(ctx.actor, asked, group) ? HIDDEN : fact];
    }),
  );
  return { code, facts: shown, message: translate(ctx.language, `approval.reason.${code}`, shown) };
}

function actionsFor(ctx: Ctx, record: ApprovalRecord): string[] {
  if (!approvalStates.allows(record.state, "approve") || !mayDecide(ctx, record)) return [];
  return ["approvals.approve", "approvals.refuse"].filter((action) => may(ctx.actor, action));
}
