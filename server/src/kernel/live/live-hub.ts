import type { Services } from "../access/ctx";
import { housekeepingCtx } from "../access/worker-ctx";
import { sendAcross } from "../db/across";
import { refuse } from "../errors";
import { compareIds, smallestIdAt, type Id } from "../ids/id";
import { CHANGE_COLUMNS, eventOf, type ChangeEvent, type ChangeRecord } from "./audiences";

/** Hears every change; says itself what its client may know of. */
export interface Listener {
  /** Listeners of one session are limited together. */
  readonly sessionKey: string;
  hear(events: readonly ChangeEvent[]): void;
  /** The process goes down: end the client's connection. */
  close(): void;
}

export interface LiveHub {
  /** Adds a listener; the answer removes it. Refuses with `rate.limited` beyond the limits. */
  add(listener: Listener): () => void;
  /** Reads what has changed since the last look; the poller calls it, and tests do. */
  poll(): Promise<void>;
  readonly size: number;
  /** Ends every listener, and takes no more. */
  close(): void;
}

const POLL_MS = 200;
/** Each look goes back this far; a transaction's changes get their ids just before its commit. */
const NARROW_MS = 2_000;
/** Every tenth look goes back further, for commits that took long and for clocks that differ. */
const WIDE_MS = 15_000;
const WIDE_EVERY = 10;
const PAGE = 2_000;
const MOST_LISTENERS = 5_000;
const MOST_PER_SESSION = 10;
const RETRY_SECONDS = 30;

const hubs = new WeakMap<Services, LiveHub>();

/** The process's one hub. It polls only while somebody listens. */
export function liveHub(services: Services): LiveHub {
  let hub = hubs.get(services);
  if (!hub) {
    hub = createLiveHub(services);
    hubs.set(services, hub);
  }
  return hub;
}

/**
 * Polls the `changes` table and tells the listeners. Rows are found by an overlapping window of ids, which are made from
 * the real clock; a row that was told already is known by its id. `id > last` alone would lose late committers.
 */
export function createLiveHub(services: Services, nowMs: () => number = Date.now): LiveHub {
  const listeners = new Set<Listener>();
  const told = new Map<Id, true>();
  let looks = 0;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const poll = async () => {
    const now = nowMs();
    const window = looks % WIDE_EVERY === 0 ? WIDE_MS : NARROW_MS;
    looks += 1;
    const events = await readChanges(services, smallestIdAt(now - window));
    const fresh = events.filter((event) => !told.has(event.id));
    fresh.forEach((event) => told.set(event.id, true));
    forget(told, smallestIdAt(now - 2 * WIDE_MS));
    if (fresh.length > 0) for (const listener of [...listeners]) listener.hear(fresh);
  };
  const schedule = () => {
    timer = setTimeout(() => {
      poll()
        .catch((error: unknown) => services.log.warn({ err: error }, "live changes not read"))
        .finally(() => {
          if (listeners.size > 0 && !closed) schedule();
          else timer = null;
        });
    }, POLL_MS);
    timer.unref();
  };
  return {
    add(listener) {
      refuseTooMany(listeners, listener, closed);
      listeners.add(listener);
      if (!timer) schedule();
      return () => void listeners.delete(listener);
    },
    poll,
    get size() {
      return listeners.size;
    },
    close() {
      closed = true;
      if (timer) clearTimeout(timer);
      for (const listener of [...listeners]) listener.close();
      listeners.clear();
    },
  };
}

function refuseTooMany(listeners: ReadonlySet<Listener>, next: Listener, closed: boolean): void {
  let own = 0;
  for (const listener of listeners) if (listener.sessionKey === next.sessionKey) own += 1;
  if (closed || listeners.size >= MOST_LISTENERS || own >= MOST_PER_SESSION) {
    refuse("rate.limited", { seconds: RETRY_SECONDS });
  }
}

async function readChanges(services: Services, since: Id): Promise<ChangeEvent[]> {
  const ctx = housekeepingCtx(services, "live", "one poller hears for every tenant's listeners");
  const events: ChangeEvent[] = [];
  let afterId = since;
  for (;;) {
    const page = await sendAcross<ChangeRecord[]>(
      ctx,
      `SELECT ${CHANGE_COLUMNS} FROM changes WHERE id > :afterId ORDER BY id LIMIT :page`,
      { afterId, page: PAGE },
    );
    events.push(...page.map(eventOf));
    if (page.length < PAGE) return events;
    afterId = page.at(-1)!.id;
  }
}

/** Ids are told in nearly ascending order, so the oldest stand first. */
function forget(told: Map<Id, true>, before: Id): void {
  for (const id of told.keys()) {
    if (compareIds(id, before) >= 0) return;
    told.delete(id);
  }
}
