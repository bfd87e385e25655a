import { randomUUID } from "node:crypto";
import type { ImportAnswer, MadeFile, Unit, WorkbookAnswer } from "@quanlian/shared/contract";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { writeWorkbook } from "./excel-file";
import { readWorkbook } from "./read-excel";

let product: TestProduct;
let tenant: GivenTenant;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

const base64 = (bytes: Buffer) => ({
  name: "book.xlsx",
  contentBase64: bytes.toString("base64"),
});

const unitsBook = (rows: string[][]) =>
  writeWorkbook([
    {
      name: "计量单位",
      headings: ["单位编码*", "单位名称*", "小数位数*"],
      rows: rows.map((row) => row.map((text) => ({ kind: "text", text }))),
    },
  ]);

const unitCodes = async (token = tenant.admin.token) => {
  const { data } = await product.call<{ rows: Unit[] }>(token, "units.list");
  return data.rows.map(({ code }) => code);
};

const upload = async (token: string, bytes: Buffer) => {
  const response = await fetch(`${product.url}/files`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "idempotency-key": randomUUID(),
      "x-file-name": "book.xlsx",
    },
    body: new Uint8Array(bytes),
  });
  return ((await response.json()) as { id: string }).id;
};

describe("moving in with a workbook", () => {
  it("previews what an import would do and leaves nothing behind", async () => {
    const { token } = tenant.admin;
    const file = base64(await unitsBook([["kg", "千克", "3"]]));
    const preview = await product.call<WorkbookAnswer>(token, "cutover.preview", { file });
    expect(preview.data.sheets).toMatchObject([{ sheet: "计量单位", createdCount: 1 }]);
    expect(await unitCodes()).not.toContain("kg");

    const done = await product.call<WorkbookAnswer>(token, "cutover.import", { file });
    expect(done.data).toEqual(preview.data);
    expect(await unitCodes()).toContain("kg");
  });

  it("takes a file that the person has uploaded, and nobody else's", async () => {
    const { token } = tenant.admin;
    const fileId = await upload(token, await unitsBook([["m", "米", "2"]]));
    const colleague = await givenStaff(product, tenant, { roles: ["administrator"] });
    const refused = await product.call(colleague.token, "cutover.import", { fileId });
    expect([refused.status, refused.error?.code]).toEqual([422, "reference.not_found"]);
    const done = await product.call<WorkbookAnswer>(token, "cutover.import", { fileId });
    expect(done.data.sheets).toMatchObject([{ createdCount: 1 }]);
  });

  it("refuses an input with neither file nor id, and with both", async () => {
    const { token } = tenant.admin;
    const file = base64(await unitsBook([["x1", "x", "0"]]));
    for (const input of [{}, { file, fileId: "123" }]) {
      const refused = await product.call(token, "cutover.preview", input);
      expect(refused.error?.issues).toMatchObject([{ path: [], code: "issue.file_or_id" }]);
    }
  });

  it("hands out a template that is read as it stands: every sheet known, every example ignored", async () => {
    const { token } = tenant.admin;
    const { data } = await product.call<MadeFile>(token, "cutover.template");
    const bytes = Buffer.from(data.contentBase64!, "base64");
    const [explanation, ...sheets] = (await readWorkbook(bytes))!;
    expect(explanation!.name).toBe("说明");
    expect(sheets.find(({ name }) => name === "计量单位")!.rows[0]!.cells[0]).toBe("单位编码*");

    const read = await product.call<WorkbookAnswer>(token, "cutover.preview", {
      file: base64(bytes),
    });
    expect(read.data.unknownSheets).toEqual([]);
    expect(read.data.sheets).toHaveLength(sheets.length);
    expect(read.data.sheets.filter(({ rowCount }) => rowCount > 0)).toEqual([]);
  });
});

describe("importing units", () => {
  const csv = (...rows: string[]) => ({
    name: "units.csv",
    contentBase64: Buffer.from(["单位编码,单位名称,小数位数", ...rows].join("\n")).toString(
      "base64",
    ),
  });

  it("creates what is missing and leaves what is there", async () => {
    const { token } = tenant.admin;
    const file = csv("pcs,件,0", "t,吨,3");
    const first = await product.call<ImportAnswer>(token, "units.import", { file });
    expect(first.data).toMatchObject({ createdCount: 2, unchangedCount: 0 });
    const again = await product.call<ImportAnswer>(token, "units.import", { file });
    expect(again.data).toMatchObject({ createdCount: 0, unchangedCount: 2 });
  });

  it("refuses other places for a unit that is there, and more than six", async () => {
    const { token } = tenant.admin;
    await product.call(token, "units.create", { code: "L", name: "升", places: 2 });
    const refused = await product.call(token, "units.import", { file: csv("l,升,3", "ml,毫升,7") });
    expect(refused.error?.issues).toMatchObject([
      { path: ["rows", 2, "places"], code: "import.fixed" },
      { path: ["rows", 3, "places"], code: "import.range" },
    ]);
    expect(await unitCodes()).not.toContain("ml");
  });

  it("does not touch another company's units", async () => {
    const other = await givenTenant(product);
    const file = csv("pcs,件,0");
    const { data } = await product.call<ImportAnswer>(other.admin.token, "units.import", { file });
    expect(data.createdCount).toBe(1);
  });
});
