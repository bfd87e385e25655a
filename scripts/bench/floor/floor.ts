import { escape, type Pool } from "mysql2/promise";
import {
  addWorkingDays,
  subtractWorkingDays,
  type Day,
  type WorkingCalendar,
} from "@quanlian/shared/domain";

/** What a floor has to work with: the driver, ids, and who acts for which tenant. */
export interface Floor {
  pool: Pool;
  /** For document numbers, which are taken outside the transaction. */
  sidePool: Pool;
  nextId: () => string;
  tenantId: string;
  userId: string;
  userName: string;
}

/** A text as an SQL literal; null as NULL. */
export const text = (value: string | null) => (value === null ? "NULL" : escape(value));
/** A value as a JSON document in an SQL literal. */
export const json = (value: unknown) => escape(JSON.stringify(value));
/** A day as an SQL literal; null as NULL. */
export const dayText = (value: Day | null) => (value === null ? "NULL" : `'${value}'`);
/** An instant as a DATETIME(3) literal in UTC. */
export const instant = (at: Date) => `'${at.toISOString().slice(0, 23).replace("T", " ")}'`;

/** Working-day arithmetic that remembers: one plan asks for the same few days again and again. */
export function workingDays(calendar: WorkingCalendar, today: Day) {
  const known = new Map<string, Day>();
  const remember = (key: string, compute: () => Day) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = compute()));
    return found;
  };
  return {
    after: (from: Day, count: number) =>
      remember(`${from}+${count}`, () => addWorkingDays(calendar, from, count)),
    /** Never before today. */
    before: (until: Day, count: number) =>
      remember(`${until}-${count}`, () => {
        const start = until <= today ? today : subtractWorkingDays(calendar, until, count);
        return start < today ? today : start;
      }),
  };
}

/** Runs the whole of a transaction again when it was the victim of a deadlock or waited too long. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const { errno } = error as { errno?: number };
      if ((errno !== 1213 && errno !== 1205) || attempt === 8) throw error;
    }
  }
}

/** Numbers that lie ready, per tenant and prefix; fetched two hundred at a time. */
const ready = new Map<string, { next: number; last: number }>();
const FETCHED_AT_ONCE = 200;

/** Sees to it that so many document numbers lie ready: before locks are taken, and in a commit of its own. */
export async function stockUpNumbers(
  floor: Floor,
  prefix: string,
  day: Day,
  atLeast: number,
): Promise<void> {
  const key = `${floor.tenantId}:${prefix}:${day}`;
  const stock = ready.get(key);
  if (stock && stock.last - stock.next + 1 >= atLeast) return;
  const by = atLeast + FETCHED_AT_ONCE;
  const [result] = await floor.sidePool.query(
    `INSERT INTO number_ranges (tenant_id, prefix, day, last_number) VALUES (${floor.tenantId}, '${prefix}', '${day}', ${by})
     ON DUPLICATE KEY UPDATE last_number = LAST_INSERT_ID(last_number + ${by})`,
  );
  const { affectedRows, insertId } = result as { affectedRows: number; insertId: number | string };
  const last = affectedRows === 1 ? by : Number(insertId);
  ready.set(key, { next: last - by + 1, last });
}

/** Takes numbers that lie ready; others may have taken them meanwhile, then more are fetched. */
export async function takeNumbers(
  floor: Floor,
  prefix: string,
  day: Day,
  count: number,
): Promise<string[]> {
  const key = `${floor.tenantId}:${prefix}:${day}`;
  const lacks = () => {
    const known = ready.get(key);
    return !known || known.last - known.next + 1 < count;
  };
  while (lacks()) await stockUpNumbers(floor, prefix, day, count);
  const stock = ready.get(key)!;
  const first = stock.next;
  stock.next += count;
  return Array.from(
    { length: count },
    (_, i) => `${prefix}${day.replaceAll("-", "")}-${String(first + i).padStart(4, "0")}`,
  );
}
