import type { Issue } from "@quanlian/shared/contract";
import type { Tx } from "../db/tx";
import { Refusal } from "../errors/refusal";
import type { ImportColumns, ImportDefinition, ImportRemark, Siblings } from "./define-import";
import { examineRows, issuesOf, sound } from "./import-rows";
import type { NamedSheet } from "./read-excel";

/** One kind of sheet of a workbook: an ordinary import under the name of its sheet. */
export interface WorkbookSheet {
  /** The import's operation, and so its permission: `items.import`. */
  readonly name: string;
  /** Names of the sheet, in any language; the first is the template's. */
  readonly titles: readonly string[];
  /** The function that a tenant must subscribe to. */
  readonly function: string;
  readonly columns: ImportColumns;
  readonly examples: readonly Readonly<Partial<Record<string, string>>>[];
  /** What its rows create: the kind (`item`) of the codes that `examine` answers. */
  readonly brings: string | null;
  /**
   * Reads, checks and, if all is sound so far, writes. Of a faulty workbook (this sheet or an earlier one) only what
   * later sheets may refer to is written, so that they are checked all the same; the caller rolls all of it back.
   */
  examine(tx: Tx, sheet: NamedSheet, context: SheetContext): Promise<SheetOutcome>;
}

export interface SheetContext {
  siblings: Siblings;
  mostRows: number;
  /** An earlier sheet has a fault: nothing of this run will stay. */
  doomed: boolean;
}

export interface SheetOutcome {
  issues: Issue[];
  rowCount: number;
  createdCount: number;
  changedCount: number;
  unchangedCount: number;
  remarks: ImportRemark[];
  /** Codes that its rows name and that are not in the database by now, as their rows are faulty. */
  codes: string[];
  /** All codes that its rows name. */
  names: string[];
}

/** Makes a sheet of an import. */
export function workbookSheet<C extends ImportColumns, P>(
  titles: readonly [string, ...string[]],
  requiredFunction: string,
  definition: ImportDefinition<C, P>,
): WorkbookSheet {
  return {
    name: definition.name,
    titles,
    function: requiredFunction,
    columns: definition.columns,
    examples: (definition.examples ?? []) as WorkbookSheet["examples"],
    brings: definition.brings?.kind ?? null,
    examine: (tx, sheet, context) => examineSheet(tx, definition, sheet, context),
  };
}

async function examineSheet<C extends ImportColumns, P>(
  tx: Tx,
  definition: ImportDefinition<C, P>,
  { name, rows: cells }: NamedSheet,
  { siblings, mostRows, doomed }: SheetContext,
): Promise<SheetOutcome> {
  const place = ["sheets", name];
  const examined = await examineRows(tx, definition, cells, siblings, mostRows);
  const nothing = { createdCount: 0, changedCount: 0, unchangedCount: 0, codes: [], names: [] };
  if ("unreadable" in examined) {
    const fault = { path: place, code: "import.sheet_unreadable", message: examined.unreadable };
    return { ...nothing, issues: [fault], rowCount: 0, remarks: [] };
  }
  const { rows, faults, remarks } = examined;
  const issues = issuesOf(tx, faults, place);
  const column = definition.brings?.column;
  const codesOf = (some: typeof rows) =>
    column === undefined ? [] : some.flatMap(({ values }) => textOf(values[column]));
  const codes = codesOf(rows);
  const outcome = { ...nothing, issues, rowCount: rows.length, remarks, codes, names: codes };
  const broken = doomed || faults.length > 0;
  if (rows.length === 0 || (broken && column === undefined)) return outcome;

  const faulty = new Set(faults.map(({ row }) => row));
  // A column that is missing as a whole leaves no row sound.
  const good = faulty.has(0) ? [] : rows.filter(({ row }) => !faulty.has(row)).map(sound);
  if (good.length === 0) return outcome;
  try {
    const plan = await definition.plan(tx, good);
    if (plan.createdCount + plan.changedCount > 0) await definition.write(tx, plan.work);
    const { createdCount, changedCount, unchangedCount } = plan;
    const told = [...remarks, ...(plan.remarks ?? [])];
    const missing = codesOf(rows.filter(({ row }) => faulty.has(row)));
    return {
      ...{ ...outcome, createdCount, changedCount, unchangedCount },
      ...{ remarks: told, codes: missing },
    };
  } catch (error) {
    // What a doomed run cannot write is not worth a second report: its faults are told already.
    if (broken && error instanceof Refusal) return outcome;
    throw error;
  }
}

const textOf = (value: unknown): string[] => (typeof value === "string" ? [value] : []);
