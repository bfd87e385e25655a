import type { InputOf, orderChangesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, loadOnBooks, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { requestApproval, type ApprovalDecided } from "../../workflow";
import { subjectOfChange } from "./drop-change";
import { OrderChange } from "./order-change.model";
import { orderChangePolicy } from "./order-change.policy";
import { findChange } from "./order-change.queries";
import { orderChangeStates } from "./order-change.states";

const NAME = "orderChanges.submit";

/** Asks for the agreement that a change needs by the tenant's rules; until it is decided nothing can be applied. */
export function submitChange(
  ctx: Ctx,
  { changeId, revision }: InputOf<(typeof orderChangesContract)[typeof NAME]>,
) {
  return transact(ctx, async (tx) => {
    const change = await loadForUpdate(tx, OrderChange, orderChangePolicy, NAME, changeId);
    tx.authorize(NAME, orderChangePolicy, change);
    change.expectRevision(revision);
    const before = { state: change.state };
    change.state = orderChangeStates.step(change.state, "submit");
    const reasons = change.approvalReasons ?? [];
    if (reasons.length === 0 || change.approvedAt !== null)
      refuse("order_change.needs_no_approval");
    change.refusalNote = null;
    await change.saveRevision(tx);
    tx.record({ ...subjectOfChange(change), before, after: { state: change.state } });
    const { number, ownerId, departmentId } = change;
    const subject = { subjectType: "order_change", subjectId: changeId };
    const permission = "orders.approve";
    await requestApproval(tx, { ...subject, number, ownerId, departmentId, permission, reasons });
    return findChange(tx, NAME, changeId);
  });
}

/** Agreed, the change may be applied by whoever drafted it, as it is previewed then; refused, it says why. */
export async function decideOrderChange(
  tx: Tx,
  { subjectId, approved, note }: ApprovalDecided,
): Promise<void> {
  const change = await loadOnBooks(tx, OrderChange, subjectId);
  const before = { state: change.state };
  change.state = orderChangeStates.step(change.state, approved ? "approve" : "refuse");
  if (approved) change.approvedAt = tx.now;
  else change.refusalNote = note ?? "";
  await change.saveRevision(tx);
  tx.record({ ...subjectOfChange(change), before, after: { state: change.state, approved } });
}
