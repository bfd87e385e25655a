import type { Issue, WorkbookAnswer } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { may } from "../access/row-rule";
import type { Tx } from "../db/tx";
import { refuse } from "../errors/refusal";
import { codeKey } from "./code-key";
import type { Siblings } from "./define-import";
import { noteOf, refuseIssues } from "./import-rows";
import { isEmptyRow, readWorkbookSheets, type SourceFile } from "./sheet";
import type { NamedSheet } from "./read-excel";
import { EXPLANATION_TITLES } from "./workbook-template";
import type { WorkbookSheet } from "./workbook-sheet";

/** In all sheets together; a sheet alone may fill it. */
const MOST_ROWS = 200_000;

/**
 * Imports a workbook in the running transaction: every sheet that one of `kinds` knows by its name, in their order, each
 * checked against the database as the earlier ones leave it.
 *
 * Every fault of every sheet is reported in one pass, at `["sheets", sheet, "rows", row, column]`; with one fault nothing
 * stays written, for the refusal rolls the transaction back. The same file again changes nothing. A preview is the same
 * run in a transaction that is rolled back (`preview`). The right to each sheet's import is asked for beforehand.
 *
 * @throws Refusal `import.unreadable`, `import.faulty`, `auth.forbidden`, `auth.field_masked`, `function.not_subscribed`
 */
export async function importWorkbook(
  tx: Tx,
  kinds: readonly WorkbookSheet[],
  source: SourceFile,
): Promise<WorkbookAnswer> {
  const { chosen, unknown, issues } = assign(tx, kinds, await readWorkbookSheets(tx, source));
  demandRights(tx, chosen);
  const missing = new Map<string, Set<string>>();
  const named = new Map<string, Set<string>>();
  const siblings: Siblings = {
    brings: (kind, code) => missing.get(kind)?.has(codeKey(code)) ?? false,
    names: (kind, code) => named.get(kind)?.has(codeKey(code)) ?? false,
  };
  const sheets: WorkbookAnswer["sheets"] = [];
  for (const { kind, sheet } of chosen) {
    const context = { siblings, mostRows: MOST_ROWS, doomed: issues.length > 0 };
    const outcome = await kind.examine(tx, sheet, context);
    issues.push(...outcome.issues);
    remember(missing, kind, outcome.codes);
    remember(named, kind, outcome.names);
    const { createdCount, changedCount, unchangedCount, rowCount } = outcome;
    const notes = outcome.remarks.map((remark) => noteOf(tx, remark));
    const counts = { rowCount, createdCount, changedCount, unchangedCount };
    sheets.push({ sheet: sheet.name, kind: kind.name, ...counts, notes });
  }
  if (issues.length > 0) refuseIssues(issues);
  return { sheets, unknownSheets: unknown };
}

interface Chosen {
  kind: WorkbookSheet;
  sheet: NamedSheet;
}

/** Which sheet is of which kind, in the order of the kinds. Sheets without a row are left out, others are told. */
function assign(tx: Tx, kinds: readonly WorkbookSheet[], sheets: readonly NamedSheet[]) {
  const filled = sheets.filter(({ rows }) => !rows.every(isEmptyRow));
  const rowCount = filled.reduce((sum, { rows }) => sum + rows.length, 0);
  if (rowCount > MOST_ROWS) {
    const facts = { count: rowCount, maximum: MOST_ROWS };
    refuse("import.unreadable", { reason: translate(tx.language, "import.too_many_rows", facts) });
  }
  const isNamed = (titles: readonly string[]) => (sheet: NamedSheet) =>
    titles.some((title) => codeKey(title) === codeKey(sheet.name));
  const issues: Issue[] = [];
  const chosen = kinds.flatMap((kind): Chosen[] => {
    const [sheet, second] = filled.filter(isNamed(kind.titles));
    if (second) {
      const facts = { first: sheet!.name };
      const message = translate(tx.language, "import.sheet_twice", facts);
      issues.push({ path: ["sheets", second.name], code: "import.sheet_twice", message });
    }
    return sheet ? [{ kind, sheet }] : [];
  });
  const known = [...kinds.map(({ titles }) => titles), EXPLANATION_TITLES].flat();
  if (chosen.length === 0) {
    const facts = { titles: kinds.map(({ titles }) => titles[0]) };
    refuse("import.unreadable", { reason: translate(tx.language, "import.reason.sheets", facts) });
  }
  const unknown = filled.filter((sheet) => !isNamed(known)(sheet)).map(({ name }) => name);
  return { chosen, unknown, issues };
}

/** All rights that are missing, at once: who may import orders may not thereby import prices. */
function demandRights(tx: Tx, chosen: readonly Chosen[]): void {
  const missing = chosen.filter(({ kind }) => !may(tx.actor, kind.name));
  if (missing.length > 0) {
    refuse("auth.forbidden", { permission: missing.map(({ kind }) => kind.name).join(", ") });
  }
  const { actor } = tx;
  if (actor.kind !== "staff") return;
  for (const { kind } of chosen) {
    if (kind.function !== "core" && !actor.functions.includes(kind.function)) {
      refuse("function.not_subscribed", { function: kind.function });
    }
  }
}

function remember(
  all: Map<string, Set<string>>,
  kind: WorkbookSheet,
  codes: readonly string[],
): void {
  if (kind.brings === null) return;
  const known = all.get(kind.brings) ?? new Set<string>();
  for (const code of codes) known.add(codeKey(code));
  all.set(kind.brings, known);
}
