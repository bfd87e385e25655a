import type { SessionEntry } from "@quanlian/shared/contract";
import { acrossTenants, type Ctx } from "../../kernel/access";
import { memberOf } from "./own-person";

const MOST_SESSIONS = 100;

/** The person's own open sessions at every place, latest first. */
export async function listOwnSessions(ctx: Ctx): Promise<{ sessions: SessionEntry[] }> {
  const { personId, sessionId } = memberOf(ctx.actor);
  const across = acrossTenants(ctx, "a person's own sessions, at every place");
  const rows = await across.rows<
    Omit<SessionEntry, "createdAt" | "lastSeenAt" | "current"> &
      Record<"createdAt" | "lastSeenAt", Date>
  >(
    `SELECT s.id, s.kind, t.name AS tenantName, s.device, s.address, s.created_at AS createdAt,
       s.last_seen_at AS lastSeenAt
     FROM sessions s LEFT JOIN tenants t ON t.id = s.place_tenant_id
     WHERE s.person_id = :personId AND s.revoked_at IS NULL AND s.expires_at > :now
     ORDER BY s.id DESC LIMIT :most`,
    { personId, now: ctx.now, most: MOST_SESSIONS },
  );
  return {
    sessions: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      current: row.id === sessionId,
    })),
  };
}
