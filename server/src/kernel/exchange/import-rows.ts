import type { ImportAnswer, Issue } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { refuse, Refusal } from "../errors/refusal";
import type { Tx } from "../db/tx";
import type {
  CheckedRow,
  ImportColumns,
  ImportDefinition,
  ImportFault,
  ImportRemark,
  ImportRow,
} from "./define-import";
import { readRows } from "./read-rows";
import { readSheetRows, type SourceFile } from "./sheet";

const MOST_ROWS = 20_000;
/** Beyond these a reader needs a new file, not more lines; the count is still told. */
const MOST_FAULTS = 5_000;

/**
 * Imports a CSV or Excel file in the running transaction.
 *
 * Every fault is reported in one pass, by row and column and with what to do: cells, repetitions within the file, unknown
 * references, business rules. With one fault nothing is written. `dryRun` says what would be done and writes nothing. The
 * same file again changes nothing, for it is compared with what is there. What was noticed without being a fault (near-
 * duplicates, unknown columns) is told in `notes`.
 *
 * @throws Refusal `import.unreadable`; `import.faulty` with an issue per fault at `["rows", row, column]`
 */
export async function importRows<C extends ImportColumns, P>(
  tx: Tx,
  definition: ImportDefinition<C, P>,
  source: SourceFile,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<ImportAnswer> {
  const sheet = await readSheetRows(tx, source);
  const read = readRows(definition.columns, sheet);
  if (!read) return unreadable(tx, sheet.length === 0 ? "empty" : "headings");
  const { rows, remarks } = read;
  const maximum = Math.min(MOST_ROWS, definition.mostRows ?? MOST_ROWS);
  if (rows.length > maximum) return tooMany(tx, rows.length, maximum);
  if (rows.length === 0 && read.faults.length === 0) return unreadable(tx, "empty");
  const found = definition.check ? await definition.check(tx, rows) : [];
  refuseFaulty(tx, [...read.faults, ...found]);

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

const sound = <C extends ImportColumns>(row: CheckedRow<C>) => row as ImportRow<C>;

function unreadable(tx: Tx, reason: string): never {
  refuse("import.unreadable", { reason: translate(tx.language, `import.reason.${reason}`) });
}

function tooMany(tx: Tx, count: number, maximum: number): never {
  const facts = { count, maximum };
  refuse("import.unreadable", { reason: translate(tx.language, "import.too_many_rows", facts) });
}

function refuseFaulty<C extends ImportColumns>(tx: Tx, faults: readonly ImportFault<C>[]): void {
  if (faults.length === 0) return;
  const inOrder = [...faults].sort((a, b) => a.row - b.row);
  const issues = inOrder.slice(0, MOST_FAULTS).map(({ row, column, code, facts }): Issue => ({
    path: row === 0 ? ["columns", column] : ["rows", row, column],
    code,
    message: translate(tx.language, code, facts),
  }));
  throw new Refusal("import.faulty", { count: faults.length }, issues);
}

function noteOf(tx: Tx, { code, facts, rows }: ImportRemark) {
  return { code, message: translate(tx.language, code, facts), rows };
}
