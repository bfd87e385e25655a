import type { Actor } from "../access/actor";
import { isMasked } from "../access/mask";
import { tables } from "../db/tables";
import { tableOf, type BoundField, type Resource } from "./define-resource";

/**
 * Why an actor may not use a field: `masked` by every role that grants the permission, or `absent`, because a customer
 * or supplier cannot be shown the table that it comes from. Null: he may.
 */
export function hiddenFrom(
  actor: Actor,
  resource: Resource,
  permission: string,
  bound: BoundField,
): "masked" | "absent" | null {
  if (bound.field.mask && isMasked(actor, permission, bound.field.mask)) return "masked";
  if (actor.kind !== "customer" && actor.kind !== "supplier") return null;
  for (let alias = bound.join; alias !== null; alias = resource.joins.get(alias)?.needs ?? null) {
    const table = tableOf(resource.joins.get(alias)!);
    if (tables.isTenantTable(table) && !tables.partyColumn(table, actor.kind)) return "absent";
  }
  return null;
}
