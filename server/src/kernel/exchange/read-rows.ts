import type { CheckedRow, ImportColumns, ImportFault, ImportRemark } from "./define-import";
import { CellFault, type ImportColumn } from "./import-column";
import { nearDuplicates } from "./near-duplicates";
import { isEmptyRow } from "./sheet";
import type { SheetRow } from "./sheet-row";

/** The headings may stand below a title; further down there are only rows. */
const DEEPEST_HEADINGS = 10;

/** A sheet's cells under an import's columns, with every fault that the file alone shows. */
export interface ReadRows<C extends ImportColumns> {
  rows: CheckedRow<C>[];
  /** Row 0 stands for the headings. */
  faults: ImportFault<C>[];
  remarks: ImportRemark[];
}

/**
 * Finds the headings and reads every cell below them. Null when there are no headings of this import in the first rows.
 * Reports all at once: missing and doubled columns, cells that are no value of their kind, rows that repeat a unique one.
 */
export function readRows<C extends ImportColumns>(
  columns: C,
  sheet: readonly SheetRow[],
  { ignoresExamples = false }: { ignoresExamples?: boolean } = {},
): ReadRows<C> | null {
  const head = findHeadings(columns, sheet);
  if (!head) return null;
  const filled = sheet.slice(head.index + 1).filter((row) => !isEmptyRow(row));
  const examples = ignoresExamples ? filled.filter(isExample) : [];
  const body = examples.length > 0 ? filled.filter((row) => !isExample(row)) : filled;
  const faults = [...head.faults];
  const rows = body.map(({ row, cells }) => {
    const values: Record<string, unknown> = {};
    for (const [key, column] of Object.entries(columns)) {
      const at = head.places.get(key);
      if (at === undefined && column.required) continue; // the missing column is one fault, not one per row
      const value = readCell(column, at === undefined ? "" : (cells[at] ?? ""));
      if (value instanceof CellFault) {
        faults.push({ row, column: key, code: value.code, facts: value.facts });
      } else values[key] = value;
    }
    return { row, values } as CheckedRow<C>;
  });
  faults.push(...repeated(columns, rows));
  const ignored = examples.length > 0 ? [ignoredExamples(examples)] : [];
  const remarks = [...head.remarks, ...ignored, ...spellings(columns, head.places, body)];
  return { rows, faults, remarks };
}

/** Rows that the template brings along to show how it is filled in. */
const isExample = ({ cells }: SheetRow) =>
  cells.find((cell) => cell.trim() !== "")!.startsWith("示例");

const ignoredExamples = (rows: readonly SheetRow[]): ImportRemark => ({
  code: "import.note.examples",
  facts: { count: rows.length },
  rows: rows.map(({ row }) => row),
});

function readCell(column: ImportColumn, cell: string): unknown {
  const text = cell.trim();
  if (text !== "") return column.read(text);
  return column.required ? new CellFault("import.required") : null;
}

interface Headings<C extends ImportColumns> {
  index: number;
  places: Map<string, number>;
  faults: ImportFault<C>[];
  remarks: ImportRemark[];
}

const headingKey = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_*]+/gu, "");

function findHeadings<C extends ImportColumns>(
  columns: C,
  sheet: readonly SheetRow[],
): Headings<C> | null {
  const keyOf = new Map(
    Object.entries(columns).flatMap(([key, { headings }]) =>
      headings.map((heading) => [headingKey(heading), key] as const),
    ),
  );
  const known = ({ cells }: SheetRow) => cells.filter((cell) => keyOf.has(headingKey(cell))).length;
  const counts = sheet.slice(0, DEEPEST_HEADINGS).map(known);
  const best = Math.max(0, ...counts);
  if (best === 0) return null;
  const index = counts.indexOf(best);
  const { row, cells } = sheet[index]!;
  const found: Headings<C> = { index, places: new Map(), faults: [], remarks: [] };
  cells.forEach((heading, at) => {
    const key = keyOf.get(headingKey(heading));
    if (key === undefined) {
      if (heading.trim() === "") return;
      found.remarks.push({ code: "import.note.column_unknown", facts: { heading }, rows: [row] });
    } else if (found.places.has(key)) {
      found.faults.push({ row: 0, column: key, code: "import.column_twice", facts: { heading } });
    } else found.places.set(key, at);
  });
  found.faults.push(...missing(columns, found.places));
  return found;
}

function missing<C extends ImportColumns>(
  columns: C,
  places: ReadonlyMap<string, number>,
): ImportFault<C>[] {
  return Object.entries(columns)
    .filter(([key, { required }]) => required && !places.has(key))
    .map(([column, { headings }]) => ({
      row: 0,
      column,
      code: "import.column_missing",
      facts: { heading: headings[0], headings: [...headings] },
    }));
}

/** Codes are compared as the database's unique keys do: without regard to case. */
function repeated<C extends ImportColumns>(
  columns: C,
  rows: readonly CheckedRow<C>[],
): ImportFault<C>[] {
  const unique = Object.entries(columns).filter(([, column]) => column.unique);
  return unique.flatMap(([key]) => {
    const first = new Map<string, number>();
    return rows.flatMap(({ row, values }): ImportFault<C>[] => {
      const value: unknown = values[key];
      if (value === undefined || value === null) return [];
      const same = String(value as string | number)
        .normalize("NFKC")
        .toLowerCase();
      const earlier = first.get(same);
      if (earlier === undefined) first.set(same, row);
      return earlier === undefined
        ? []
        : [{ row, column: key, code: "import.duplicate", facts: { row: earlier } }];
    });
  });
}

function spellings(
  columns: ImportColumns,
  places: ReadonlyMap<string, number>,
  body: readonly SheetRow[],
): ImportRemark[] {
  return Object.entries(columns)
    .filter(([key, column]) => column.tellsNearDuplicates && places.has(key))
    .flatMap(([key]) => {
      const at = places.get(key)!;
      const cells = body.map(({ row, cells }) => ({ row, text: cells[at] ?? "" }));
      return nearDuplicates(cells.filter(({ text }) => text.trim() !== ""));
    });
}
