import type { Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { excessOf } from "./grant.rules";
import type { RoleRow } from "./role.present";

type Granting = Pick<RoleRow, "permissions" | "scope" | "scopes" | "masks">;

/** Neither before nor after may it grant more than the actor holds: taking from one's betters is no better. */
export function refuseExcess(tx: Tx, role: Granting): void {
  const { permissions, scope, scopes, masks } = role;
  const permission = excessOf(tx.actor, { permissions, scope, scopes, masks });
  if (permission !== null) refuse("auth.forbidden", { permission });
}

export const stateOf = (role: Granting & { name: string }) => {
  const { name, permissions, scope, scopes, masks } = role;
  return { name, permissions, scope, scopes, masks };
};
