import type { ExportQuery, Issue } from "@quanlian/shared/contract";
import {
  createLetterTables,
  customerOf,
  jobOf,
  Letter,
  letterList,
  letters,
  OTHER_TENANT,
  Sender,
  staffOf,
} from "../../../../tests/support/letters";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { insertRows } from "../db/insert-rows";
import { transact } from "../db/transact";
import type { Refusal } from "../errors/refusal";
import { defineImport } from "./define-import";
import { writeSheet } from "./excel-file";
import { exportRows, installExportStore } from "./export-rows";
import { importColumn } from "./import-column";
import { importRows } from "./import-rows";
import { decodeText, readCsv } from "./read-csv";
import { readExcel } from "./read-excel";

let product: TestProduct;

beforeAll(async () => {
  product = await startProduct();
  await createLetterTables(product.services.db);
  await transact(jobOf(product), async (tx) => {
    await insertRows(tx, Sender, [{ id: "901", name: "安达五金", bankAccount: "6222-BANK" }]);
    await insertRows(
      tx,
      Letter,
      Array.from({ length: 30 }, (_, i) => ({
        id: String(1_000 + i),
        number: `L-${String(i).padStart(2, "0")}`,
        title: i === 0 ? "=cmd|' /C calc'!A0" : "普通, 标题",
        state: "sent",
        senderId: i % 2 === 0 ? "901" : null,
        weight: "1.5",
        postageCents: 1_234_567 as never,
        costCents: 4_321 as never,
        sentOn: "2026-11-23" as never,
        readAt: new Date("2026-11-23T09:05:07Z"),
        urgent: i === 1,
        ownerId: i < 10 ? "501" : "502",
      })),
    );
  });
  await transact(jobOf(product, OTHER_TENANT), (tx) =>
    insertRows(tx, Letter, [
      { id: "77", number: "FOREIGN", title: "FOREIGN", state: "sent", urgent: false },
    ]),
  );
});
afterAll(() => product.close());

const bytesOf = (file: { contentBase64: string | null }) =>
  Buffer.from(file.contentBase64!, "base64");
const csvOf = (file: { contentBase64: string | null }) => {
  const read = readCsv(decodeText(bytesOf(file))!);
  return "rows" in read ? read.rows.map(({ cells }) => cells) : [];
};

