import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Id } from "../../kernel/ids";

/** 256 bits that nobody can guess. */
export const newSecret = () => randomBytes(32).toString("base64url");

/** What is kept of a secret: enough to know it again, nothing to use it with. */
export const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");

export const sameHash = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/**
 * A refresh token: `<session>.<family>.<turn>`. The family secret is the session's, in every token that it ever had; the
 * turn secret is the latest token's. A right family with a wrong turn is therefore an old token of this very session,
 * however old, and no guess can be mistaken for one.
 */
export interface RefreshToken {
  sessionId: Id;
  family: string;
  turn: string;
}

export const refreshTokenText = (token: RefreshToken) =>
  `${token.sessionId}.${token.family}.${token.turn}`;

export function readRefreshToken(text: string): RefreshToken | null {
  const match = /^([1-9]\d{0,18})\.([\w-]{43})\.([\w-]{43})$/.exec(text);
  return match ? { sessionId: match[1]!, family: match[2]!, turn: match[3]! } : null;
}

/** An invitation's token: `<tenant>.<secret>`; the tenant says where to look. */
export const invitationTokenText = (tenantId: Id, secret: string) => `${tenantId}.${secret}`;

export function readInvitationToken(text: string): { tenantId: Id; secret: string } | null {
  const match = /^([1-9]\d{0,18})\.([\w-]{43})$/.exec(text);
  return match ? { tenantId: match[1]!, secret: match[2]! } : null;
}
