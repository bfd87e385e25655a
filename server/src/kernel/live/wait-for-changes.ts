import type { LiveChange } from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { onBooks } from "../access/create-ctx";
import { refuse } from "../errors";
import { compareIds, smallestIdAt, type Id } from "../ids/id";
import { CHANGE_COLUMNS, eventOf, mayHear, type ChangeEvent, type ChangeRecord } from "./audiences";
import { liveHub } from "./live-hub";
import { advance, MOST_SEEN, readCursor, writeCursor, type WaitCursor } from "./wait-cursor";

/** A change may become visible so long after its id was made. */
const OPEN_WINDOW_MS = 15_000;
/** Changes are swept after an hour; a cursor that is nearly as old cannot be trusted. */
const OLDEST_CURSOR_MS = 50 * 60_000;
const MOST_ROWS = 5_000;

export interface Waited {
  changes: LiveChange[];
  cursor: string;
  reset: boolean;
}

/**
 * Long poll: answers as soon as something changes that the actor may hear of, else empty after the time-out. A change is
 * told at least once; told twice it does no harm, for it only says "read this again".
 *
 * Ids are made from the real clock, so this reads it too, and not `ctx.now`.
 */
export async function waitForChanges(
  ctx: Ctx,
  input: { since?: string; timeoutSeconds: number },
): Promise<Waited> {
  const now = Date.now();
  if (input.since === undefined) return begin(ctx, now, false);
  const cursor = readCursor(input.since);
  if (compareIds(cursor.fromId, smallestIdAt(now - OLDEST_CURSOR_MS)) < 0) {
    return begin(ctx, now, true);
  }
  const until = now + input.timeoutSeconds * 1000;
  const bell = listen(ctx);
  try {
    for (;;) {
      const found = await look(ctx, cursor);
      const left = until - Date.now();
      if (found || left <= 0 || bell.closed) return found ?? answer(cursor, [], Date.now());
      await bell.rung(left);
    }
  } finally {
    bell.remove();
  }
}

/** A cursor from here on; what the window already shows was there before the client's own reading. */
async function begin(ctx: Ctx, now: number, reset: boolean): Promise<Waited> {
  const start: WaitCursor = { fromId: smallestIdAt(now - OPEN_WINDOW_MS), seen: new Set() };
  const rows = await readChanges(ctx, start.fromId);
  const heard = rows.filter((row) => mayHear(ctx.actor, row)).slice(-MOST_SEEN);
  const cursor = advance(
    start,
    heard.map((row) => row.id),
    start.fromId,
  );
  return { changes: [], cursor: writeCursor(cursor), reset };
}

async function look(ctx: Ctx, cursor: WaitCursor): Promise<Waited | null> {
  const rows = await readChanges(ctx, cursor.fromId);
  const fresh = rows.filter((row) => !cursor.seen.has(row.id) && mayHear(ctx.actor, row));
  if (fresh.length === 0 && rows.length < MOST_ROWS) return null;
  const flood = rows.length >= MOST_ROWS || fresh.length + cursor.seen.size > MOST_SEEN;
  return flood ? begin(ctx, Date.now(), true) : answer(cursor, fresh, Date.now());
}

function answer(cursor: WaitCursor, fresh: readonly ChangeEvent[], now: number): Waited {
  const told = fresh.map((row) => row.id);
  const next = advance(cursor, told, smallestIdAt(now - OPEN_WINDOW_MS));
  const changes = new Map<string, LiveChange>();
  for (const { subjectType, subjectId } of fresh) {
    changes.set(`${subjectType}:${subjectId}`, { type: subjectType, id: subjectId });
  }
  return { changes: [...changes.values()], cursor: writeCursor(next), reset: false };
}

/** The tenant's changes since an id; `mayHear` then decides for this actor, as it does for the stream. */
async function readChanges(ctx: Ctx, fromId: Id): Promise<ChangeEvent[]> {
  const found = await onBooks(ctx).rows<ChangeRecord>(
    `SELECT ${CHANGE_COLUMNS} FROM changes
     WHERE tenant_id = :tenant AND id > :fromId ORDER BY id LIMIT :atMost`,
    { fromId, atMost: MOST_ROWS },
  );
  return found.map(eventOf);
}

/** Rings when the hub hears something for this actor. */
function listen(ctx: Ctx) {
  const { actor } = ctx;
  if (!("sessionId" in actor)) refuse("auth.forbidden");
  let ring: () => void = () => undefined;
  let pending = false;
  const bell = {
    closed: false,
    remove: (): void => undefined,
    rung: (timeoutMs: number) =>
      new Promise<void>((resolve) => {
        if (pending) return done();
        const timer = setTimeout(done, timeoutMs);
        ring = done;
        function done() {
          clearTimeout(timer);
          pending = false;
          ring = () => undefined;
          resolve();
        }
      }),
  };
  bell.remove = liveHub(ctx.services).add({
    sessionKey: `wait:${actor.sessionId}`,
    hear(events) {
      if (!events.some((event) => mayHear(actor, event))) return;
      pending = true;
      ring();
    },
    close() {
      bell.closed = true;
      ring();
    },
  });
  return bell;
}
