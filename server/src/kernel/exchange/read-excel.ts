import readWorkbookFile, { readSheet } from "read-excel-file/node";
import { isSoundArchive } from "./zip-guard";
import type { SheetRow } from "./sheet-row";

/** What a sheet unpacks to: 20,000 rows of 30 columns are a tenth of it. */
const LARGEST_UNPACKED = 100 * 1024 * 1024;

/** Rows of the first sheet, or null when the file is damaged or dressed up as one. */
export async function readExcel(bytes: Buffer): Promise<SheetRow[] | null> {
  if (!isSoundArchive(bytes, LARGEST_UNPACKED)) return null;
  try {
    const rows = await readSheet(bytes, 1, { trim: false, parseNumber: plainNumber });
    return rows.map((cells, i) => ({ row: i + 1, cells: cells.map(cellText) }));
  } catch {
    // The reader throws plain errors of many kinds for damaged parts; the sender can only save the file anew.
    return null;
  }
}

/** A sheet of a workbook with its name. */
export interface NamedSheet {
  name: string;
  rows: SheetRow[];
}

/** What a workbook unpacks to: 10,000 items with bills of materials, prices and stock are a tenth of it. */
const LARGEST_WORKBOOK_UNPACKED = 250 * 1024 * 1024;

/** Every sheet of an .xlsx in its order, or null when the file is damaged or dressed up as one. */
export async function readWorkbook(bytes: Buffer): Promise<NamedSheet[] | null> {
  if (!isSoundArchive(bytes, LARGEST_WORKBOOK_UNPACKED)) return null;
  try {
    const sheets = await readWorkbookFile(bytes, { trim: false, parseNumber: plainNumber });
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: data.map((cells, i) => ({ row: i + 1, cells: cells.map(cellText) })),
    }));
  } catch {
    return null;
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return dateText(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return String(value as string | number);
}

/** Excel's dates know no zone: the reader gives them in UTC. */
function dateText(at: Date): string {
  const [day = "", time = ""] = at.toISOString().split("T");
  return time.startsWith("00:00:00") ? day : `${day} ${time.slice(0, 8)}`;
}

/**
 * A number as Excel shows it. The file holds doubles (0.1 + 0.2 as 0.30000000000000004), Excel shows and means 15 digits.
 */
export function plainNumber(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const [mantissa = "0", exponent = "0"] = value.toExponential(14).split("e");
  const negative = mantissa.startsWith("-");
  const digits = mantissa.replace(/[-.]/g, "");
  const point = Number(exponent) + 1;
  const padded = point <= 0 ? `${"0".repeat(1 - point)}${digits}` : digits.padEnd(point, "0");
  const at = point <= 0 ? 1 : point;
  const places = padded.slice(at).replace(/0+$/, "");
  const units = padded.slice(0, at);
  const plain = places === "" ? units : `${units}.${places}`;
  return negative && value !== 0 ? `-${plain}` : plain;
}
