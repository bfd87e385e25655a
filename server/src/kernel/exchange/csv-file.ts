import { stringify } from "csv-stringify/sync";
import type { Cell } from "./cells";

/** Excel reads a CSV as UTF-8 only behind a byte order mark. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * Rows as CSV: UTF-8 with a byte order mark, comma, CRLF.
 *
 * A text that a spreadsheet would run as a formula (it begins with = + - @, tab or return) gets an apostrophe before it,
 * as OWASP's "CSV injection" advises; numbers are written by us and stay numbers. `unguarded` takes it off again.
 */
export function writeCsv(rows: readonly (readonly Cell[])[]): Buffer {
  const lines = rows.map((row) => row.map(cellText));
  return Buffer.from(BYTE_ORDER_MARK + stringify(lines, { record_delimiter: "\r\n" }), "utf8");
}

const FORMULA = /^[=+\-@\t\r]/;
const GUARDED = /^'[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  if (cell.kind === "empty") return "";
  if (cell.kind === "number") return cell.text;
  // A text that looks guarded already is guarded once more, so that reading gives back exactly what was written.
  return FORMULA.test(cell.text) || GUARDED.test(cell.text) ? `'${cell.text}` : cell.text;
}

/** A text of a CSV of ours as it was: the apostrophe before a formula is gone. */
export const unguarded = (text: string): string =>
  GUARDED.test(text) || /^''[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
