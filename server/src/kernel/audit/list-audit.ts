import type { AuditTrailEntry } from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { isMasked, type MaskGroup } from "../access/mask";
import { defineRowPolicy, rowAllowed } from "../access/row-rule";
import type { Id } from "../ids/id";
import { FROZEN_COLUMNS, type FrozenEntry } from "./entry-hash";

export interface AuditQuery {
  subjectType: string;
  subjectId: Id;
  cursor?: Id;
  limit: number;
}

const LARGEST_ID = "9223372036854775807";
const MASKS: readonly MaskGroup[] = ["cost", "margin", "bank", "credit"];

/** An entry does not know whose its record was, so only whoever sees every row may read the trail. */
const trailPolicy = defineRowPolicy("auditEntry", { owner: "none", department: "none" });

/**
 * The trail of one record, newest first; empty for a person who sees only some rows. An entry does not know which of its fields belong to which mask, so a person from
 * whom any group is hidden sees who changed which fields, but no values.
 */
export async function listAudit(ctx: Ctx, query: AuditQuery) {
  if (!rowAllowed(ctx.actor, trailPolicy, "audit.read", {})) return { rows: [], nextCursor: null };
  const found = await ctx.rows<FrozenEntry & { place: number | null }>(
    `SELECT ${FROZEN_COLUMNS}, sealed_place AS place FROM audit_entries
     WHERE tenant_id = :tenant AND subject_type = :type AND subject_id = :subjectId AND id < :beforeId
     ORDER BY id DESC LIMIT :atMost`,
    {
      type: query.subjectType,
      subjectId: query.subjectId,
      beforeId: query.cursor ?? LARGEST_ID,
      atMost: query.limit + 1,
    },
  );
  const hidden = MASKS.some((group) => isMasked(ctx.actor, "audit.read", group));
  const rows = found.slice(0, query.limit).map((entry) => present(entry, hidden));
  return { rows, nextCursor: found.length > query.limit ? rows.at(-1)!.id : null };
}

function present(entry: FrozenEntry & { place: number | null }, hidden: boolean): AuditTrailEntry {
  const before = parse(entry.before);
  const after = parse(entry.after);
  return {
    id: entry.id,
    operation: entry.operation,
    subjectNumber: entry.subjectNumber,
    actorKind: entry.actorKind,
    actorId: entry.actorId,
    actorName: entry.actorName,
    address: entry.address,
    requestId: entry.requestId,
    reason: entry.reason,
    fields: changedFields(before, after),
    before: hidden ? null : before,
    after: hidden ? null : after,
    at: entry.createdAt.toISOString(),
    place: entry.place,
  };
}

type Values = Record<string, unknown> | null;

const parse = (text: string | null): Values =>
  text === null ? null : (JSON.parse(text) as Record<string, unknown>);

function changedFields(before: Values, after: Values): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter(
    (name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
  );
}
