import type { TestProduct } from "../support/product";
import { raw } from "./holder";

/**
 * Tables that may change although a call was refused: who was seen when, who tried to sign in, the process's own lease,
 * and the numbers of documents, which may have gaps.
 */
const RESTLESS = new Set(["sessions", "sign_in_attempts", "worker_leases", "number_ranges"]);

/** A checksum of each table's rows, by the table's name. */
export type Contents = ReadonlyMap<string, string>;

/** What was found of a table last: how many rows had been written in it by then, and the checksum of its rows. */
interface Known {
  written: string | null;
  sum: string;
}
const known = new WeakMap<TestProduct, Map<string, Known>>();

/**
 * The contents of every table but the restless ones. Only what anybody has written to since the last time is read again:
 * the database counts written rows for us, those of transactions that were rolled back included. A database that does
 * not count (`userstat`) is read whole.
 */
export async function contentsOf(product: TestProduct): Promise<Contents> {
  const before = known.get(product) ?? new Map<string, Known>();
  const written = await rowsWritten(product);
  const touched = [...written]
    .filter(([name, rows]) => rows === null || before.get(name)?.written !== rows)
    .map(([name]) => name);
  const sums = await checksums(product, touched);
  const now = new Map(
    [...written].map(([name, rows]) => [
      name,
      { written: rows, sum: sums.get(name) ?? before.get(name)!.sum },
    ]),
  );
  known.set(product, now);
  return new Map([...now].map(([name, { sum }]) => [name, sum]));
}

/** The tables that differ. */
export const changedTables = (before: Contents, after: Contents): string[] =>
  [...after].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name);

/** How many rows were ever written in each table; null where the database does not count. */
async function rowsWritten(product: TestProduct): Promise<Map<string, string | null>> {
  const rows = await raw<{ name: string; written: string | null }>(
    product,
    `SELECT t.table_name AS name,
            IF(@@userstat, CAST(COALESCE(s.rows_changed, 0) AS CHAR), NULL) AS written
     FROM information_schema.tables t
     LEFT JOIN information_schema.table_statistics s
       ON s.table_schema = t.table_schema AND s.table_name = t.table_name
     WHERE t.table_schema = DATABASE()`,
  );
  return new Map(
    rows.filter(({ name }) => !RESTLESS.has(name)).map(({ name, written }) => [name, written]),
  );
}

async function checksums(
  product: TestProduct,
  names: readonly string[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await raw<{ Table: string; Checksum: unknown }>(
    product,
    `CHECKSUM TABLE ${names.map((name) => `\`${name}\``).join(", ")}`,
  );
  return new Map(
    rows.map(({ Table, Checksum }) => [Table.slice(Table.indexOf(".") + 1), String(Checksum)]),
  );
}