describe("exporting a list", () => {
  it("writes all rows of the query with the same columns, as CSV and as Excel", async () => {
    const query: ExportQuery<(typeof letterList)["fields"]>["query"] = {
      columns: [
        "number",
        "title",
        "sender",
        "weight",
        "postageCents",
        "sentOn",
        "readAt",
        "urgent",
      ],
      sort: [{ field: "number", direction: "asc" }],
    };
    const csv = await exportRows(jobOf(product), letters, {
      format: "csv",
      query,
    });
    expect(csv).toMatchObject({ name: "letters-2026-11-23.csv", rowCount: 30, fileId: null });
    const rows = csvOf(csv);
    expect(rows).toHaveLength(31);
    expect(rows[1]).toEqual([
      "L-00",
      "=cmd|' /C calc'!A0",
      "安达五金",
      "1.5",
      "12345.67",
      "2026-11-23",
      "2026-11-23 17:05:07",
      "否",
    ]);
    expect(bytesOf(csv).toString("utf8")).toContain(",'=cmd|");
    expect(rows[2]![7]).toBe("是");
    const xlsx = await exportRows(jobOf(product), letters, {
      format: "xlsx",
      query,
    });
    expect((await readExcel(bytesOf(xlsx)))!.map(({ cells }) => cells)).toEqual(rows);
  });

  it("reads page after page, in the order of the list", async () => {
    const all = csvOf(
      await exportRows(jobOf(product), letters, { format: "csv", query: { columns: ["number"] } }),
    );
    expect(all.slice(1).map(([number]) => number)).toEqual(
      Array.from({ length: 30 }, (_, i) => `L-${String(29 - i).padStart(2, "0")}`),
    );
  });

  it("keeps the row rule, the tenant, the party and the masks", async () => {
    const own = await exportRows(staffOf(product, { scope: "own" }), letters, { format: "csv" });
    expect(own.rowCount).toBe(10);
    const masked = await exportRows(staffOf(product, { masks: ["cost", "bank"] }), letters, {
      format: "csv",
    });
    const shown = bytesOf(masked).toString("utf8");
    expect(shown).not.toContain("43.21");
    expect(shown).not.toContain("BANK");
    expect(shown).not.toContain("FOREIGN");
    expect(
      bytesOf(await exportRows(jobOf(product), letters, { format: "csv" })).toString("utf8"),
    ).toContain("43.21");
    const asking = exportRows(staffOf(product, { masks: ["cost"] }), letters, {
      format: "csv",
      query: { columns: ["costCents"] },
    });
    await expect(asking).rejects.toMatchObject({ code: "auth.field_masked" });
    expect(
      (await exportRows(customerOf(product, "901"), letters, { format: "csv" })).rowCount,
    ).toBe(15);
    // The right to list is not the right to export.
    const lister = staffOf(product, { permissions: ["letters.list"] });
    expect((await exportRows(lister, letters, { format: "csv" })).rowCount).toBe(0);
  });

  it("hands a large file to the store, and refuses one that is beyond the limit before reading it", async () => {
    const stored: string[] = [];
    installExportStore((_, { name, bytes }) => {
      stored.push(`${name} ${bytes.length > 2_000_000}`);
      return Promise.resolve("4711");
    });
    const ids = Array.from({ length: 50_000 }, (_, i) => i);
    await transact(jobOf(product, "7003"), (tx) =>
      insertRows(
        tx,
        Letter,
        ids.map((i) => ({
          id: String(10_000_000 + i),
          number: `N${i}`,
          title: "很长的标题".repeat(4),
          state: "sent",
          urgent: false,
        })),
      ),
    );
    const large = await exportRows(jobOf(product, "7003"), letters, { format: "csv" });
    expect(large).toMatchObject({ rowCount: 50_000, contentBase64: null, fileId: "4711" });
    expect(stored).toEqual(["letters-2026-11-23.csv true"]);
    await transact(jobOf(product, "7003"), (tx) =>
      insertRows(tx, Letter, [
        { id: "9", number: "one more", title: "", state: "sent", urgent: false },
      ]),
    );
    const before = product.statements.length;
    await expect(
      exportRows(jobOf(product, "7003"), letters, { format: "csv" }),
    ).rejects.toMatchObject({
      code: "export.too_large",
      facts: { count: 50_001, limit: 50_000 },
    });
    expect(product.statements.length - before).toBe(1);
  }, 60_000);
});

const columns = {
  number: importColumn.text({
    headings: ["编号", "Number"],
    required: true,
    max: 20,
    unique: true,
    tellsNearDuplicates: true,
  }),
  title: importColumn.text({ headings: ["标题", "Title"], required: false, max: 40 }),
  state: importColumn.word({
    headings: ["状态", "State"],
    required: true,
    words: { draft: ["草稿"], sent: ["已寄", "posted"] },
  }),
  weight: importColumn.quantity({ headings: ["重量", "Weight"], required: true }),
  postage: importColumn.money({ headings: ["邮资"], required: false }),
  pages: importColumn.integer({ headings: ["页数"], required: false }),
  sentOn: importColumn.day({ headings: ["日期"], required: false }),
  urgent: importColumn.flag({ headings: ["加急"], required: true }),
  sender: importColumn.text({ headings: ["寄件人"], required: false, max: 128 }),
};

