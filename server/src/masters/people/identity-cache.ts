import type { AccessClaims, Identified, Services } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";

/** Whoever was identified lately, by session. One per process (per `Services`, so that two in one test do not share). */
export interface IdentityCache {
  /** Moves on whenever something is forgotten: what was read before may not be kept after. */
  generation: number;
  readonly entries: Map<Id, { claims: AccessClaims; identified: Identified; readAtMs: number }>;
}

const caches = new WeakMap<Services, IdentityCache>();

export function identityCacheOf(services: Services): IdentityCache {
  let cache = caches.get(services);
  if (!cache) caches.set(services, (cache = { generation: 0, entries: new Map() }));
  return cache;
}

/**
 * Makes a change of roles, people or sessions count from the next request on in this process, once it is committed.
 * Other processes notice when their entries have aged (`create-actor-store.ts`). All is forgotten: such changes are rare.
 */
export function forgetIdentities(tx: Tx): void {
  tx.afterCommit(() => {
    const cache = identityCacheOf(tx.services);
    cache.generation += 1;
    cache.entries.clear();
  });
}
