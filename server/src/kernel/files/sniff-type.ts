import { TextDecoder } from "node:util";

/** A kind of file that may be uploaded: what it is served as, and the endings that its name may have. */
export interface FileType {
  mime: string;
  endings: readonly string[];
}

const type = (mime: string, ...endings: string[]): FileType => ({ mime, endings });

const PDF = type("application/pdf", "pdf");
const PNG = type("image/png", "png");
const JPEG = type("image/jpeg", "jpg", "jpeg");
const WEBP = type("image/webp", "webp");
const DWG = type("image/vnd.dwg", "dwg");
const DXF = type("image/vnd.dxf", "dxf");
const STEP = type("model/step", "step", "stp");
const XLSX = type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
const DOCX = type(
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "docx",
);
const CSV = type("text/csv; charset=utf-8", "csv");
const CHINESE_CSV = type("text/csv; charset=gb18030", "csv");
const TEXT = type("text/plain; charset=utf-8", "txt");

const ZIP = "PK\u0003\u0004";
const HEAD_BYTES = 4_096;
/** A zip lists its entries at its end; 64 kB hold those of any ordinary workbook. */
const TAIL_BYTES = 65_536;

/**
 * Tells the type of a file from its bytes while they pass; what the sender says of it counts for nothing but the ending
 * of its name, which must be one of that type: an `.exe` renamed `.pdf`, or a page named `.html`, is none of ours.
 */
export interface Sniffer {
  see(chunk: Uint8Array): void;
  /** The type, once all bytes were seen; null for one that is not accepted under this name. */
  verdict(): FileType | null;
}

export function createSniffer(name: string): Sniffer {
  const ending = /\.([a-z0-9]{1,8})$/.exec(name.toLowerCase())?.[1] ?? "";
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  const text = createTextCheck();
  return {
    see(chunk) {
      if (head.length < HEAD_BYTES) {
        head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      }
      tail = Buffer.concat([tail, chunk]).subarray(-TAIL_BYTES);
      text.see(chunk);
    },
    verdict() {
      const found = binaryType(head, tail) ?? textType(head, ending, text);
      return found?.endings.includes(ending) ? found : null;
    },
  };
}

function binaryType(head: Buffer, tail: Buffer): FileType | null {
  const start = head.toString("latin1");
  if (start.startsWith("%PDF-")) return PDF;
  if (start.startsWith("\u0089PNG\r\n\u001a\n")) return PNG;
  if (start.startsWith("\u00ff\u00d8\u00ff")) return JPEG;
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return WEBP;
  if (/^AC10(?:12|14|15|18|21|24|27|32)/.test(start)) return DWG;
  if (start.startsWith("AutoCAD Binary DXF\r\n\u001a\u0000")) return DXF;
  if (start.startsWith(ZIP)) return officeType(tail.toString("latin1"));
  return null;
}

/** Which Office document a zip is, by the entries that it lists; one with macros is refused. */
function officeType(listing: string): FileType | null {
  if (/vbaProject\.bin|\.exe|\.dll/i.test(listing)) return null;
  if (!listing.includes("[Content_Types].xml")) return null;
  if (listing.includes("xl/workbook.xml")) return XLSX;
  return listing.includes("word/document.xml") ? DOCX : null;
}

function textType(head: Buffer, ending: string, text: TextCheck): FileType | null {
  if (!text.isUtf8() && !text.isGb18030()) return null;
  const start = head.toString("latin1").replace(/^\u00ef\u00bb\u00bf/, "");
  if (start.startsWith("ISO-10303-21;")) return STEP;
  // A DXF begins with group 0, SECTION; comments (group 999) may stand before it.
  if (/^(?:\s*999\r?\n[^\n]*\n)*\s*0\r?\n\s*SECTION\r?\n/.test(start)) return DXF;
  if (ending === "csv") return text.isUtf8() ? CSV : CHINESE_CSV;
  return text.isUtf8() ? TEXT : null;
}

interface TextCheck {
  see(chunk: Uint8Array): void;
  isUtf8(): boolean;
  isGb18030(): boolean;
}

/** Text has no control characters but tab and line ends, and decodes from its first byte to its last. */
function createTextCheck(): TextCheck {
  const decoders = { "utf-8": newDecoder("utf-8"), gb18030: newDecoder("gb18030") };
  let clean = true;
  const feed = (name: keyof typeof decoders, chunk?: Uint8Array) => {
    const decoder = decoders[name];
    if (!decoder) return false;
    try {
      if (chunk) decoder.decode(chunk, { stream: true });
      else decoder.decode();
      return true;
    } catch {
      decoders[name] = null;
      return false;
    }
  };
  return {
    see(chunk) {
      if (clean && hasControls(chunk)) clean = false;
      if (!clean) return;
      feed("utf-8", chunk);
      feed("gb18030", chunk);
    },
    isUtf8: () => clean && feed("utf-8"),
    isGb18030: () => clean && feed("gb18030"),
  };
}

const newDecoder = (encoding: string): TextDecoder | null =>
  new TextDecoder(encoding, { fatal: true });

function hasControls(chunk: Uint8Array): boolean {
  return chunk.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13);
}