const definition = defineImport({
  name: "letters",
  columns,
  async check(tx, rows) {
    const known = await tx.rows<{ name: string }>(
      "SELECT s.name FROM test_senders s WHERE s.tenant_id = :tenant",
    );
    const names = new Set(known.map(({ name }) => name));
    return rows.flatMap(({ row, values }) =>
      values.sender && !names.has(values.sender)
        ? [
            {
              row,
              column: "sender" as const,
              code: "import.reference",
              facts: { value: values.sender },
            },
          ]
        : [],
    );
  },
  async plan(tx, rows) {
    const known = await tx.rows<{ number: string }>(
      "SELECT l.number FROM test_letters l WHERE l.tenant_id = :tenant",
    );
    const there = new Set(known.map(({ number }) => number));
    const created = rows
      .filter(({ values }) => !there.has(values.number))
      .map(({ values }) => values);
    return {
      createdCount: created.length,
      changedCount: 0,
      unchangedCount: rows.length - created.length,
      work: created,
    };
  },
  write: (tx, created) =>
    insertRows(
      tx,
      Letter,
      created.map(({ number, title, state, weight, urgent, sentOn, pages }) => ({
        number,
        title,
        state,
        weight,
        urgent,
        sentOn,
        pages,
      })),
    ),
});

const IMPORT_TENANT = "7010";
const importing = (content: string | Buffer, options = {}) =>
  transact(jobOf(product, IMPORT_TENANT), (tx) =>
    importRows(tx, definition, { name: "file", bytes: Buffer.from(content as string) }, options),
  );
const refusalOf = async (content: string | Buffer): Promise<Refusal> =>
  importing(content).then(
    () => {
      throw new Error("it was imported");
    },
    (error: Refusal) => error,
  );
const lettersThere = () =>
  jobOf(product, IMPORT_TENANT).rows<{ number: string; weight: string }>(
    "SELECT l.number, l.weight FROM test_letters l WHERE l.tenant_id = :tenant ORDER BY l.number",
  );

const HEAD = "编号,标题,状态,重量,邮资,页数,日期,加急,寄件人";
/** Sound cells, in the order of the headings. */
const sound = (i: number) => [`N${i}`, "题", "已寄", "2.5", "3.20", "4", "2026-11-23", "否", ""];
const csv = (rows: string[][]) => [HEAD, ...rows.map((row) => row.join(","))].join("\r\n");

