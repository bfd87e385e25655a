/**
 * 64-bit, time-ordered ids, made in the application (Snowflake layout: 41 bits of milliseconds, 10 bits of worker,
 * 12 bits of sequence). They are text in TypeScript and JSON and BIGINT in tables; never compare them with `<`.
 */
export type Id = string & { readonly __id?: never };

/** 2026-01-01T00:00:00Z: 41 bits of milliseconds from here last until 2095. */
const EPOCH_MS = 1_767_225_600_000n;
const SEQUENCE_BITS = 12n;
const WORKER_BITS = 10n;
const LARGEST_SEQUENCE = 4095;
export const WORKER_NUMBERS = 1024;

export interface IdMaker {
  next(): Id;
}

/**
 * Makes ids for one worker number. Two makers with one number make the same ids, which is why `leaseWorker` hands the
 * numbers out. When a millisecond's 4,096 ids are spent, or the clock steps back, the maker goes on in the last
 * millisecond it has seen plus one: ids stay unique and ascending at the price of running ahead of the clock.
 */
export function createIdMaker(worker: number, nowMs: () => number = Date.now): IdMaker {
  if (!Number.isInteger(worker) || worker < 0 || worker >= WORKER_NUMBERS) {
    throw new RangeError(`Worker number out of range: ${worker}`);
  }
  const workerPart = BigInt(worker) << SEQUENCE_BITS;
  let lastMs = 0;
  let high = 0n;
  let sequence = 0;
  const enter = (ms: number) => {
    lastMs = ms;
    high = ((BigInt(ms) - EPOCH_MS) << (WORKER_BITS + SEQUENCE_BITS)) | workerPart;
    sequence = 0;
  };
  return {
    next() {
      const ms = nowMs();
      if (ms > lastMs) enter(ms);
      else if (sequence > LARGEST_SEQUENCE) enter(lastMs + 1);
      const id = high | BigInt(sequence);
      sequence += 1;
      return id.toString();
    },
  };
}

/**
 * The smallest id that any process could have made at an instant of the real clock: `id >= smallestIdAt(ms)` selects the
 * rows written since then by the primary key alone.
 */
export function smallestIdAt(ms: number): Id {
  const since = BigInt(Math.floor(ms)) - EPOCH_MS;
  return since <= 0n ? "0" : (since << (WORKER_BITS + SEQUENCE_BITS)).toString();
}

/** Orders ids as numbers: negative, zero or positive, as `Array.sort` wants it. */
export function compareIds(a: Id, b: Id): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Distinct ids in ascending order: the order in which rows are locked. */
export function sortedIds(ids: Iterable<Id>): Id[] {
  return [...new Set(ids)].sort(compareIds);
}
