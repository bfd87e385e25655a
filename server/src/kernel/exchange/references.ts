import { codeKey } from "./code-key";
import type { CheckedRow, ImportColumns, ImportFault, Siblings } from "./define-import";

/** Where a column's cells name records of a kind by their codes. */
export interface CodeReference<C extends ImportColumns> {
  column: keyof C & string;
  /** As earlier sheets bring it: `item`. */
  kind: string;
  /** What there is, by `codeKey`. */
  known: ReadonlyMap<string, unknown>;
  /** What to say of one that is not there; that it does not exist unless told otherwise. */
  fault?: string;
}

/** Every cell that names a record which neither the database nor an earlier sheet of the file has. */
export function unknownCodes<C extends ImportColumns>(
  rows: readonly CheckedRow<C>[],
  siblings: Siblings,
  references: readonly CodeReference<C>[],
): ImportFault<C>[] {
  return references.flatMap(({ column, kind, known, fault = "import.reference" }) =>
    rows.flatMap(({ row, values }): ImportFault<C>[] => {
      const value: unknown = values[column];
      if (typeof value !== "string" || known.has(codeKey(value))) return [];
      if (siblings.brings(kind, value)) return [];
      return [{ row, column, code: fault, facts: { value } }];
    }),
  );
}

/** Rows that say the same thing twice, told by what several columns hold together; the later one is named. */
export function repeatedRows<C extends ImportColumns>(
  rows: readonly CheckedRow<C>[],
  columns: readonly (keyof C & string)[],
): ImportFault<C>[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, values }): ImportFault<C>[] => {
    const parts = columns.map((column): unknown => values[column]);
    if (parts.some((part) => part === undefined)) return [];
    const key = parts
      .map((part) => (part === null ? "" : codeKey(String(part as string))))
      .join("\n");
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, row);
    const column = columns.at(-1)!;
    return earlier === undefined
      ? []
      : [{ row, column, code: "import.duplicate", facts: { row: earlier } }];
  });
}

/** The distinct codes that a column names: what to ask the database about. */
export const codesIn = <C extends ImportColumns>(
  rows: readonly CheckedRow<C>[],
  column: keyof C & string,
): string[] => [
  ...new Set(
    rows.flatMap(({ values }) => {
      const value: unknown = values[column];
      return typeof value === "string" ? [value] : [];
    }),
  ),
];

/** Records by the code that files name them with. */
export const byCode = <T extends { code: string }>(records: readonly T[]): Map<string, T> =>
  new Map(records.map((record) => [codeKey(record.code), record]));
