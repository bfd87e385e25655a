import type { Actor } from "../access/actor";
import { rowAllowed, type RowFacts, type RowPolicy } from "../access/row-rule";
import { assert } from "../errors";
import type { Id } from "../ids/id";

/** Who may hear of a kind of record, and open its files: whoever may read the record itself. */
export interface Audience {
  readonly subjectType: string;
  readonly policy: RowPolicy;
  /** The permission to read one: `orders.show`. */
  readonly permission: string;
  /** The function without which the tenant has no such records; `core` is never off. */
  readonly function: string;
}

const audiences = new Map<string, Audience>();

/** Declares the audience of a kind of record, when its room is loaded. Declaring another one for it stops the server. */
export function declareAudience(
  subjectType: string,
  policy: RowPolicy,
  permission: string,
  needed = "core",
): void {
  const known = audiences.get(subjectType);
  assert(!known || known.policy === policy, `two audiences for ${subjectType}`);
  audiences.set(subjectType, { subjectType, policy, permission, function: needed });
}

/**
 * Whether the actor may read a record of this kind with these facts: the row rule of its audience, and nothing for a kind
 * that no room declared. The caller has made sure that the record is of the actor's tenant.
 */
export function inAudience(actor: Actor, subjectType: string, row: RowFacts): boolean {
  const audience = audiences.get(subjectType);
  if (!audience) return false;
  if (actor.kind === "operator" || actor.kind === "anyone") return false;
  if (actor.kind !== "job" && !subscribes(actor.functions, audience.function)) return false;
  return rowAllowed(actor, audience.policy, audience.permission, row);
}

const subscribes = (functions: readonly string[], needed: string) =>
  needed === "core" || functions.includes(needed);

/** A change of some record, as the `changes` table tells it. */
export interface ChangeEvent extends RowFacts {
  id: Id;
  tenantId: Id;
  subjectType: string;
  subjectId: Id;
}

/** A change as it is read. */
export type ChangeRecord = Omit<ChangeEvent, "collaboratorIds"> & {
  collaboratorIds: string | null;
};

export const CHANGE_COLUMNS = `id, tenant_id AS tenantId, subject_type AS subjectType, subject_id AS subjectId,
  owner_id AS ownerId, department_id AS departmentId, customer_id AS customerId, supplier_id AS supplierId,
  collaborator_ids AS collaboratorIds`;

export const eventOf = (row: ChangeRecord): ChangeEvent => ({
  ...row,
  collaboratorIds: row.collaboratorIds?.split(",") ?? null,
});

/** Whether the actor may hear of a change: his tenant's, and within his rule. */
export function mayHear(actor: Actor, event: ChangeEvent): boolean {
  if (!("tenantId" in actor) || actor.tenantId !== event.tenantId) return false;
  return inAudience(actor, event.subjectType, event);
}
