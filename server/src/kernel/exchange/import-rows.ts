import type { ImportAnswer, Issue } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { isMasked } from "../access/mask";
import { refuse, Refusal } from "../errors/refusal";
import type { Tx } from "../db/tx";
import {
  NO_SIBLINGS,
  type CheckedRow,
  type ImportColumns,
  type ImportDefinition,
  type ImportFault,
  type ImportRemark,
  type ImportRow,
  type Siblings,
} from "./define-import";
import { readRows } from "./read-rows";
import { readSheetRows, type SourceFile } from "./sheet";
import type { SheetRow } from "./sheet-row";

const MOST_ROWS = 20_000;
/** Beyond these a reader needs a new file, not more lines; the count is still told. */
export const MOST_FAULTS = 5_000;

/**
 * Imports a CSV or Excel file in the running transaction.
 *
 * Every fault is reported in one pass, by row and column and with what to do: cells, repetitions within the file, unknown
 * references, business rules. With one fault nothing is written. `dryRun` says what would be done and writes nothing. The
 * same file again changes nothing, for it is compared with what is there. What was noticed without being a fault (near-
 * duplicates, unknown columns) is told in `notes`.
 *
 * @throws Refusal `import.unreadable`; `import.faulty` with an issue per fault at `["rows", row, column]`;
 *   `auth.field_masked` for a filled column that the actor may not see
 */
export async function importRows<C extends ImportColumns, P>(
  tx: Tx,
  definition: ImportDefinition<C, P>,
  source: SourceFile,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<ImportAnswer> {
  const sheet = await readSheetRows(tx, source);
  const examined = await examineRows(tx, definition, sheet, NO_SIBLINGS, MOST_ROWS);
  if ("unreadable" in examined) refuse("import.unreadable", { reason: examined.unreadable });
  const { rows, faults, remarks } = examined;
  if (rows.length === 0 && faults.length === 0) {
    refuse("import.unreadable", { reason: translate(tx.language, "import.reason.empty") });
  }
  refuseFaulty(tx, faults, []);

  const plan = await definition.plan(tx, rows.map(sound));
  const { createdCount, changedCount, unchangedCount } = plan;
  if (!dryRun && createdCount + changedCount > 0) await definition.write(tx, plan.work);
  return {
    rowCount: rows.length,
    createdCount,
    changedCount,
    unchangedCount,
    notes: [...remarks, ...(plan.remarks ?? [])].map((remark) => noteOf(tx, remark)),
    dryRun,
  };
}

/** The rows of one sheet with all that is wrong with them; or why there is nothing to examine. */
export type Examined<C extends ImportColumns> =
  | { rows: CheckedRow<C>[]; faults: ImportFault<C>[]; remarks: ImportRemark[] }
  | { unreadable: string };

/** Reads the cells under a definition's columns and checks them: what the file alone shows, and what the database shows. */
export async function examineRows<C extends ImportColumns, P>(
  tx: Tx,
  definition: ImportDefinition<C, P>,
  sheet: readonly SheetRow[],
  siblings: Siblings,
  mostRows: number,
): Promise<Examined<C>> {
  const say = (key: string, facts?: Record<string, unknown>) => ({
    unreadable: translate(tx.language, key, facts),
  });
  const read = readRows(definition.columns, sheet, {
    ignoresExamples: definition.examples !== undefined,
  });
  if (!read) return say(sheet.length === 0 ? "import.reason.empty" : "import.reason.headings");
  const { rows, remarks } = read;
  const maximum = Math.min(mostRows, definition.mostRows ?? mostRows);
  if (rows.length > maximum) {
    return say("import.too_many_rows", { count: rows.length, maximum });
  }
  refuseMaskedColumns(tx, definition, rows);
  const found =
    definition.check && rows.length > 0 ? await definition.check(tx, rows, siblings) : [];
  return { rows, faults: [...read.faults, ...found], remarks };
}

/** A field that the actor may not see is not his to write, in a file as in an input. */
function refuseMaskedColumns<C extends ImportColumns, P>(
  tx: Tx,
  { name, columns }: ImportDefinition<C, P>,
  rows: readonly CheckedRow<C>[],
): void {
  const fields = Object.entries(columns)
    .filter(([, { mask }]) => mask !== null && isMasked(tx.actor, name, mask))
    .map(([key]) => key)
    .filter((key) => rows.some(({ values }) => values[key] !== undefined && values[key] !== null));
  if (fields.length > 0) refuse("auth.field_masked", { fields });
}

/** A row without a fault has every value that its columns promise. */
export const sound = <C extends ImportColumns>(row: CheckedRow<C>) => row as ImportRow<C>;

/** Refuses with an issue per fault, in the order of the file; `place` stands before each path. */
function refuseFaulty<C extends ImportColumns>(
  tx: Tx,
  faults: readonly ImportFault<C>[],
  place: Issue["path"],
): void {
  const issues = issuesOf(tx, faults, place);
  if (issues.length > 0) refuseIssues(issues);
}

export function issuesOf<C extends ImportColumns>(
  tx: Tx,
  faults: readonly ImportFault<C>[],
  place: Issue["path"],
): Issue[] {
  return [...faults]
    .sort((a, b) => a.row - b.row)
    .map(({ row, column, code, facts }) => ({
      path: [...place, ...(row === 0 ? ["columns", column] : ["rows", row, column])],
      code,
      message: translate(tx.language, code, facts),
    }));
}

export function refuseIssues(issues: readonly Issue[]): never {
  throw new Refusal("import.faulty", { count: issues.length }, issues.slice(0, MOST_FAULTS));
}

export function noteOf(tx: Tx, { code, facts, rows }: ImportRemark) {
  return { code, message: translate(tx.language, code, facts), rows };
}