describe("importing", () => {
  beforeEach(() =>
    transact(jobOf(product, IMPORT_TENANT), (tx) =>
      tx.write("DELETE FROM test_letters WHERE tenant_id = :tenant"),
    ),
  );

  it("finds all of 200 sown faults in one pass, each by row and column, and writes nothing", async () => {
    const bad: Record<number, [string, string][]> = {
      0: [
        ["", "import.required"],
        ["x".repeat(21), "import.text_long"],
      ],
      1: [
        ["长".repeat(41), "import.text_long"],
        ["a\u0007b", "import.text_control"],
      ],
      2: [
        ["丢失", "import.word"],
        ["", "import.required"],
      ],
      3: [
        ["0", "import.quantity"],
        ["-1", "import.quantity"],
        ["1 kg", "import.quantity"],
        ["1.1234567", "import.quantity"],
      ],
      4: [
        ["3.205", "import.money"],
        ["abc", "import.money"],
      ],
      5: [
        ["1.5", "import.integer"],
        ["many", "import.integer"],
      ],
      6: [
        ["2026-02-30", "import.day"],
        ["tomorrow", "import.day"],
      ],
      7: [
        ["maybe", "import.flag"],
        ["", "import.required"],
      ],
      8: [["无此人", "import.reference"]],
    };
    const keys = Object.keys(columns);
    const rows = Array.from({ length: 400 }, (_, i) => sound(i));
    const sown = new Map<string, string>();
    for (let n = 0; n < 199; n += 1) {
      const row = (n * 7) % 400;
      const column = n % 9;
      const choices = bad[column]!;
      const [value, code] = choices[n % choices.length]!;
      rows[row]![column] = value;
      sown.set(`rows.${row + 2}.${keys[column]}`, code);
    }
    rows[399]![0] = rows[1]![0]!.toLowerCase();
    sown.set("rows.401.number", "import.duplicate");
    expect(sown.size).toBe(200);
    const refusal = await refusalOf(csv(rows));
    expect([refusal.code, refusal.facts]).toEqual(["import.faulty", { count: 200 }]);
    const found = new Map(refusal.issues.map(({ path, code }: Issue) => [path.join("."), code]));
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(sown));
    expect(
      refusal.issues.every(({ message }) => message.length > 3 && !message.startsWith("import.")),
    ).toBe(true);
    expect(await lettersThere()).toEqual([]);
  });

  it("previews, writes, and changes nothing when the same file comes again", async () => {
    const file = csv([sound(1), sound(2)]);
    const expected = {
      rowCount: 2,
      createdCount: 2,
      changedCount: 0,
      unchangedCount: 0,
      notes: [],
    };
    expect(await importing(file, { dryRun: true })).toEqual({ ...expected, dryRun: true });
    expect(await lettersThere()).toEqual([]);
    expect(await importing(file)).toEqual({ ...expected, dryRun: false });
    expect(await lettersThere()).toEqual([
      { number: "N1", weight: "2.500000" },
      { number: "N2", weight: "2.500000" },
    ]);
    expect(await importing(file)).toMatchObject({ createdCount: 0, unchangedCount: 2 });
    expect(await lettersThere()).toHaveLength(2);
  });

  it("reads Excel as it reads CSV, also below a title, with English headings and unknown columns told", async () => {
    const head = ["Number *", " state ", "Ｗeight", "加急", "备用"];
    const row = ["E1", "posted", "１２.5", "Yes", "x"].map((text) => ({
      kind: "text" as const,
      text,
    }));
    const title = [{ kind: "text" as const, text: "2026 年信件" }];
    const bytes = await writeSheet(
      "x",
      ["", "", "", "", ""],
      [title, head.map((text) => ({ kind: "text" as const, text })), row],
    );
    const answer = await importing(bytes);
    expect(answer).toMatchObject({ rowCount: 1, createdCount: 1 });
    expect(answer.notes).toMatchObject([{ code: "import.note.column_unknown", rows: [3] }]);
    expect(await lettersThere()).toEqual([{ number: "E1", weight: "12.500000" }]);
  });

  it("names missing and doubled columns once each, beside the faults of the cells", async () => {
    const refusal = await refusalOf("编号,Number,状态,重量\nA,A,已寄,x\n");
    expect(refusal.issues.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["columns.number", "import.column_twice"],
      ["columns.urgent", "import.column_missing"],
      ["rows.2.weight", "import.quantity"],
    ]);
  });

  it("tells near-duplicates in notes", async () => {
    const rows = ["A 1", "a_1"].map((number) => [number, ...sound(1).slice(1)]);
    const { notes, createdCount } = await importing(csv(rows));
    expect([createdCount, notes]).toMatchObject([
      2,
      [{ code: "import.note.suspicious", rows: [2, 3] }],
    ]);
  });

  it.each([
    ["", "空"],
    ["编号,状态,重量,加急\n", "空"],
    ["something,else\n1,2\n", "列名"],
    ['\ufeff编号\n"open', "引号"],
    [Buffer.from([0xff, 0xff, 0x80, 0x0a]), "编码"],
    [Buffer.from("PK\u0003\u0004 not a sheet", "latin1"), "xlsx"],
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "xls"],
    [Buffer.alloc(5 * 1024 * 1024 + 1, "a"), "5 MB"],
    [csv(Array.from({ length: 20_001 }, (_, i) => sound(i))), "20000"],
  ])("says why a file cannot be read (%#)", async (content, reason) => {
    const refusal = await refusalOf(content);
    expect(refusal.code).toBe("import.unreadable");
    expect(refusal.facts.reason).toContain(reason);
  });
});
