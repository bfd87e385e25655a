import {
  createLetterTables,
  jobOf,
  Letter,
  Sender,
  staffOf,
} from "../../../../tests/support/letters";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import type { Ctx } from "../access/ctx";
import { insertRows } from "../db/insert-rows";
import { transact } from "../db/transact";
import type { Refusal } from "../errors/refusal";
import { codeKey } from "./code-key";
import { defineImport, type ImportFault } from "./define-import";
import { writeWorkbook } from "./excel-file";
import { importColumn } from "./import-column";
import { importWorkbook } from "./import-workbook";
import { workbookSheet } from "./workbook-sheet";

let product: TestProduct;

beforeAll(async () => {
  product = await startProduct();
  await createLetterTables(product.services.db);
});
afterAll(() => product.close());
beforeEach(() =>
  transact(jobOf(product), async (tx) => {
    await tx.write("DELETE FROM test_letters WHERE tenant_id = :tenant");
    await tx.write("DELETE FROM test_senders WHERE tenant_id = :tenant");
  }),
);

const senderColumns = {
  name: importColumn.text({
    headings: ["寄件人", "Sender"],
    required: true,
    max: 20,
    unique: true,
  }),
  bankAccount: importColumn.text({ headings: ["账号"], required: true, max: 20 }),
};

const readNames = async (ctx: Ctx) => {
  const sql = "SELECT s.id, s.name FROM test_senders s WHERE s.tenant_id = :tenant";
  const rows = await ctx.rows<{ id: string; name: string }>(sql);
  return new Map(rows.map(({ id, name }) => [codeKey(name), id]));
};

const senderImport = defineImport<typeof senderColumns, { name: string; bankAccount: string }[]>({
  name: "senders.import",
  columns: senderColumns,
  brings: { kind: "sender", column: "name" },
  examples: [{ name: "示例-安达", bankAccount: "6222" }],
  async plan(tx, rows) {
    const known = await readNames(tx);
    const work = rows.map(({ values }) => values).filter(({ name }) => !known.has(codeKey(name)));
    const unchangedCount = rows.length - work.length;
    return { createdCount: work.length, changedCount: 0, unchangedCount, work };
  },
  write: (tx, work) => insertRows(tx, Sender, work),
});

const letterColumns = {
  number: importColumn.text({ headings: ["编号"], required: true, max: 20, unique: true }),
  sender: importColumn.text({ headings: ["寄件人"], required: true, max: 20 }),
  weight: importColumn.quantity({ headings: ["重量"], required: false }),
};

const letterImport = defineImport<typeof letterColumns, { number: string; sender: string }[]>({
  name: "letters.import",
  columns: letterColumns,
  async check(tx, rows, siblings) {
    const known = await readNames(tx);
    return rows.flatMap(({ row, values: { sender } }): ImportFault<typeof letterColumns>[] => {
      if (sender === undefined || known.has(codeKey(sender))) return [];
      if (siblings.brings("sender", sender)) return [];
      return [{ row, column: "sender", code: "import.reference", facts: { value: sender } }];
    });
  },
  async plan(tx, rows) {
    const there = await tx.rows<{ number: string }>(
      "SELECT l.number FROM test_letters l WHERE l.tenant_id = :tenant",
    );
    const known = new Set(there.map(({ number }) => number));
    const work = rows.map(({ values }) => values).filter(({ number }) => !known.has(number));
    const unchangedCount = rows.length - work.length;
    return { createdCount: work.length, changedCount: 0, unchangedCount, work };
  },
  async write(tx, work) {
    const senders = await readNames(tx);
    const letters = work.map(({ number, sender }) => ({
      number,
      senderId: senders.get(codeKey(sender))!,
      state: "draft",
      urgent: false,
    }));
    await insertRows(tx, Letter, letters);
  },
});

const kinds = [
  workbookSheet(["寄件人", "Senders"], "core", senderImport),
  workbookSheet(["信件", "Letters"], "core", letterImport),
];

async function workbook(sheets: Record<string, string[][]>) {
  const bytes = await writeWorkbook(
    Object.entries(sheets).map(([name, [headings = [], ...rows]]) => ({
      name,
      headings,
      rows: rows.map((row) => row.map((text) => ({ kind: "text" as const, text }))),
    })),
  );
  return { name: "book.xlsx", bytes };
}

const imported = async (sheets: Record<string, string[][]>, ctx = jobOf(product)) => {
  const file = await workbook(sheets);
  return transact(ctx, (tx) => importWorkbook(tx, kinds, file));
};

const refusalOf = async (sheets: Record<string, string[][]>, ctx = jobOf(product)) =>
  (await imported(sheets, ctx).then(
    () => null,
    (error: unknown) => error,
  )) as Refusal;

