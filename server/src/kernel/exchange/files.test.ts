import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import writeExcel from "write-excel-file/node";
import type { Cell } from "./cells";
import { writeCsv } from "./csv-file";
import { writeSheet } from "./excel-file";
import { folded, nearDuplicates } from "./near-duplicates";
import { decodeText, readCsv } from "./read-csv";
import { plainNumber, readExcel } from "./read-excel";
import { isSoundArchive } from "./zip-guard";

const text = (value: string): Cell => ({ kind: "text", text: value });
const read = (bytes: Buffer) => {
  const answer = readCsv(decodeText(bytes)!);
  if ("faultyRow" in answer) throw new Error(`row ${answer.faultyRow}`);
  return answer.rows.map(({ cells }) => cells);
};

describe("a CSV file", () => {
  it("gives back every text that was written into it", () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary" }).map((value) => value.toWellFormed()),
      fc.constantFrom(
        "=1+1",
        "+86",
        "-5",
        "@x",
        "'=1",
        "'",
        "a,b",
        'say "x"',
        "two\nlines",
        "\tx",
        " 空 ",
        "\ufeff",
      ),
    );
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(table, (rows) => {
        // A separator is guessed from the first line: ours always has headings there.
        const all = [["a", "b", "c", "d"], ...rows];
        expect(read(writeCsv(all.map((row) => row.map(text))))).toEqual(all);
      }),
      { numRuns: 300 },
    );
  });

  it("holds no text that a spreadsheet would run, and numbers as numbers", () => {
    const bytes = writeCsv([
      [
        text('=HYPERLINK("http://x")'),
        text("@SUM(1)"),
        { kind: "number", text: "-5.5" },
        { kind: "empty" },
      ],
    ]);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString("utf8").slice(1)).toBe(`"'=HYPERLINK(""http://x"")",'@SUM(1),-5.5,\r\n`);
  });

  it.each([
    ["UTF-8", Buffer.from("料号,数量\nA,1\n")],
    ["UTF-8 with its mark", Buffer.from("\ufeff料号,数量\nA,1\n")],
    ["UTF-16", Buffer.from("\ufeff料号\t数量\nA\t1\n", "utf16le")],
    [
      "GB18030",
      Buffer.concat([
        Buffer.from([0xc1, 0xcf, 0xba, 0xc5]),
        Buffer.from(";"),
        Buffer.from([0xca, 0xfd, 0xc1, 0xbf]),
        Buffer.from("\r\nA;1\r\n"),
      ]),
    ],
  ])("is read in %s", (_, bytes) => {
    expect(read(bytes)).toEqual([
      ["料号", "数量"],
      ["A", "1"],
    ]);
  });

  it("keeps row numbers over empty lines, and says where a quote is left open", () => {
    expect(readCsv("a,b\n\n1,2\n")).toEqual({
      rows: [
        { row: 1, cells: ["a", "b"] },
        { row: 2, cells: [""] },
        { row: 3, cells: ["1", "2"] },
      ],
    });
    expect(readCsv('a,b\n1,2\n"open,3\n')).toEqual({ faultyRow: 3 });
    expect(decodeText(Buffer.from([0xff, 0xff, 0x80]))).toBeNull();
  });
});

describe("an Excel file", () => {
  it("gives back texts as they are and numbers as they are shown", async () => {
    const rows: Cell[][] = [
      [text("=1+1"), text(" blank "), { kind: "number", text: "0.1" }],
      [text("007"), { kind: "empty" }, { kind: "number", text: "123456789.123456" }],
      [text("两\n行"), text("x"), { kind: "number", text: "12345678901234.000001" }],
    ];
    const bytes = await writeSheet("清单", ["甲", "乙", "丙"], rows);
    expect((await readExcel(bytes))!.map(({ cells }) => cells)).toEqual([
      ["甲", "乙", "丙"],
      ["=1+1", " blank ", "0.1"],
      ["007", "", "123456789.123456"],
      ["两\n行", "x", "12345678901234.000001"],
    ]);
  });

  it("gives days as days and yes as TRUE", async () => {
    const day = { value: new Date(Date.UTC(2026, 0, 31)), type: Date, format: "yyyy-mm-dd" };
    const bytes = await writeExcel([
      [day, { value: true, type: Boolean }, { value: 0.1 + 0.2, type: Number }],
    ]).toBuffer();
    expect((await readExcel(bytes))![0]!.cells).toEqual(["2026-01-31", "TRUE", "0.3"]);
  });

  it.each([
    ["0.30000000000000004", "0.3"],
    ["1E-3", "0.001"],
    ["1.5E+3", "1500"],
    ["-0.000001", "-0.000001"],
    ["12345678901234567", "12345678901234600"],
    ["0", "0"],
    ["-0", "0"],
    ["100", "100"],
    ["99999999999999.9", "99999999999999.9"],
  ])("shows the double %s as %s", (stored, shown) => {
    expect(plainNumber(stored)).toBe(shown);
  });
});

/** A zip archive of one entry whose stated size may lie. */
function archive(content: Buffer, lie: { local?: number; directory?: number } = {}): Buffer {
  const packed = deflateRawSync(content);
  const name = Buffer.from("xl/workbook.xml");
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(lie.local ?? content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const start = 30 + name.length + packed.length;
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(lie.directory ?? content.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

describe("an archive", () => {
  const content = Buffer.from("x".repeat(5_000));

  it("is sound when it is what it says", () => {
    expect(isSoundArchive(archive(content), 10_000)).toBe(true);
  });

  it("is refused when it unpacks to more than the limit, or states another size than it has", () => {
    expect(isSoundArchive(archive(content), 4_999)).toBe(false);
    expect(isSoundArchive(archive(content, { directory: 10, local: 10 }), 10_000)).toBe(false);
    expect(isSoundArchive(archive(content, { local: 2_000_000_000 }), 10_000)).toBe(false);
    expect(isSoundArchive(archive(content, { directory: 9_000, local: 9_000 }), 10_000)).toBe(
      false,
    );
  });

  it("is refused when bytes stand before, between or after its entries, or the file is cut", () => {
    const sound = archive(content);
    expect(isSoundArchive(Buffer.concat([Buffer.alloc(40), sound]), 10_000)).toBe(false);
    expect(isSoundArchive(sound.subarray(0, sound.length - 5), 10_000)).toBe(false);
    expect(isSoundArchive(Buffer.from("PK\u0003\u0004nonsense"), 10_000)).toBe(false);
  });

  it("never throws, whatever the bytes", () => {
    const sound = archive(content);
    fc.assert(
      fc.property(
        fc.nat(sound.length - 1),
        fc.integer({ min: 0, max: 255 }),
        fc.nat(40),
        (at, value, cut) => {
          const damaged = Buffer.from(sound);
          damaged[at] = value;
          expect(typeof isSoundArchive(damaged.subarray(cut), 10_000)).toBe("boolean");
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("near-duplicates", () => {
  const cells = (...texts: string[]) => texts.map((value, i) => ({ row: i + 2, text: value }));

  it("are the same when only blanks at the ends differ, and suspicious when case, width, blank or underscore do", () => {
    expect(
      nearDuplicates(cells("A b", "A b ", "a_b", "Ａ　b", "ab", "A b")).map(({ code, rows }) => [
        code,
        rows,
      ]),
    ).toEqual([
      ["import.note.same", [2, 3, 7]],
      ["import.note.suspicious", [2, 3, 4, 5, 7]],
    ]);
    expect(nearDuplicates(cells("A", "B", "A"))).toEqual([]);
    expect(folded(" Chain_Retainer  Ｂracket ")).toBe("chain retainer bracket");
  });
});
