import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../access/ctx";
import { refuse } from "../errors/refusal";
import { decodeText, readCsv } from "./read-csv";
import { readExcel, readWorkbook, type NamedSheet } from "./read-excel";
import type { SheetRow } from "./sheet-row";

/** A file as it was sent. */
export interface SourceFile {
  name: string;
  bytes: Buffer;
}

/** A file of a request as bytes. */
export const sourceOf = (file: { name: string; contentBase64: string }): SourceFile => ({
  name: file.name,
  bytes: Buffer.from(file.contentBase64, "base64"),
});

const MEGABYTES = 5;
const LARGEST_FILE = MEGABYTES * 1024 * 1024;
const ZIP = Buffer.from("PK\u0003\u0004", "latin1");
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Reads a CSV or Excel file (the first sheet) into rows of text; what it is, its bytes say, not its name. At most 5 MB.
 *
 * @throws Refusal `import.unreadable` with the reason in the caller's language
 */
export async function readSheetRows(ctx: Ctx, file: SourceFile): Promise<SheetRow[]> {
  const say = (reason: string, facts?: Record<string, unknown>): never =>
    refuse("import.unreadable", {
      reason: translate(ctx.language, `import.reason.${reason}`, facts),
    });
  const { bytes } = file;
  if (bytes.length > LARGEST_FILE) return say("too_large", { megabytes: MEGABYTES });
  if (bytes.subarray(0, 4).equals(OLD_OFFICE)) return say("excel_old");
  if (bytes.subarray(0, 4).equals(ZIP)) return (await readExcel(bytes)) ?? say("excel");
  const text = decodeText(bytes);
  if (text === null) return say("encoding");
  const read = readCsv(text);
  return "faultyRow" in read ? say("csv", { row: read.faultyRow }) : read.rows;
}

const WORKBOOK_MEGABYTES = 20;
const LARGEST_WORKBOOK = WORKBOOK_MEGABYTES * 1024 * 1024;

/**
 * Reads every sheet of an .xlsx into rows of text. At most 20 MB.
 *
 * @throws Refusal `import.unreadable` with the reason in the caller's language
 */
export async function readWorkbookSheets(ctx: Ctx, { bytes }: SourceFile): Promise<NamedSheet[]> {
  const say = (reason: string, facts?: Record<string, unknown>): never =>
    refuse("import.unreadable", {
      reason: translate(ctx.language, `import.reason.${reason}`, facts),
    });
  if (bytes.length > LARGEST_WORKBOOK) return say("too_large", { megabytes: WORKBOOK_MEGABYTES });
  if (bytes.subarray(0, 4).equals(OLD_OFFICE)) return say("excel_old");
  if (!bytes.subarray(0, 4).equals(ZIP)) return say("excel");
  return (await readWorkbook(bytes)) ?? say("excel");
}

export const isEmptyRow = ({ cells }: SheetRow): boolean =>
  cells.every((cell) => cell.trim() === "");
