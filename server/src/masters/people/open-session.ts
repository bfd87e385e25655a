import type { Place, SignedIn } from "@quanlian/shared/contract";
import { signAccessToken, type AccessClaims, type Ctx } from "../../kernel/access";
import { insertRow, type Tx } from "../../kernel/db";
import { PersonSession } from "./person.model";
import type { PersonRow } from "./person.queries";
import { hashOf, newSecret, refreshTokenText } from "./secrets";

/** Opens a session for a person at one place and hands out its first tokens. */
export async function openSession(
  tx: Tx,
  person: Pick<PersonRow, "id" | "name" | "language">,
  place: Place,
  device: string | undefined,
): Promise<SignedIn> {
  const sessionId = tx.newId();
  const family = newSecret();
  const turn = newSecret();
  await insertRow(tx, PersonSession, {
    id: sessionId,
    personId: person.id,
    kind: place.kind,
    placeTenantId: place.tenantId,
    memberId: place.memberId,
    familyHash: hashOf(family),
    refreshHash: hashOf(turn),
    expiresAt: sessionEnd(tx),
    lastSeenAt: tx.now,
    address: tx.origin.address,
    device: device ?? null,
  });
  const { kind, tenantId, memberId } = place;
  return {
    signedIn: true,
    ...accessOf(tx, { sessionId, personId: person.id, kind, tenantId, memberId }),
    refreshToken: refreshTokenText({ sessionId, family, turn }),
    person: { id: person.id, name: person.name, language: person.language },
    place,
  };
}

/** A session lives so long after its tokens were last renewed. */
export const sessionEnd = (ctx: Ctx) =>
  new Date(ctx.now.getTime() + ctx.services.config.refreshTokenDays * 24 * 60 * 60_000);

/** A fresh access token and the instant until which it is good. */
export function accessOf(
  ctx: Ctx,
  claims: AccessClaims,
): { accessToken: string; expiresAt: string } {
  const { secret, accessTokenMinutes } = ctx.services.config;
  return {
    accessToken: signAccessToken(secret, claims, ctx.now, accessTokenMinutes),
    expiresAt: new Date(ctx.now.getTime() + accessTokenMinutes * 60_000).toISOString(),
  };
}
