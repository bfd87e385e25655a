import type { Ctx } from "../access/ctx";
import type { Id } from "../ids/id";
import { CHAIN_START, entryHash, FROZEN_COLUMNS, type FrozenEntry } from "./entry-hash";

const BATCH = 1_000;

/** What is wrong with the chain at its first bad place. */
export interface BadEntry {
  place: number;
  entryId: Id | null;
  /**
   * `changed`: the entry is not what was sealed · `missing`: no entry has this place · `head`: the chain's own record of
   * its last place does not agree with the entries
   */
  fault: "changed" | "missing" | "head";
}

export interface Verification {
  ok: boolean;
  checked: number;
  unsealed: number;
  nextPlace: number | null;
  firstBad: BadEntry | null;
}

interface SealedEntry extends FrozenEntry {
  sealedPlace: number;
  sealedHash: string;
}

interface Walk {
  place: number;
  hash: string;
  checked: number;
}

/**
 * Recomputes the tenant's audit chain from a place on, at most `limit` entries, and names the first that is not what was
 * sealed. Entries younger than the sealer's last round have no place yet and are counted as unsealed.
 */
export async function verifyAudit(
  ctx: Ctx,
  { fromPlace, limit }: { fromPlace: number; limit: number },
): Promise<Verification> {
  const head = await chainHead(ctx);
  const walk: Walk = {
    place: fromPlace - 1,
    hash: await hashAt(ctx, fromPlace - 1),
    checked: 0,
  };
  const firstBad = await walkChain(ctx, walk, limit, head.place);
  const atEnd = firstBad !== null || walk.place >= head.place;
  const wrongHead = firstBad === null && atEnd ? await headFault(ctx, walk, head) : null;
  const bad = firstBad ?? wrongHead;
  return {
    ok: bad === null,
    checked: walk.checked,
    unsealed: await countUnsealed(ctx),
    nextPlace: atEnd ? null : walk.place + 1,
    firstBad: bad,
  };
}

async function walkChain(
  ctx: Ctx,
  walk: Walk,
  limit: number,
  lastPlace: number,
): Promise<BadEntry | null> {
  while (walk.checked < limit && walk.place < lastPlace) {
    const entries = await ctx.rows<SealedEntry>(
      `SELECT ${FROZEN_COLUMNS}, sealed_place AS sealedPlace, sealed_hash AS sealedHash FROM audit_entries
       WHERE tenant_id = :tenant AND sealed_place > :place AND sealed_place <= :last
       ORDER BY sealed_place LIMIT :batch`,
      { place: walk.place, last: lastPlace, batch: Math.min(BATCH, limit - walk.checked) },
    );
    for (const entry of entries) {
      const bad = checkEntry(ctx, walk, entry);
      if (bad) return bad;
    }
    if (entries.length === 0) return { place: walk.place + 1, entryId: null, fault: "missing" };
  }
  return null;
}

function checkEntry(ctx: Ctx, walk: Walk, entry: SealedEntry): BadEntry | null {
  const expected = walk.place + 1;
  if (entry.sealedPlace !== expected) {
    return { place: expected, entryId: null, fault: "missing" };
  }
  walk.hash = entryHash(walk.hash, ctx.tenantId, entry);
  if (entry.sealedHash !== walk.hash) {
    return { place: expected, entryId: entry.id, fault: "changed" };
  }
  walk.place = expected;
  walk.checked += 1;
  return null;
}

interface Head {
  place: number;
  hash: string;
}

async function chainHead(ctx: Ctx): Promise<Head> {
  const head = await ctx.row<Head>(
    "SELECT place, hash FROM audit_chains WHERE tenant_id = :tenant",
  );
  return head ?? { place: 0, hash: CHAIN_START };
}

async function hashAt(ctx: Ctx, place: number): Promise<string> {
  const entry = await ctx.row<{ hash: string }>(
    "SELECT sealed_hash AS hash FROM audit_entries WHERE tenant_id = :tenant AND sealed_place = :place",
    { place },
  );
  return entry?.hash ?? CHAIN_START;
}

/** Entries beyond the head mean that the head was set back; a head of another hash, that its last entry was replaced. */
async function headFault(ctx: Ctx, walk: Walk, head: Head): Promise<BadEntry | null> {
  if (walk.place === head.place && walk.hash !== head.hash) {
    return { place: head.place, entryId: null, fault: "head" };
  }
  const beyond = await ctx.row<{ id: Id; place: number }>(
    `SELECT id, sealed_place AS place FROM audit_entries WHERE tenant_id = :tenant AND sealed_place > :place
     ORDER BY sealed_place LIMIT 1`,
    { place: head.place },
  );
  if (!beyond) return null;
  // The sealer may have gone on since the head was read.
  const now = await chainHead(ctx);
  return now.place >= beyond.place
    ? null
    : { place: beyond.place, entryId: beyond.id, fault: "head" };
}

async function countUnsealed(ctx: Ctx): Promise<number> {
  const row = await ctx.row<{ unsealedCount: number }>(
    "SELECT COUNT(*) AS unsealedCount FROM audit_entries WHERE tenant_id = :tenant AND sealed_place IS NULL",
  );
  return row?.unsealedCount ?? 0;
}
