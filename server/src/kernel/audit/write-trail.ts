import { stampOf } from "../access/actor";
import { insertRows } from "../db/insert-rows";
import type { Change, Touch, Tx } from "../db/tx";
import { OutboxRow } from "../events/events.model";
import { ChangeRow } from "../live/live.model";
import { AuditEntry } from "./audit.model";

interface Message {
  topic: string;
  payload: Record<string, unknown>;
}

/**
 * What a transaction leaves behind beside its effects: one audit row and one live event per document, and its messages.
 * Written together just before the commit, so that an operation costs three statements however much it did.
 */
export async function writeTrail(tx: Tx, { changes, touches, messages }: Trail): Promise<void> {
  const merged = mergeByDocument(changes);
  await insertRows(
    tx,
    AuditEntry,
    merged.map((change) => auditRow(tx, change)),
  );
  await insertRows(tx, ChangeRow, [...merged, ...onlyTouched(merged, touches)].map(changeRow));
  if (messages.length > 0) {
    await insertRows(
      tx,
      OutboxRow,
      messages.map((message) => outboxRow(tx, message)),
    );
  }
}

/** What a transaction has noted. */
export interface Trail {
  readonly changes: readonly Change[];
  readonly touches: readonly Touch[];
  readonly messages: readonly Message[];
}

/** Of a document that has changed itself, one live event says enough. */
function onlyTouched(changes: readonly Change[], touches: readonly Touch[]): Touch[] {
  const key = ({ type, id }: Touch) => `${type}:${id}`;
  const told = new Set(changes.map(key));
  const once = new Map(touches.map((touch) => [key(touch), touch]));
  return [...once.values()].filter((touch) => !told.has(key(touch)));
}

/**
 * Several notes on one document in one operation are one change: the first `before`, the last `after`; and so of each line,
 * where both notes tell of lines.
 */
function mergeByDocument(changes: readonly Change[]): Change[] {
  const merged = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.type}:${change.id}`;
    const earlier = merged.get(key);
    merged.set(key, earlier ? joined(earlier, change) : change);
  }
  return [...merged.values()];
}

function joined(earlier: Change, later: Change): Change {
  return {
    ...later,
    before: earlier.before && overlay(later.before, earlier.before),
    after: later.after && overlay(earlier.after, later.after),
    reason: later.reason ?? earlier.reason,
  };
}

type Noted = Record<string, unknown>;

/** What is below, with what is above over it. */
function overlay(below: Noted | null, above: Noted): Noted {
  const both = { ...below, ...above };
  if (isLines(below?.lines) && isLines(above.lines))
    both.lines = overlayLines(below.lines, above.lines);
  return both;
}

const isLines = (value: unknown): value is (Noted & { lineNo: number })[] =>
  Array.isArray(value) && value.every((line: Noted | null) => typeof line?.lineNo === "number");

function overlayLines<T extends { lineNo: number }>(below: readonly T[], above: readonly T[]): T[] {
  const byNo = new Map(below.map((line) => [line.lineNo, line]));
  for (const line of above) byNo.set(line.lineNo, { ...byNo.get(line.lineNo), ...line });
  return [...byNo.values()].sort((a, b) => a.lineNo - b.lineNo);
}

function auditRow(tx: Tx, change: Change) {
  const actor = stampOf(tx.actor);
  return {
    operation: tx.origin.operation,
    subjectType: change.type,
    subjectId: change.id,
    subjectNumber: change.number ?? null,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    address: tx.origin.address,
    requestId: tx.origin.requestId,
    before: change.before,
    after: change.after,
    reason: change.reason ?? null,
  };
}

function changeRow(change: Touch) {
  return {
    subjectType: change.type,
    subjectId: change.id,
    ownerId: change.ownerId ?? null,
    departmentId: change.departmentId ?? null,
    customerId: change.customerId ?? null,
    supplierId: change.supplierId ?? null,
    collaboratorIds: change.collaboratorIds?.length ? change.collaboratorIds.join(",") : null,
  };
}

function outboxRow(tx: Tx, message: Message) {
  return {
    ...message,
    actor: stampOf(tx.actor),
    requestId: tx.origin.requestId,
    timeZone: tx.timeZone,
    availableAt: tx.now,
  };
}
