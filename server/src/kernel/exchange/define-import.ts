import type { Tx } from "../db/tx";
import type { ImportColumn } from "./import-column";

export type ImportColumns = Readonly<Record<string, ImportColumn>>;

type ValueOf<C> =
  C extends ImportColumn<infer V, infer R> ? (R extends true ? V : V | null) : never;

/** What a row's cells became. */
export type ImportValues<C extends ImportColumns> = { [K in keyof C]: ValueOf<C[K]> };

/** A row whose cells are all sound. */
export interface ImportRow<C extends ImportColumns> {
  /** Its number in the file, as the sender's spreadsheet shows it. */
  row: number;
  values: ImportValues<C>;
}

/** A row as it is checked: a faulty cell is undefined, so that the others are checked all the same. */
export interface CheckedRow<C extends ImportColumns> {
  row: number;
  values: Partial<ImportValues<C>>;
}

/** Something wrong with one cell: a locale key (`import.reference` and such) that says what to do. */
export interface ImportFault<C extends ImportColumns = ImportColumns> {
  row: number;
  column: keyof C & string;
  code: string;
  facts?: Record<string, unknown>;
}

/** Something worth knowing that is no fault: a locale key, and in which rows. */
export interface ImportRemark {
  code: string;
  facts: Record<string, unknown>;
  rows: number[];
}

/** What writing would do, and all that it needs for it. */
export interface ImportPlan<P> {
  createdCount: number;
  changedCount: number;
  unchangedCount: number;
  remarks?: ImportRemark[];
  work: P;
}

/**
 * What the other sheets of the same workbook bring, for the check of a later one. Sound rows of earlier sheets are written
 * by then and found in the database; a code whose own row is faulty is found here alone, so that a reference to it is no
 * second fault.
 */
export interface Siblings {
  /** A code whose row is faulty: it will be there when the file is corrected. */
  brings(kind: string, code: string): boolean;
  /** A code that an earlier sheet names at all. */
  names(kind: string, code: string): boolean;
}

/** A file that is imported alone has none. */
export const NO_SIBLINGS: Siblings = { brings: () => false, names: () => false };

/** One kind of import: its columns, what is checked beyond single cells, and what it writes. */
export interface ImportDefinition<C extends ImportColumns, P> {
  /** The operation's, and so the permission that is asked for: `items.import`. */
  name: string;
  columns: C;
  /** Below the mechanism's own limits. */
  mostRows?: number;
  /**
   * What its rows create, for later sheets of a workbook: a kind (`item`) and the column of its code. Of a faulty workbook its
   * sound rows are written too, so that later sheets are checked against them; what such a row names may then be missing.
   */
  brings?: { kind: string; column: keyof C & string };
  /**
   * Rows for the template. Their first cell begins with 示例, by which an import knows and ignores them; so only a
   * definition with examples ignores rows at all.
   */
  examples?: readonly Partial<Record<keyof C & string, string>>[];
  /**
   * Faults that only the database or several rows together show: unknown references, business rules. Set-based: a fixed
   * number of queries whatever the number of rows. Sees every row, faulty cells missing.
   */
  check?(tx: Tx, rows: readonly CheckedRow<C>[], siblings: Siblings): Promise<ImportFault<C>[]>;
  /** Compares sound rows with what is there. Reads only. */
  plan(tx: Tx, rows: readonly ImportRow<C>[]): Promise<ImportPlan<P>>;
  /** Writes what was planned, in the same transaction. Called only when something is to be created or changed. */
  write(tx: Tx, work: P): Promise<void>;
}

export function defineImport<const C extends ImportColumns, P>(
  definition: ImportDefinition<C, P>,
): ImportDefinition<C, P> {
  return definition;
}
