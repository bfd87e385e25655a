import { createHash } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import type { ComputedCheck, FaultRow } from "../check";

const BATCH = 2_000;

/** The frozen columns, in the order in which they are hashed. */
const COLUMNS = [
  "tenant_id",
  "id",
  "operation",
  "subject_type",
  "subject_id",
  "subject_number",
  "actor_kind",
  "actor_id",
  "actor_name",
  "address",
  "request_id",
  "fact_id",
  "before",
  "after",
  "reason",
  "created_at",
] as const;

type Entry = Record<(typeof COLUMNS)[number] | "sealed_hash", string | null> & {
  sealed_place: number;
};
interface Head {
  tenant_id: string;
  place: number;
  hash: string;
}

/**
 * Recomputes every tenant's chain: hash(n) = SHA-256(hash(n − 1) ‖ JSON array of the frozen columns), places without a
 * gap, the head at the last. Written apart from the sealer. Of each tenant only the first bad place is named: what
 * follows it cannot be judged.
 */
export const auditChainCheck: ComputedCheck = {
  name: "audit.chain_verifies",
  promise: "Every sealed audit entry is what was sealed, and none is missing.",
  run: async (connection) => {
    const faults: FaultRow[] = [];
    for (const head of await heads(connection)) {
      const fault = await walk(connection, head);
      if (fault) faults.push({ tenantId: head.tenant_id, ...fault });
    }
    return faults;
  },
};

async function heads(connection: Connection): Promise<Head[]> {
  const [rows] = await connection.query<(Head & RowDataPacket)[]>(
    `SELECT t.tenant_id, COALESCE(c.place, 0) AS place, COALESCE(c.hash, '') AS hash FROM (
       SELECT DISTINCT tenant_id FROM audit_entries WHERE sealed_place IS NOT NULL
       UNION SELECT tenant_id FROM audit_chains) t
     LEFT JOIN audit_chains c ON c.tenant_id = t.tenant_id`,
  );
  return rows;
}

type Bad = Omit<FaultRow, "tenantId">;

async function walk(connection: Connection, head: Head): Promise<Bad | null> {
  let place = 0;
  let hash = "0".repeat(64);
  for (;;) {
    const entries = await readEntries(connection, head.tenant_id, place);
    for (const entry of entries) {
      place += 1;
      const document = `audit entry ${entry.id}, place ${place}`;
      if (entry.sealed_place !== place)
        return { document: `place ${place}`, expected: "an entry", found: "none" };
      const expected = hashOf(hash, entry);
      if (entry.sealed_hash !== expected)
        return { document, expected, found: String(entry.sealed_hash) };
      hash = expected;
    }
    if (entries.length < BATCH) break;
  }
  if (head.place === place && (place === 0 || head.hash === hash)) return null;
  return {
    document: "head of the chain",
    expected: `${place} ${hash}`,
    found: `${head.place} ${head.hash}`,
  };
}

async function readEntries(
  connection: Connection,
  tenantId: string,
  after: number,
): Promise<Entry[]> {
  const names = [...COLUMNS, "sealed_place", "sealed_hash"].map((name) => `\`${name}\``);
  const [rows] = await connection.query<(Entry & RowDataPacket)[]>(
    `SELECT ${names.join(", ")} FROM audit_entries WHERE tenant_id = ? AND sealed_place > ?
     ORDER BY sealed_place LIMIT ${BATCH}`,
    [tenantId, after],
  );
  return rows;
}

function hashOf(previous: string, entry: Entry): string {
  const values = COLUMNS.map((name) => {
    const value = entry[name];
    // Instants are read as text in UTC: "2026-11-23 01:00:00.000".
    return name === "created_at" ? `${String(value).replace(" ", "T")}Z` : value;
  });
  return createHash("sha256").update(previous).update(JSON.stringify(values)).digest("hex");
}
