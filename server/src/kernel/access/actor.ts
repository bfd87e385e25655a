import type { Id } from "../ids/id";

/** How far a role sees: rows of its holder, of the holder's department, of that and those below it, or every row. */
export type RowScope = "own" | "department" | "below" | "all";

/** What one role grants. Roles add up: see `row-rule.ts` and `mask.ts`. */
export interface Grant {
  roleId: Id;
  /** Permission names; `*` grants all, `orders.*` all of one link. */
  permissions: readonly string[];
  /** Row scope for subjects that `scopes` does not name. */
  scope: RowScope;
  scopes: Readonly<Record<string, RowScope>>;
  /** Field groups that this role hides: `cost`, `margin`, `bank`. */
  masks: readonly string[];
}

export interface StaffActor {
  kind: "staff";
  tenantId: Id;
  personId: Id;
  userId: Id;
  sessionId: Id;
  name: string;
  departmentId: Id | null;
  /** The own department and every one below it. */
  departmentIds: readonly Id[];
  grants: readonly Grant[];
  /** Permissions taken away from this person whatever the roles say. */
  denied: readonly string[];
  functions: readonly string[];
}

/** A customer's or supplier's contact, acting for one party in one tenant. */
export interface PartyActor {
  kind: "customer" | "supplier";
  tenantId: Id;
  personId: Id;
  contactId: Id;
  partyId: Id;
  sessionId: Id;
  name: string;
  functions: readonly string[];
}

/** The platform's operator: opens tenants; sees no tenant's rows. */
export interface OperatorActor {
  kind: "operator";
  personId: Id | null;
  sessionId: Id | null;
  name: string;
}

/** A job or an outbox message, at work for a tenant; `onBehalfOf` is whoever caused it. */
export interface JobActor {
  kind: "job";
  tenantId: Id;
  name: string;
  onBehalfOf: ActorStamp | null;
}

/** Nobody yet: sign-in and the public pages. */
export interface AnyoneActor {
  kind: "anyone";
}

export type TenantActor = StaffActor | PartyActor | JobActor;
export type Actor = TenantActor | OperatorActor | AnyoneActor;

/** An actor as it is written down: in audit rows, in outbox rows, in documents. */
export interface ActorStamp {
  kind: Actor["kind"];
  id: Id | null;
  name: string;
}

export function stampOf(actor: Actor): ActorStamp {
  switch (actor.kind) {
    case "staff":
      return { kind: "staff", id: actor.userId, name: actor.name };
    case "customer":
    case "supplier":
      return { kind: actor.kind, id: actor.contactId, name: actor.name };
    case "operator":
      return { kind: "operator", id: actor.personId, name: actor.name };
    case "job":
      return actor.onBehalfOf ?? { kind: "job", id: null, name: actor.name };
    case "anyone":
      return { kind: "anyone", id: null, name: "" };
  }
}
