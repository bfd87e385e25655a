import { AsyncLocalStorage } from "node:async_hooks";
import type { Id } from "../ids/id";

/**
 * Whose rows the running code may touch. The guard reads it; code that decides takes it from its `ctx`.
 *
 * - `tenant`: rows of one tenant. With `party`, only rows that carry that party's id in the column that the table
 *   declares for its kind: a customer's or supplier's contact.
 * - `across`: every tenant, for a stated reason: the sealer, the queue, migrations. Call sites are reviewed.
 */
export type Scope =
  { kind: "tenant"; tenantId: Id; party: PartyScope | null } | { kind: "across"; reason: string };

export interface PartyScope {
  kind: "customer" | "supplier";
  partyId: Id;
}

const storage = new AsyncLocalStorage<Scope>();

/** A query that would cross a tenant's or a party's border: a bug of ours, so it is a 500 and an alarm. */
export class TenancyViolation extends Error {
  override name = "TenancyViolation";
}

/** Runs `work` within the scope; everything it awaits sees it. */
export function within<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  return storage.run(Object.freeze(scope), work);
}

/** The scope in force. Without one, no query: it throws. */
export function currentScope(): Scope {
  const scope = storage.getStore();
  if (!scope)
    throw new TenancyViolation("No actor, no query: nothing says whose rows this may touch");
  return scope;
}
