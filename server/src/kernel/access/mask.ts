import { refuse } from "../errors";
import type { Actor } from "./actor";
import { grantsPermission } from "./row-rule";

/** Groups of fields that a role may hide. */
export type MaskGroup = "cost" | "margin" | "bank" | "credit";

/**
 * Whether a group of fields is hidden from the actor under a permission: only if every role that grants it hides them.
 * A customer or supplier never sees any of them.
 */
export function isMasked(actor: Actor, permission: string, group: MaskGroup): boolean {
  if (actor.kind === "job") return false;
  if (actor.kind !== "staff") return true;
  const granting = actor.grants.filter((grant) => grantsPermission(grant, permission));
  return granting.every((grant) => grant.masks.includes(group));
}

/** A masked field is also unwritable: naming one in an input is refused. */
export function refuseMasked(
  actor: Actor,
  permission: string,
  groups: Record<string, MaskGroup>,
  input: Record<string, unknown>,
): void {
  const fields = Object.keys(groups).filter(
    (field) => input[field] !== undefined && isMasked(actor, permission, groups[field]!),
  );
  if (fields.length > 0) refuse("auth.field_masked", { fields });
}
