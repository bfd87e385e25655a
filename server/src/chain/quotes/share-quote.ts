import { createHash, randomBytes } from "node:crypto";
import type { InputOf, OutputOf, quotesContract } from "@quanlian/shared/contract";
import { createCtx, type Ctx } from "../../kernel/access";
import { insertRow, loadForUpdate, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { Quote, QuoteShare } from "./quote.model";
import { quotePolicy } from "./quote.policy";
import { findHead, readLines } from "./quote.queries";
import { changeOf } from "./write-quote";

const DAY_MS = 86_400_000;
const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");

/** Makes a link to one quote that was sent. Its secret is told once; only its hash is kept. */
export function shareQuote(
  ctx: Ctx,
  { quoteId, days }: InputOf<(typeof quotesContract)["quotes.share"]>,
): Promise<OutputOf<(typeof quotesContract)["quotes.share"]>> {
  return transact(ctx, async (tx) => {
    const quote = await loadForUpdate(tx, Quote, quotePolicy, "quotes.share", quoteId);
    if (quote.sentAt === null) refuse("quote.not_sent", { number: quote.number });
    const secret = randomBytes(32).toString("base64url");
    const expiresAt = new Date(tx.now.getTime() + days * DAY_MS);
    await insertRow(tx, QuoteShare, { quoteId, tokenHash: hashOf(secret), expiresAt });
    tx.record({ ...changeOf(quote), before: {}, after: { sharedUntil: expiresAt.toISOString() } });
    return { token: `${tx.tenantId}.${secret}`, expiresAt: expiresAt.toISOString() };
  });
}

/** Takes back every link to a quote; answers how many there were. */
export function unshareQuote(
  ctx: Ctx,
  { quoteId }: InputOf<(typeof quotesContract)["quotes.unshare"]>,
): Promise<{ revoked: number }> {
  return transact(ctx, async (tx) => {
    const quote = await loadForUpdate(tx, Quote, quotePolicy, "quotes.unshare", quoteId);
    const revoked = await tx.write(
      `UPDATE quote_shares SET revoked_at = :now
       WHERE tenant_id = :tenant AND quote_id = :quoteId AND revoked_at IS NULL AND expires_at > :now`,
      { quoteId, now: tx.now },
    );
    if (revoked > 0)
      tx.record({ ...changeOf(quote), before: {}, after: { linksRevoked: revoked } });
    return { revoked };
  });
}

/**
 * The quote that a link leads to. A wrong, old or revoked link, one of a closed company and one of a company that does not
 * sell any more all give the same answer.
 */
export async function openShared(ctx: Ctx, token: string) {
  const [, tenantId, secret] = /^([1-9]\d{0,18})\.([\w-]{43})$/.exec(token) ?? [];
  if (!tenantId || !secret || BigInt(tenantId) > LARGEST_ID) refuse("quote.link_invalid");
  const tenant = inTenant(ctx, tenantId);
  const shared = await tenant.row<{ quoteId: Id; functions: string }>(
    `SELECT s.quote_id AS quoteId, t.functions FROM quote_shares s JOIN tenants t ON t.id = s.tenant_id
     WHERE s.tenant_id = :tenant AND s.token_hash = :tokenHash AND s.revoked_at IS NULL AND s.expires_at > :now
       AND t.state = 'open'`,
    { tokenHash: hashOf(secret), now: ctx.now },
  );
  if (!shared || !(JSON.parse(shared.functions) as string[]).includes("sales"))
    refuse("quote.link_invalid");
  const head = await findHead(tenant, "quotes.show", shared.quoteId);
  return { head, lines: await readLines(tenant, shared.quoteId) };
}

const LARGEST_ID = 9_223_372_036_854_775_807n;

/** Nobody is signed in: the link itself says which company is at work. */
const inTenant = (ctx: Ctx, tenantId: Id): Ctx =>
  createCtx({
    services: ctx.services,
    actor: { kind: "job", tenantId, name: ctx.origin.operation, onBehalfOf: null },
    origin: ctx.origin,
    language: ctx.language,
    now: ctx.now,
  });
