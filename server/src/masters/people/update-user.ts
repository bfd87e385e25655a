import { type InputOf, peopleContract, type User as UserView } from "@quanlian/shared/contract";
import { type Ctx, may } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { forgetIdentities } from "./identity-cache";
import { userPolicy } from "./people.policy";
import { User } from "./staff.model";
import {
  checkMembership,
  demandAdministrator,
  findRoleIds,
  lockAdministrator,
  setRoles,
} from "./user-roles";
import { findUser } from "./user.queries";

/**
 * Changes a user's name, department, roles or denials, effective from the next request on. Roles newly given must not
 * exceed the actor's own, a denial is lifted only by whoever is free of it, and one administrator must remain.
 */
export function updateUser(
  ctx: Ctx,
  input: InputOf<(typeof peopleContract)["users.update"]>,
): Promise<UserView> {
  return transact(ctx, async (tx) => {
    const user = await loadForUpdate(tx, User, userPolicy, "users.update", input.userId);
    user.expectRevision(input.revision);
    const held = await findRoleIds(tx, user.id);
    await checkMembership(tx, input, held);
    refuseLifting(tx, user.denied, input.denied);

    const before = stateOf(user, held);
    if (input.name !== undefined) user.name = input.name;
    if (input.departmentId !== undefined) user.departmentId = input.departmentId;
    if (input.denied !== undefined) user.denied = input.denied;
    await user.saveRevision(tx);
    if (input.roleIds) {
      await lockAdministrator(tx);
      await setRoles(tx, user.id, input.roleIds);
      await demandAdministrator(tx);
    }
    const after = stateOf(user, input.roleIds ?? held);
    tx.record({ type: "user", id: user.id, before, after });
    forgetIdentities(tx);
    return findUser(tx, user.id);
  });
}

function refuseLifting(tx: Tx, denied: string[], wanted: string[] | undefined): void {
  if (!wanted || tx.actor.kind === "job") return;
  const lifted = denied.find((each) => !wanted.includes(each) && !may(tx.actor, each));
  if (lifted) refuse("auth.forbidden", { permission: lifted });
}

const stateOf = (user: User, roleIds: readonly Id[]) => ({
  name: user.name,
  departmentId: user.departmentId,
  denied: [...user.denied],
  roleIds: [...roleIds],
});
