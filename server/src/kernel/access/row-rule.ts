import { literal } from "../db/literal";
import type { Id } from "../ids/id";
import type { Actor, Grant, RowScope, StaffActor } from "./actor";

/**
 * Which rows of a kind an actor may see, for one permission. Scopes of several roles are joined by OR; the tenant, the
 * party and explicit denials are ANDed on top by the guard and by `may`.
 */
export interface RowPolicy {
  /** The kind of record, as roles name it: `order`. */
  readonly subject: string;
  readonly owner: string | null;
  readonly department: string | null;
  readonly customer: string | null;
  readonly supplier: string | null;
  /** Where staff stand who see a row as if it were their own. */
  readonly collaborators: Collaborators | null;
  /** The record that decides instead: a supplier's price is seen by whoever sees the supplier. */
  readonly through: (() => Through) | null;
}

/** A table of (record, user_id) pairs beside the record's own table. Its key must begin with the tenant and these two. */
export interface Collaborators {
  readonly table: string;
  /** The column that names the record: `party_id`. */
  readonly record: string;
}

/** Another record's rule, by the column that names it. Found when it is asked, since the record may be a neighbour's. */
export interface Through {
  readonly table: string;
  readonly key: string;
  readonly policy: RowPolicy;
}

/** The columns that decide; a table without an owner is seen whole by whoever has the permission. */
export function defineRowPolicy(
  subject: string,
  columns: Partial<Omit<RowPolicy, "subject">> = {},
): RowPolicy {
  const none = { owner: null, department: null, customer: null, supplier: null };
  return { ...none, collaborators: null, through: null, ...columns, subject };
}

/** What is compared: `any` sees all, otherwise owner or department must match. */
interface Reach {
  any: boolean;
  ownerIds: readonly Id[];
  departmentIds: readonly Id[];
}

const NOTHING: Reach = { any: false, ownerIds: [], departmentIds: [] };
const EVERYTHING: Reach = { any: true, ownerIds: [], departmentIds: [] };

export function grantsPermission(grant: Grant, permission: string): boolean {
  return grant.permissions.some((granted) => covers(granted, permission));
}

/** `*` covers everything, `orders.*` everything of orders, a name itself. */
export function covers(granted: string, permission: string): boolean {
  if (granted === "*" || granted === permission) return true;
  return granted.endsWith(".*") && permission.startsWith(granted.slice(0, -1));
}

/** Whether the actor holds the permission at all; which rows is `rowPredicate`'s matter. */
export function may(actor: Actor, permission: string): boolean {
  if (actor.kind === "job") return true;
  if (actor.kind !== "staff") return false;
  if (actor.denied.some((denied) => covers(denied, permission))) return false;
  return actor.grants.some((grant) => grantsPermission(grant, permission));
}

function reachOf(actor: Actor, policy: RowPolicy, permission: string): Reach {
  if (actor.kind === "job") return EVERYTHING;
  if (actor.kind === "customer" || actor.kind === "supplier") {
    return policy[actor.kind] ? EVERYTHING : NOTHING; // the guard compares the party's column itself
  }
  if (actor.kind !== "staff" || !may(actor, permission)) return NOTHING;
  if (!policy.owner && !policy.department) return EVERYTHING;
  const scopes = actor.grants
    .filter((grant) => grantsPermission(grant, permission))
    .map((grant) => grant.scopes[policy.subject] ?? grant.scope);
  return joinScopes(actor, scopes);
}

function joinScopes(actor: StaffActor, scopes: RowScope[]): Reach {
  if (scopes.includes("all")) return EVERYTHING;
  const departmentIds = new Set<Id>();
  if (scopes.includes("below")) actor.departmentIds.forEach((id) => departmentIds.add(id));
  if (scopes.includes("department") && actor.departmentId) departmentIds.add(actor.departmentId);
  return {
    any: false,
    ownerIds: scopes.length > 0 ? [actor.userId] : [],
    departmentIds: [...departmentIds],
  };
}

