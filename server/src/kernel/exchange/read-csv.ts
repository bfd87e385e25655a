import { CsvError, parse } from "csv-parse/sync";
import { unguarded } from "./csv-file";
import type { SheetRow } from "./sheet-row";

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_MARK = Buffer.from([0xff, 0xfe]);
const SEPARATORS = [",", ";", "\t"] as const;
const LONGEST_ROW = 500_000;

/**
 * The text of a file: UTF-8 with or without its mark, UTF-16 with it (Excel's "Unicode text"), otherwise GB18030, which
 * Chinese Excel writes by itself. Null when it is none of them.
 */
export function decodeText(bytes: Buffer): string | null {
  const encodings = bytes.subarray(0, 2).equals(UTF16_MARK) ? ["utf-16le"] : ["utf-8", "gb18030"];
  // A file with UTF-8's mark is UTF-8 or broken: as GB18030 it would be read, but as nonsense.
  if (bytes.subarray(0, 3).equals(UTF8_MARK)) encodings.splice(1);
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return null;
}

/** Rows of a CSV text; comma, semicolon or tab, whichever its first line has most of. Or the row that cannot be read. */
export function readCsv(text: string): { rows: SheetRow[] } | { faultyRow: number } {
  try {
    const records = parse(text, {
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: LONGEST_ROW,
    });
    return { rows: records.map((cells, i) => ({ row: i + 1, cells: cells.map(unguarded) })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { faultyRow: Number(error.records ?? 0) + 1 };
  }
}

function separatorOf(text: string): string {
  const firstLine = /^\s*(.*)$/m.exec(text)?.[1] ?? "";
  const bare = firstLine.replace(/"(?:[^"]|"")*"/g, "");
  const counts = SEPARATORS.map((sign) => bare.split(sign).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}
