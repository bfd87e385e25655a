import type { Services } from "../access/ctx";
import { housekeepingCtx, jobCtx } from "../access/worker-ctx";
import { sendAcross } from "../db/across";
import { insertStatement, updateRows } from "../db/insert-rows";
import { transact } from "../db/transact";
import type { Tx } from "../db/tx";
import type { Id } from "../ids/id";
import { AuditChain, AuditEntry } from "./audit.model";
import { CHAIN_START, entryHash, FROZEN_COLUMNS, type FrozenEntry } from "./entry-hash";

const BATCH = 500;
/** A backlog larger than this waits for the next round, so that no tenant starves the others. */
const BATCHES_A_ROUND = 20;

/**
 * Gives every entry that has none its place and hash in its tenant's chain. Answers how many it sealed.
 *
 * Entries are written unchained, so that no operation waits for another; they are chained here, seconds later, in the
 * order in which they are found. Several sealers at once are safe: each tenant's chain is one locked row.
 */
export async function sealAudit(services: Services): Promise<number> {
  const ctx = housekeepingCtx(services, "audit.seal", "the sealer chains every tenant's audit");
  const tenants = await sendAcross<{ tenantId: Id }[]>(
    ctx,
    `SELECT t.tenant_id AS tenantId FROM (SELECT DISTINCT tenant_id FROM audit_entries) t
     WHERE EXISTS (SELECT 1 FROM audit_entries e WHERE e.tenant_id = t.tenant_id AND e.sealed_place IS NULL)`,
  );
  let sealed = 0;
  for (const { tenantId } of tenants) sealed += await sealTenant(services, tenantId);
  return sealed;
}

async function sealTenant(services: Services, tenantId: Id): Promise<number> {
  const ctx = jobCtx(services, {
    tenantId,
    name: "audit.seal",
    onBehalfOf: null,
    requestId: `audit.seal-${services.ids.next()}`,
  });
  let sealed = 0;
  for (let batch = 0; batch < BATCHES_A_ROUND; batch += 1) {
    const count = await transact(ctx, sealBatch);
    sealed += count;
    if (count < BATCH) break;
  }
  return sealed;
}

async function sealBatch(tx: Tx): Promise<number> {
  const chain = await lockChain(tx);
  const entries = await tx.rows<FrozenEntry>(
    `SELECT ${FROZEN_COLUMNS} FROM audit_entries WHERE tenant_id = :tenant AND sealed_place IS NULL
     ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED`,
    { batch: BATCH },
  );
  if (entries.length === 0) return 0;
  let { place, hash } = chain;
  const rows = entries.map((entry) => {
    place += 1;
    hash = entryHash(hash, tx.tenantId, entry);
    return { id: entry.id, sealedPlace: place, sealedHash: hash };
  });
  await updateRows(tx, AuditEntry, ["sealedPlace", "sealedHash"], rows);
  await tx.write(
    "UPDATE audit_chains SET place = :place, hash = :hash, sealed_at = :now WHERE tenant_id = :tenant",
    { place, hash, now: tx.now },
  );
  return entries.length;
}

/** Locks where the chain stands, beginning it if this is the tenant's first entry. */
async function lockChain(tx: Tx): Promise<{ place: number; hash: string }> {
  const start = { tenantId: tx.tenantId, place: 0, hash: CHAIN_START, sealedAt: tx.now };
  await tx.send(
    `${insertStatement(tx, AuditChain, [start])} ON DUPLICATE KEY UPDATE place = audit_chains.place`,
  );
  const chain = await tx.row<{ place: number; hash: string }>(
    "SELECT place, hash FROM audit_chains WHERE tenant_id = :tenant FOR UPDATE",
  );
  return chain!;
}