const counts = async () => [
  (await readNames(jobOf(product))).size,
  (
    await jobOf(product).rows<{ number: string }>(
      "SELECT l.number FROM test_letters l WHERE l.tenant_id = :tenant",
    )
  ).length,
];

const SENDERS = ["寄件人*", "账号*"];
const LETTERS = ["编号*", "寄件人*", "重量"];

describe("importing a workbook", () => {
  const book = {
    说明: [["随便写什么"]],
    // Letters stand before their senders: the kinds decide the order, not the file.
    信件: [LETTERS, ["L-1", "安达", "1.5"], ["L-2", "远航", ""]],
    寄件人: [SENDERS, ["示例-某某", "x"], ["安达", "1"], ["远航", "2"]],
    备忘: [["给自己看的"]],
  };

  it("writes every sheet in the order of its references, ignores examples and tells what it left aside", async () => {
    const answer = await imported(book);
    expect(answer.sheets.map(({ notes: _, ...rest }) => rest)).toEqual([
      {
        ...{ sheet: "寄件人", kind: "senders.import", rowCount: 2 },
        ...{ createdCount: 2, changedCount: 0, unchangedCount: 0 },
      },
      {
        ...{ sheet: "信件", kind: "letters.import", rowCount: 2 },
        ...{ createdCount: 2, changedCount: 0, unchangedCount: 0 },
      },
    ]);
    expect(answer.sheets[0]!.notes).toMatchObject([{ code: "import.note.examples", rows: [2] }]);
    expect(answer.unknownSheets).toEqual(["备忘"]);
    expect(await counts()).toEqual([2, 2]);
  });

  it("changes nothing when it comes again", async () => {
    await imported(book);
    const again = await imported(book);
    expect(again.sheets.map((sheet) => [sheet.createdCount, sheet.unchangedCount])).toEqual([
      [0, 2],
      [0, 2],
    ]);
    expect(await counts()).toEqual([2, 2]);
  });

  it("names every fault of every sheet at once and writes nothing", async () => {
    const refusal = await refusalOf({
      // 远航 has no account: its own fault, and no second one for the letter that names it.
      寄件人: [SENDERS, ["安达", "1"], ["远航", ""], ["安达", "3"]],
      信件: [LETTERS, ["L-1", "安达", "-1"], ["L-2", "远航", ""], ["", "没有的", "1"]],
    });
    expect(refusal.code).toBe("import.faulty");
    expect(refusal.facts).toEqual({ count: 5 });
    expect(refusal.issues.map(({ path, code }) => [...path, code])).toEqual([
      ["sheets", "寄件人", "rows", 3, "bankAccount", "import.required"],
      ["sheets", "寄件人", "rows", 4, "name", "import.duplicate"],
      ["sheets", "信件", "rows", 2, "weight", "import.quantity"],
      ["sheets", "信件", "rows", 4, "number", "import.required"],
      ["sheets", "信件", "rows", 4, "sender", "import.reference"],
    ]);
    for (const { message } of refusal.issues) expect(message).toMatch(/请/);
    expect(await counts()).toEqual([0, 0]);
  });

  it("reports a missing column once and still checks the other sheets", async () => {
    const refusal = await refusalOf({
      寄件人: [["寄件人"], ["安达"]],
      信件: [LETTERS, ["L-1", "安达", "x"]],
    });
    expect(refusal.issues.map(({ path }) => path)).toEqual([
      ["sheets", "寄件人", "columns", "bankAccount"],
      ["sheets", "信件", "rows", 2, "weight"],
    ]);
  });

  it("refuses two sheets of one kind, a sheet without headings and a file without a known sheet", async () => {
    const twice = await refusalOf({ 寄件人: [SENDERS, ["安达", "1"]], Senders: [SENDERS] });
    expect(twice.issues).toMatchObject([
      { path: ["sheets", "Senders"], code: "import.sheet_twice" },
    ]);
    const bare = await refusalOf({ 寄件人: [["不认识"], ["安达"]] });
    expect(bare.issues).toMatchObject([
      { path: ["sheets", "寄件人"], code: "import.sheet_unreadable" },
    ]);
    const strange = await refusalOf({ 别的: [["x"]] });
    expect(strange.code).toBe("import.unreadable");
    expect(strange.facts.reason).toContain("信件");
    expect(await counts()).toEqual([0, 0]);
  });

  it("asks for the right to each sheet's own import", async () => {
    const mayImportLetters = staffOf(product, { permissions: ["letters.import"] });
    const refusal = await refusalOf(book, mayImportLetters);
    expect([refusal.code, refusal.facts]).toEqual([
      "auth.forbidden",
      { permission: "senders.import" },
    ]);
  });
});
