import writeExcel from "write-excel-file/node";
import type { Cell } from "./cells";

/** Excel keeps numbers as doubles: up to 15 digits they come back as they went in. */
const EXACT_DIGITS = 15;
const WIDEST = 60;
const NARROWEST = 8;

/** Rows as an .xlsx sheet: the first row bold and fixed, texts as texts (never formulas), numbers as numbers. */
export async function writeSheet(
  name: string,
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<Buffer> {
  return writeWorkbook([{ name, headings, rows }]);
}

/** A sheet before it takes the form of a file. */
export interface SheetToWrite {
  name: string;
  headings: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** Several sheets as one .xlsx, each written as `writeSheet` writes one. */
export async function writeWorkbook(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  const written = sheets.map(({ name, headings, rows }) => ({
    data: [
      headings.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
      ...rows.map((row) => row.map(sheetCell)),
    ],
    sheet: sheetName(name),
    columns: headings.map((heading, i) => ({ width: widthOf(heading, rows, i) })),
    stickyRowsCount: 1,
  }));
  return writeExcel(written).toBuffer();
}

function sheetCell(cell: Cell) {
  if (cell.kind === "empty") return null;
  const digits = cell.text.replace(/^-?0*|\D/g, "").length;
  if (cell.kind === "text" || digits > EXACT_DIGITS) return { value: cell.text, type: String };
  // The file's own form of a number; nothing is calculated with it.
  return { value: Number(cell.text), type: Number };
}

/** Excel allows 31 characters and none of these signs. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\]/g, " ").slice(0, 31) || "Sheet1";

function widthOf(heading: string, rows: readonly (readonly Cell[])[], column: number): number {
  let widest = displayWidth(heading);
  for (const row of rows.slice(0, 100)) {
    const cell = row[column];
    if (cell && cell.kind !== "empty") widest = Math.max(widest, displayWidth(cell.text));
  }
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}

/** Chinese characters are as wide as two Latin ones. */
const displayWidth = (text: string) =>
  Array.from(text).reduce((sum, sign) => sum + (sign > "\u2e7f" ? 2 : 1), 0);
