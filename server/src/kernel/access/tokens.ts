import type { KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { z } from "zod";
import { refuse } from "../errors";
import type { Id } from "../ids/id";

/** What an access token says: which session, and which of a person's places it stands for. */
export interface AccessClaims {
  sessionId: Id;
  personId: Id;
  kind: "staff" | "customer" | "supplier" | "operator";
  tenantId: Id | null;
  /** The user (staff) or the contact (customer, supplier). */
  memberId: Id | null;
}

const ISSUER = "quanlian";
const payload = z.object({
  sid: z.string(),
  sub: z.string(),
  kind: z.enum(["staff", "customer", "supplier", "operator"]),
  tid: z.string().nullable(),
  mid: z.string().nullable(),
});

/**
 * Signs a short-lived access token (HS256). The key is a KeyObject: with a string, jsonwebtoken derives the key anew on
 * each call and costs 45 times as much.
 */
export function signAccessToken(
  key: KeyObject,
  claims: AccessClaims,
  now: Date,
  minutes: number,
): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return jwt.sign(
    {
      sid: claims.sessionId,
      sub: claims.personId,
      kind: claims.kind,
      tid: claims.tenantId,
      mid: claims.memberId,
      iat: seconds,
      exp: seconds + minutes * 60,
    },
    key,
    { algorithm: "HS256", issuer: ISSUER, audience: "access" },
  );
}

/** Reads an access token. Anything wrong with it is `auth.expired` or `auth.required`, never a server error. */
export function readAccessToken(key: KeyObject, token: string, now: Date): AccessClaims {
  const claims = payload.parse(verify(key, token, "access", now));
  return {
    sessionId: claims.sid,
    personId: claims.sub,
    kind: claims.kind,
    tenantId: claims.tid,
    memberId: claims.mid,
  };
}

/** A token for one purpose (a live ticket, a file link), so that no token is good for another's. */
export function signPurposeToken(
  key: KeyObject,
  purpose: string,
  data: Record<string, unknown>,
  now: Date,
  seconds: number,
): string {
  const iat = Math.floor(now.getTime() / 1000);
  return jwt.sign({ data, iat, exp: iat + seconds }, key, {
    algorithm: "HS256",
    issuer: ISSUER,
    audience: purpose,
  });
}

export function readPurposeToken(
  key: KeyObject,
  purpose: string,
  token: string,
  now: Date,
): Record<string, unknown> {
  return z
    .object({ data: z.record(z.string(), z.unknown()) })
    .parse(verify(key, token, purpose, now)).data;
}

function verify(key: KeyObject, token: string, audience: string, now: Date): unknown {
  try {
    return jwt.verify(token, key, {
      algorithms: ["HS256"],
      issuer: ISSUER,
      audience,
      clockTimestamp: Math.floor(now.getTime() / 1000),
    });
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError) refuse("auth.expired");
    if (error instanceof jwt.JsonWebTokenError) refuse("auth.required");
    throw error;
  }
}
