import type { PartsListAnswer } from "@quanlian/shared/contract";
import { exact, sum, toDecimalText } from "@quanlian/shared/domain";
import {
  givenSession,
  givenStaff,
  givenTenant,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;

beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => {
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

const LIST = [
  "Part Number,Quantity,Description",
  '"0","50","a part whose name is a digit"',
  '"Bracket, left",2,""',
  "M5x10 screw,34,",
  '"M5x10 screw ",1,',
  "Chain Clip,1,clip",
  "chain_clip,2.5,",
  "导轨 500mm,3,线性导轨",
].join("\n");
const TOTAL = "93.5";

const fileOf = (text: string, name = "list.csv") => ({
  name,
  contentBase64: Buffer.from(text, "utf8").toString("base64"),
});

const importing = (text: string, more: object = {}, token = tenant.admin.token) =>
  product.call<PartsListAnswer>(token, "boms.importParts", {
    code: "PRN-1",
    name: "桌面打印机",
    file: fileOf(text),
    ...more,
  });

interface BomAnswer {
  version: number;
  state: string;
  effectiveFrom: string;
  components: { perBase: string; item: { code: string; name: string } }[];
}

const bill = async (bomVersionId: string | null) =>
  (await product.call<BomAnswer>(tenant.admin.token, "boms.show", { bomVersionId })).data;

const items = async () =>
  (
    await product.call<{ rows: { code: string; name: string; supplyMode: string }[] }>(
      tenant.admin.token,
      "items.list",
      { limit: 200 },
    )
  ).data.rows;

describe("importing a parts list", () => {
  it("makes a product with a bill in force that holds every line of the file", async () => {
    const { data } = await importing(LIST);
    expect(data).toMatchObject({
      rowCount: 7,
      createdCount: 7,
      changedCount: 0,
      unchangedCount: 0,
    });
    const made = await bill(data.bomVersionId);
    expect(made).toMatchObject({ version: 1, state: "released", effectiveFrom: "2026-11-23" });
    expect(toDecimalText(sum(made.components.map(({ perBase }) => exact(perBase))))).toBe(TOTAL);
    const quantityOf = Object.fromEntries(made.components.map((c) => [c.item.name, c.perBase]));
    expect(quantityOf).toEqual({
      "0": "50",
      "Bracket, left": "2",
      "M5x10 screw": "35",
      "Chain Clip": "1",
      chain_clip: "2.5",
      "导轨 500mm": "3",
    });
    const all = await items();
    expect(all.filter(({ supplyMode }) => supplyMode === "make")).toMatchObject([
      { code: "PRN-1" },
    ]);
    expect(all.filter(({ supplyMode }) => supplyMode === "buy")).toHaveLength(6);
  });

  it("says what it did with names that are nearly the same", async () => {
    const { data } = await importing(LIST);
    const notes = data.notes.map(({ code, rows }) => [code, rows]);
    expect(notes).toEqual([
      ["import.note.same", [4, 5]],
      ["import.note.suspicious", [6, 7]],
      ["import.note.added_up", [4, 5]],
    ]);
  });

  it("changes nothing when the same file comes again, and finds the same parts for another product", async () => {
    const first = (await importing(LIST)).data;
    const again = (await importing(LIST)).data;
    expect(again).toMatchObject({ createdCount: 0, changedCount: 0, unchangedCount: 7 });
    expect(again.bomVersionId).toBe(first.bomVersionId);
    const other = (await importing(LIST, { code: "PRN-2", name: "大打印机" })).data;
    expect(other).toMatchObject({ createdCount: 1, unchangedCount: 6 });
    expect(await items()).toHaveLength(8);
  });

  it("writes nothing on a dry run", async () => {
    const { data } = await importing(LIST, { dryRun: true });
    expect(data).toMatchObject({ createdCount: 7, dryRun: true, itemId: null, bomVersionId: null });
    expect(await items()).toEqual([]);
  });

  it("reports every fault by row and column and writes nothing", async () => {
    const faulty = [
      "料号;数量;描述",
      "A;1;",
      ";2;",
      "B;zero;",
      "C;-1;",
      "C;;",
      "桌面打印机;1;",
    ].join("\n");
    const { status, error } = await importing(faulty);
    expect(status).toBe(422);
    expect(error!.code).toBe("import.faulty");
    expect(error!.issues!.map(({ path, code }) => [...path, code])).toEqual([
      ["rows", 3, "part", "import.required"],
      ["rows", 4, "quantity", "import.quantity"],
      ["rows", 5, "quantity", "import.quantity"],
      ["rows", 6, "quantity", "import.required"],
      ["rows", 7, "part", "import.part_is_product"],
    ]);
    expect(error!.issues!.every(({ message }) => /[请补]/.test(message))).toBe(true);
    expect(await items()).toEqual([]);
  });

  it("gives codes that do not clash where the database compares without case", async () => {
    await importing("Part,Qty\nNut M3,1\nNUT M3,2\nＮut M3,3\n");
    const codes = (await items()).map(({ code }) => code).sort();
    expect(codes).toEqual(["NUT M3-2", "Nut M3", "PRN-1", "Ｎut M3-3"].sort());
  });

  it("asks for the rights to create items and to put a bill in force", async () => {
    const clerk = await givenStaff(product, tenant, {
      roles: { permissions: ["boms.importParts", "items.create", "boms.create"] },
    });
    expect((await importing(LIST, {}, clerk.token)).error).toMatchObject({
      code: "auth.forbidden",
      facts: { permission: "boms.release" },
    });
    expect(await items()).toEqual([]);
  });

  it("keeps to its own tenant: parts of another are not found", async () => {
    await importing(LIST);
    tenant = await givenTenant(product);
    expect((await importing(LIST)).data.createdCount).toBe(7);
  });

  it("makes the next version of a product whose list has changed", async () => {
    await importing(LIST);
    product.clock.advance({ days: 1 });
    // A day later the tokens of yesterday are spent.
    const staff = await givenSession(product, tenant.admin.phone);
    const changed = await importing(LIST.replace("34", "36"), {}, staff.token);
    expect(changed.data).toMatchObject({ createdCount: 0, changedCount: 1, unchangedCount: 6 });
    expect(changed.data.itemId).not.toBeNull();
    const made = await product.call<BomAnswer>(staff.token, "boms.show", {
      bomVersionId: changed.data.bomVersionId,
    });
    expect(made.data).toMatchObject({ version: 2, state: "released", effectiveFrom: "2026-11-24" });
  });
});
