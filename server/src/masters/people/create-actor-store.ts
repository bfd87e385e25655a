import {
  acrossTenants,
  createCtx,
  type AccessClaims,
  type ActorStore,
  type Ctx,
  type Identified,
  type Services,
} from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import {
  findSessionContact,
  findSessionOperator,
  findSessionStaff,
  type StaffFacts,
} from "./identity.queries";
import { identityCacheOf } from "./identity-cache";

/** How long another process may go on with what it has read: a revocation counts everywhere within a second. */
const KEPT_MS = 1_000;
const MOST_ENTRIES = 10_000;

/**
 * Tells who holds a token, with roles as they are now: one statement joins session, person, tenant, user, department and
 * roles. An answer is kept for at most a second per process, and forgotten at once where the change was made.
 *
 * @param nowMs a clock that only measures how long something was kept; business time does not come into it
 */
export function createActorStore(nowMs: () => number = () => performance.now()): ActorStore {
  return {
    async identify(services, claims) {
      const cache = identityCacheOf(services);
      const kept = cache.entries.get(claims.sessionId);
      if (kept && nowMs() - kept.readAtMs < KEPT_MS && isFor(kept.claims, claims)) {
        return kept.identified;
      }
      const { generation } = cache;
      const readAtMs = nowMs();
      const identified = await read(services, claims);
      // Something changed while we read: the answer may be of before, so it serves this request alone.
      if (identified && cache.generation === generation) {
        if (cache.entries.size >= MOST_ENTRIES) cache.entries.clear();
        cache.entries.set(claims.sessionId, { claims, identified, readAtMs });
      }
      return identified;
    },
  };
}

/** A session has one person and one place; a token that names others was not made for it. */
const isFor = (kept: AccessClaims, claims: AccessClaims) =>
  kept.personId === claims.personId &&
  kept.kind === claims.kind &&
  kept.tenantId === claims.tenantId &&
  kept.memberId === claims.memberId;

async function read(services: Services, claims: AccessClaims): Promise<Identified | null> {
  if (claims.kind === "operator") {
    const ctx = acrossTenants(nobody(services), "an operator belongs to no tenant");
    const found = await findSessionOperator(ctx, claims);
    return found && operatorOf(claims, found);
  }
  const { tenantId, memberId } = claims;
  if (tenantId === null || memberId === null) return null;
  const ctx = identifying(services, tenantId);
  if (claims.kind === "staff") {
    const facts = await findSessionStaff(ctx, claims);
    return facts && staffOf(tenantId, claims.sessionId, facts);
  }
  const facts = await findSessionContact(ctx, claims);
  if (!facts) return null;
  const { partyId, name, functions, timeZone, language } = facts;
  const { kind, personId, sessionId } = claims;
  return {
    actor: { kind, tenantId, personId, contactId: memberId, partyId, sessionId, name, functions },
    timeZone,
    language,
  };
}

/** A user as an actor: also for previews, which have no session. */
export function staffOf(tenantId: Id, sessionId: Id, facts: StaffFacts): Identified {
  const { timeZone, language, ...rest } = facts;
  return { actor: { kind: "staff", tenantId, sessionId, ...rest }, timeZone, language };
}

function operatorOf(
  claims: AccessClaims,
  found: { name: string; language: "zh-CN" | "en" },
): Identified {
  const { personId, sessionId } = claims;
  return {
    actor: { kind: "operator", personId, sessionId, name: found.name },
    timeZone: "Asia/Shanghai",
    language: found.language,
  };
}

const origin = { requestId: "identify", operation: "identify", address: "" };

const nobody = (services: Services): Ctx =>
  createCtx({ services, actor: { kind: "anyone" }, origin, language: "zh-CN" });

const identifying = (services: Services, tenantId: Id): Ctx =>
  createCtx({
    services,
    actor: { kind: "job", tenantId, name: "identify", onBehalfOf: null },
    origin,
    language: "zh-CN",
  });
