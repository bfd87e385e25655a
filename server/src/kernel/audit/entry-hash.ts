import { createHash } from "node:crypto";

/** An entry's columns as they were written once and for all, with `before` and `after` as the text that is stored. */
export interface FrozenEntry {
  id: string;
  operation: string;
  subjectType: string;
  subjectId: string;
  subjectNumber: string | null;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  address: string;
  requestId: string;
  factId: string | null;
  before: string | null;
  after: string | null;
  reason: string | null;
  createdAt: Date;
}

/** What the first entry of every tenant is chained to. */
export const CHAIN_START = "0".repeat(64);

/** SELECT list for `FrozenEntry`. */
export const FROZEN_COLUMNS = `id, operation, subject_type AS subjectType, subject_id AS subjectId,
  subject_number AS subjectNumber, actor_kind AS actorKind, actor_id AS actorId, actor_name AS actorName, address,
  request_id AS requestId, fact_id AS factId, \`before\`, \`after\`, reason, created_at AS createdAt`;

/**
 * hash(n) = SHA-256(hash(n − 1) ‖ tenant and frozen columns of entry n), in hexadecimal. The columns are written as a JSON
 * array in a fixed order, so that no two different entries share a text.
 */
export function entryHash(previous: string, tenantId: string, entry: FrozenEntry): string {
  const columns = [
    tenantId,
    entry.id,
    entry.operation,
    entry.subjectType,
    entry.subjectId,
    entry.subjectNumber,
    entry.actorKind,
    entry.actorId,
    entry.actorName,
    entry.address,
    entry.requestId,
    entry.factId,
    entry.before,
    entry.after,
    entry.reason,
    entry.createdAt.toISOString(),
  ];
  return createHash("sha256").update(previous).update(JSON.stringify(columns)).digest("hex");
}
