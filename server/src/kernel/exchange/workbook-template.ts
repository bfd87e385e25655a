import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../access/ctx";
import type { Cell } from "./cells";
import { writeWorkbook, type SheetToWrite } from "./excel-file";
import type { ImportColumn } from "./import-column";
import type { WorkbookSheet } from "./workbook-sheet";

/** The sheet that explains the others; an import passes it by. */
export const EXPLANATION_TITLES = ["说明", "Explanation"] as const;

const text = (value: string): Cell => ({ kind: "text", text: value });

/**
 * An empty workbook to be filled in: a sheet that explains every column, and one sheet per kind with its headings
 * (those that must be filled end in *) and example rows, which an import ignores.
 */
export function writeTemplate(ctx: Ctx, kinds: readonly WorkbookSheet[]): Promise<Buffer> {
  return writeWorkbook([explanation(ctx, kinds), ...kinds.map(sheetOf)]);
}

function sheetOf({ titles, columns, examples }: WorkbookSheet): SheetToWrite {
  const entries = Object.entries(columns);
  return {
    name: titles[0]!,
    headings: entries.map(([, column]) => headingOf(column)),
    rows: examples.map((example) => entries.map(([key]) => text(example[key] ?? ""))),
  };
}

const headingOf = ({ headings, required }: ImportColumn) => `${headings[0]}${required ? "*" : ""}`;

function explanation(ctx: Ctx, kinds: readonly WorkbookSheet[]): SheetToWrite {
  const say = (key: string, facts?: Record<string, unknown>) => translate(ctx.language, key, facts);
  const rows = kinds.flatMap(({ titles, columns }) =>
    Object.values(columns).map((column) => [
      text(titles[0]!),
      text(column.headings[0]!),
      text(column.headings.slice(1).join(", ")),
      text(say(column.required ? "exchange.yes" : "exchange.no")),
      text(say(column.help.key, column.help.facts)),
    ]),
  );
  const rules = ["order", "required", "examples", "again", "faults"].map((rule) => [
    text(say(`cutover.rule.${rule}`)),
  ]);
  return {
    name: EXPLANATION_TITLES[0],
    headings: ["sheet", "column", "also", "required", "content"].map((each) =>
      say(`cutover.explanation.${each}`),
    ),
    rows: [...rows, [], ...rules],
  };
}
