import type { InputOf, orderChangesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact } from "../../kernel/db";
import { withdrawApproval } from "../../workflow";
import { OrderChange } from "./order-change.model";
import { orderChangePolicy } from "./order-change.policy";
import { findChange } from "./order-change.queries";
import { orderChangeStates } from "./order-change.states";

/** Gives a change up. The order has never known of it. */
export function dropChange(
  ctx: Ctx,
  { changeId, revision }: InputOf<(typeof orderChangesContract)["orderChanges.drop"]>,
) {
  return transact(ctx, async (tx) => {
    const permission = "orderChanges.drop";
    const change = await loadForUpdate(tx, OrderChange, orderChangePolicy, permission, changeId);
    tx.authorize(permission, orderChangePolicy, change);
    change.expectRevision(revision);

    const before = { state: change.state };
    change.state = orderChangeStates.step(change.state, "drop");
    await change.saveRevision(tx);
    await withdrawApproval(tx, { subjectType: "order_change", subjectId: changeId });
    tx.record({ ...subjectOfChange(change), before, after: { state: change.state } });
    return findChange(tx, permission, changeId);
  });
}

/** Whom a change concerns, for the audit and for live events. */
export const subjectOfChange = (change: OrderChange) => ({
  type: "order_change",
  id: change.id,
  number: change.number,
  ownerId: change.ownerId,
  departmentId: change.departmentId,
  customerId: change.customerId,
});
