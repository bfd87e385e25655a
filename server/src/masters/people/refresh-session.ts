import { type InputOf, type OutputOf, sessionsContract } from "@quanlian/shared/contract";
import { type AccessClaims, acrossTenants, type Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { revoke } from "./end-sessions";
import { accessOf, sessionEnd } from "./open-session";
import { hashOf, newSecret, readRefreshToken, refreshTokenText, sameHash } from "./secrets";

interface SessionRow extends AccessClaims {
  familyHash: string;
  refreshHash: string;
  expiresAt: Date;
  revokedAt: Date | null;
}

/**
 * Trades a refresh token for new tokens. Each is good once: when an old one comes back, somebody has a copy, and the
 * session ends for both. The row is locked, so of two uses at once one is the second.
 */
export async function refreshSession(
  ctx: Ctx,
  input: InputOf<(typeof sessionsContract)["sessions.refresh"]>,
): Promise<OutputOf<(typeof sessionsContract)["sessions.refresh"]>> {
  const token = readRefreshToken(input.refreshToken);
  if (!token) refuse("auth.expired");
  const across = acrossTenants(ctx, "a session is read before its tenant is known");
  // The revocation must be committed although the answer is no: so the refusal comes after the transaction.
  const renewed = await transact(across, async (tx) => {
    const session = await lockSession(tx, token.sessionId);
    if (!session || session.revokedAt || session.expiresAt <= tx.now) return null;
    if (!sameHash(hashOf(token.family), session.familyHash)) return null;
    if (!sameHash(hashOf(token.turn), session.refreshHash)) {
      await revoke(tx, session.sessionId);
      return null;
    }
    const turn = newSecret();
    await renew(tx, session.sessionId, turn);
    return { ...accessOf(tx, session), refreshToken: refreshTokenText({ ...token, turn }) };
  });
  return renewed ?? refuse("auth.expired");
}

function lockSession(tx: Tx, sessionId: Id): Promise<SessionRow | undefined> {
  return tx.row<SessionRow>(
    `SELECT s.id AS sessionId, s.person_id AS personId, s.kind, s.place_tenant_id AS tenantId, s.member_id AS memberId,
       s.family_hash AS familyHash, s.refresh_hash AS refreshHash, s.expires_at AS expiresAt, s.revoked_at AS revokedAt
     FROM sessions s WHERE s.id = :sessionId FOR UPDATE`,
    { sessionId },
  );
}

const renew = (tx: Tx, sessionId: Id, turn: string) =>
  tx.write(
    `UPDATE sessions SET refresh_hash = :hash, expires_at = :expiresAt, last_seen_at = :now, address = :address
     WHERE id = :sessionId`,
    {
      sessionId,
      hash: hashOf(turn),
      expiresAt: sessionEnd(tx),
      now: tx.now,
      address: tx.origin.address,
    },
  );