/**
 * The rule as an SQL condition on the table's alias; `1 = 1` where the actor sees all. It is ANDed to whatever else the
 * query asks, so counts, sorts and exports obey it as lists do. It may hold sub-queries tied to `:tenant`
 * (`asksOtherTables`), so it belongs into SQL text.
 */
export function rowPredicate(
  actor: Actor,
  policy: RowPolicy,
  permission: string,
  alias: string,
): string {
  const own = ownPredicate(actor, policy, permission, alias);
  if (actor.kind !== "staff" || !policy.through || own === NEVER) return own;
  const { table, key, policy: deciding } = policy.through();
  const inner = `${alias}_t`;
  const rule = rowPredicate(actor, deciding, permission, inner);
  if (rule === ALWAYS) return own;
  const reached =
    `EXISTS (SELECT 1 FROM ${table} ${inner} WHERE ${inner}.tenant_id = :tenant ` +
    `AND ${inner}.id = ${alias}.${key} AND ${rule})`;
  return own === ALWAYS ? reached : `(${own} AND ${reached})`;
}

const ALWAYS = "1 = 1";
const NEVER = "1 = 0";

/** Whether a predicate reads other tables than the row's own. Such a one cannot go into a statement of Sequelize's. */
export const asksOtherTables = (predicate: string): boolean => predicate.includes("EXISTS");

function ownPredicate(actor: Actor, policy: RowPolicy, permission: string, alias: string): string {
  const reach = reachOf(actor, policy, permission);
  if (reach.any) return partyPredicate(actor, policy, alias);
  const choices: string[] = [];
  if (policy.owner && reach.ownerIds.length > 0) {
    choices.push(`${alias}.${policy.owner} IN ${literal(reach.ownerIds, true)}`);
  }
  if (policy.department && reach.departmentIds.length > 0) {
    choices.push(`${alias}.${policy.department} IN ${literal(reach.departmentIds, true)}`);
  }
  if (policy.collaborators && reach.ownerIds.length > 0) {
    choices.push(sharedPredicate(policy.collaborators, reach.ownerIds, alias));
  }
  return choices.length > 0 ? `(${choices.join(" OR ")})` : NEVER;
}

/** One look into the pairs' key per row. Joined, a row would come once per collaborator. */
function sharedPredicate(
  { table, record }: Collaborators,
  userIds: readonly Id[],
  alias: string,
): string {
  const inner = `${alias}_c`;
  return (
    `EXISTS (SELECT 1 FROM ${table} ${inner} WHERE ${inner}.tenant_id = :tenant ` +
    `AND ${inner}.${record} = ${alias}.id AND ${inner}.user_id IN ${literal(userIds, true)})`
  );
}

function partyPredicate(actor: Actor, policy: RowPolicy, alias: string): string {
  if (actor.kind !== "customer" && actor.kind !== "supplier") return ALWAYS;
  return `${alias}.${policy[actor.kind]!} = :party`;
}

/** The same rule on a row already read: for `authorize` and for live events. */
export interface RowFacts {
  ownerId?: Id | null;
  departmentId?: Id | null;
  customerId?: Id | null;
  supplierId?: Id | null;
  /** Of a kind with collaborators: who they are. */
  collaboratorIds?: readonly Id[] | null;
}

export function rowAllowed(
  actor: Actor,
  policy: RowPolicy,
  permission: string,
  row: RowFacts,
): boolean {
  if (actor.kind === "customer")
    return policy.customer !== null && row.customerId === actor.partyId;
  if (actor.kind === "supplier")
    return policy.supplier !== null && row.supplierId === actor.partyId;
  const reach = reachOf(actor, policy, permission);
  if (policy.through && actor.kind === "staff") {
    const { policy: deciding } = policy.through();
    if (!rowAllowed(actor, deciding, permission, row)) return false;
  }
  if (reach.any) return true;
  const shared = (policy.collaborators && row.collaboratorIds) || [];
  return (
    reach.ownerIds.some((id) => shared.includes(id)) ||
    (row.ownerId != null && reach.ownerIds.includes(row.ownerId)) ||
    (row.departmentId != null && reach.departmentIds.includes(row.departmentId))
  );
}
