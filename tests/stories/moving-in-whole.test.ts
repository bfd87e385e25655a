import type { ImportAnswer } from "@quanlian/shared/contract";
import { workbookBytes, type Sheets } from "../../scripts/bench/import/factory-workbook";
import { drainOutbox } from "../../server/src/kernel/events/drain-outbox";
import { raw } from "../adversary/holder";
import { givenStaff, givenTenant, type GivenTenant } from "../support/given";
import { startProduct, type TestProduct } from "../support/product";

/** Everything that a factory brings beside items and balances: places, people, prices, how things are made. */

let product: TestProduct;
let tenant: GivenTenant;
beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

const whole: Sheets = {
  计量单位: [
    ["单位编码", "单位名称", "小数位数"],
    ["pcs", "件", "0"],
    ["kg", "千克", "3"],
  ],
  仓库: [
    ["仓库编码", "仓库名称"],
    ["W01", "原料仓"],
    ["W02", "成品仓"],
  ],
  库位: [
    ["仓库编码", "库位编码", "库位类型"],
    ["W01", "A-01", "存储"],
    ["W02", "A-01", ""],
  ],
  工作中心: [
    ["工作中心编码", "工作中心名称", "每日可用分钟", "每小时费率"],
    ["WC1", "冲压组", "480", "45.5"],
  ],
  付款条件: [
    ["付款条件编码", "付款条件名称", "阶段名称", "付款比例", "起算点", "账期天数"],
    ["3070", "三七付款", "定金", "30%", "订单确认", ""],
    ["3070", "三七付款", "尾款", "70%", "发货", "30"],
  ],
  往来单位: [
    ["单位编码", "单位名称", "是客户", "是供应商", "付款条件编码"],
    ["C1", "象山船舶配件厂", "是", "否", "3070"],
    ["S1", "余姚钢材行", "否", "是", ""],
  ],
  地址: [
    ["单位编码", "收货人", "收货电话", "省市区", "详细地址"],
    ["C1", "李工", "13900000001", "浙江宁波", "船厂路 1 号"],
    ["C1", "王工", "", "", "船厂路 9 号"],
  ],
  联系人: [
    ["单位编码", "联系人", "联系电话", "邮箱"],
    ["S1", "赵会计", "13700000001", "zhao@example.com"],
  ],
  物料: [
    ["物料编码", "物料名称", "单位编码", "供应方式"],
    ["P1", "支架", "pcs", "自制"],
    ["M1", "钢板", "kg", "外购"],
    ["M2", "替代钢板", "kg", "外购"],
    ["X1", "边角料", "kg", "外购"],
  ],
  物料清单: [
    ["父件编码", "子件编码", "用量"],
    ["P1", "M1", "1.25"],
  ],
  工艺路线: [
    [
      "父件编码",
      "工序名称",
      "工作中心编码",
      "准备工时(分钟)",
      "单件工时(分钟)",
      "计件单价",
      "检验点",
    ],
    ["P1", "下料", "WC1", "15", "2", "0.3", ""],
    ["P1", "折弯", "WC1", "", "1.5", "", "终检"],
  ],
  替代料: [
    ["父件编码", "子件编码", "替代料编码", "替代比例"],
    ["P1", "M1", "M2", "1.1"],
  ],
  副产品: [
    ["父件编码", "副产品编码", "产出数量", "成本分摊"],
    ["P1", "X1", "0.05", "1%"],
  ],
  销售价格: [
    ["价目表编码", "价目表名称", "含税", "物料编码", "起订数量", "单价"],
    ["STD", "标准价", "是", "P1", "", "128"],
    ["STD", "", "", "P1", "100", "115"],
  ],
  未完采购: [
    ["原采购单号", "供应商编码", "下单日期", "物料编码", "未到数量", "采购单价", "到货日期"],
    ["CG-0711", "S1", "2026-07-11", "M1", "40", "6.5", "2026-12-03"],
    ["CG-0711", "S1", "", "X1", "5", "1", "2026-12-04"],
  ],
  未完订单: [
    ["原订单号", "客户编码", "下单日期", "客户订单号", "物料编码", "未交数量", "单价", "交货日期"],
    ["XS-0815", "C1", "2026-08-15", "PO-77", "P1", "40", "128", "2026-12-20"],
    ["XS-0815", "C1", "", "", "M1", "12.5", "9", "2026-12-01"],
    ["XS-0901", "C1", "2026-09-01", "", "P1", "10", "128", "2026-12-30"],
  ],
  供应商价格: [
    ["供应商编码", "物料编码", "起订数量", "采购单价", "交货天数"],
    ["S1", "M1", "", "6.8", "7"],
    ["S1", "M1", "1000", "6.2", ""],
  ],
};

async function fileOf(sheets: Sheets) {
  const bytes = await workbookBytes(sheets);
  return { name: "moving.xlsx", contentBase64: bytes.toString("base64") };
}

const move = async (sheets: Sheets, token = tenant.admin.token) =>
  product.call<{ sheets: (ImportAnswer & { sheet: string })[] }>(token, "cutover.import", {
    file: await fileOf(sheets),
  });
const count = async (sql: string) =>
  Number((await raw<{ n: string }>(product, sql.replace("SELECT", "SELECT COUNT(*) AS n")))[0]!.n);

describe("a factory that moves in with all it has", () => {
  it("is told every fault of every sheet at once, each once, and nothing is written", async () => {
    const faulty = structuredClone(whole);
    faulty.库位!.push(["W09", "A-01", ""]);
    faulty.工作中心!.push(["WC2", "组", "2000", ""]);
    faulty.付款条件![2]![3] = "60%";
    faulty.地址!.push(["C1", "李工", "12", "", "船厂路 1 号"]);
    faulty.联系人![1]![3] = "zhao@";
    faulty.工艺路线!.push(["M1", "清洗", "WC9", "", "", "", ""]);
    faulty.替代料!.push(["P1", "X1", "M2", "1"]);
    faulty.副产品![1]![3] = "101%";
    faulty.销售价格!.push(["STD", "", "", "P9", "", "1"]);
    faulty.未完订单!.push(["XS-0901", "S1", "", "", "P1", "1", "1", "2026-08-30"]);
    faulty.未完订单!.push(["XS-0902", "C1", "2026-09-02", "", "P1", "0", "1", "2026-09-01"]);
    faulty.未完采购!.push(["CG-0711", "C1", "", "P9", "1", "1", "2026-07-01"]);
    faulty.未完采购!.push(["CG-0800", "S1", "2026-08-01", "M1", "1", "1", "2026-07-01"]);
    faulty.供应商价格!.push(["C1", "M1", "5", "1", "9999"]);
    const { error } = await move(faulty);
    expect(error!.issues!.map(({ path, code }) => [path[1], path[3], path[4], code])).toEqual([
      ["库位", 4, "warehouse", "import.reference"],
      ["工作中心", 3, "minutesPerDay", "import.range"],
      ["付款条件", 2, "share", "issue.shares_not_whole"],
      ["地址", 4, "line", "import.duplicate"],
      ["地址", 4, "phone", "issue.phone"],
      ["联系人", 2, "email", "issue.email"],
      ["工艺路线", 4, "parent", "import.no_bom"],
      ["工艺路线", 4, "workCenter", "import.reference"],
      ["替代料", 3, "component", "import.not_a_component"],
      ["副产品", 2, "costShare", "import.rate"],
      ["销售价格", 4, "item", "import.reference"],
      ["供应商价格", 4, "supplier", "import.no_supplier"],
      ["供应商价格", 4, "leadTimeDays", "import.range"],
      ["未完采购", 4, "supplier", "import.no_supplier"],
      ["未完采购", 4, "item", "import.reference"],
      ["未完采购", 4, "supplier", "import.differs_from_row"],
      ["未完采购", 5, "dueOn", "import.day_before"],
      ["未完订单", 5, "customer", "import.not_customer"],
      ["未完订单", 5, "customer", "import.differs_from_row"],
      ["未完订单", 6, "quantity", "import.quantity"],
      ["未完订单", 6, "requestedOn", "import.day_before"],
    ]);
    expect(await count("SELECT FROM warehouses")).toBe(0);
  });

  it("has it all afterwards, and the same file again changes nothing", async () => {
    const first = await move(whole);
    const totals = ({ data }: typeof first) =>
      data.sheets.map(({ sheet, createdCount, changedCount }) => [
        sheet,
        createdCount,
        changedCount,
      ]);
    expect(totals(first)).toEqual([
      ["计量单位", 2, 0],
      ["仓库", 2, 0],
      ["库位", 2, 0],
      ["工作中心", 1, 0],
      ["付款条件", 1, 0],
      ["往来单位", 2, 0],
      ["地址", 2, 0],
      ["联系人", 1, 0],
      ["物料", 4, 0],
      ["物料清单", 1, 0],
      ["工艺路线", 0, 1],
      ["替代料", 0, 1],
      ["副产品", 0, 1],
      ["销售价格", 1, 0],
      ["供应商价格", 2, 0],
      ["未完采购", 1, 0],
      ["未完订单", 2, 0],
    ]);
    const again = await move(whole);
    expect(totals(again).filter(([, created, changed]) => created !== 0 || changed !== 0)).toEqual(
      [],
    );
    expect(await count("SELECT FROM warehouses WHERE is_default = 1")).toBe(1);
    expect(await count("SELECT FROM party_addresses WHERE is_default_delivery = 1")).toBe(1);
    expect(
      await count("SELECT FROM bom_versions WHERE has_substitutes = 1 AND has_by_products = 1"),
    ).toBe(1);
  });

  it("confirms each order that it has brought by itself; one that is refused waits with its reason", async () => {
    const [customer] = await raw<{ id: string }>(
      product,
      "SELECT id FROM parties WHERE code = 'C1'",
    );
    await raw(product, `UPDATE parties SET credit_limit_cents = 600000 WHERE id = ${customer!.id}`);
    // One by one: of orders that are confirmed at the same time, the first to have the balance takes the credit.
    while ((await drainOutbox(product.services, { batch: 1 })) > 0);
    const orders = await raw<Record<string, string>>(
      product,
      `SELECT legacy_number AS former, state, CAST(ordered_on AS CHAR) AS day, customer_reference AS reference,
         JSON_VALUE(waiting_reason, '$.code') AS waits FROM sales_orders ORDER BY legacy_number`,
    );
    expect(orders).toMatchObject([
      { former: "XS-0815", state: "confirmed", day: "2026-08-15", reference: "PO-77", waits: null },
      { former: "XS-0901", state: "draft", waits: "order.over_credit" },
    ]);
    expect(await count("SELECT FROM work_orders")).toBe(1);
    // What was on its way already is used before anything is bought: 40 of the 62.5 kg that are needed.
    const supplies = await raw<Record<string, unknown>>(
      product,
      `SELECT s.firm, CAST(s.pegged AS CHAR) AS pegged, CAST(s.due_on AS CHAR) AS due FROM supplies s
       JOIN items i ON i.id = s.item_id WHERE i.code = 'M1' ORDER BY s.firm DESC`,
    );
    expect(supplies).toMatchObject([
      { firm: true, pegged: "40.000000", due: "2026-12-03" },
      { firm: false, pegged: "22.500000" },
    ]);
    expect(await count("SELECT FROM tasks WHERE code = 'order_waits' AND state = 'open'")).toBe(1);
    const { data } = await move({ 未完订单: whole.未完订单! });
    expect(data.sheets).toMatchObject([{ createdCount: 0, unchangedCount: 2 }]);
    expect(data.sheets[0]!.notes[0]!.message).toContain("XS-0815");
  });

  it("plans and prices with what it has brought", async () => {
    const call = async <T>(operation: string, input: object) =>
      (await product.call<T>(tenant.admin.token, operation, input)).data;
    const [item] = await raw<{ id: string }>(product, "SELECT id FROM items WHERE code = 'P1'");
    const [customer] = await raw<{ id: string }>(
      product,
      "SELECT id FROM parties WHERE code = 'C1'",
    );
    const [list] = await raw<{ id: string; revision: number }>(
      product,
      "SELECT id, revision FROM price_lists WHERE code = 'STD'",
    );
    await call("priceLists.update", {
      ...{ priceListId: list!.id, revision: Number(list!.revision), isDefault: true },
    });
    const lines = [{ itemId: item!.id, quantity: "150" }];
    const prices = await call<{ lines: { unitPrice: string }[] }>("prices.find", {
      ...{ customerId: customer!.id, lines },
    });
    expect(prices.lines[0]!.unitPrice).toBe("115");
    const boms = await call<{ rows: { id: string }[] }>("boms.list", { itemId: item!.id });
    const bom = await call<{ operations: object[]; components: object[] }>("boms.show", {
      bomVersionId: boms.rows[0]!.id,
    });
    expect(bom.operations).toMatchObject([
      { sequence: 10, name: "下料", setupMinutes: "15", runMinutesPerUnit: "2", pieceRate: "0.3" },
      { sequence: 20, name: "折弯", inspectionPoint: "final" },
    ]);
    expect(bom.components).toMatchObject([{ substitutes: [{ ratio: "1.1" }] }]);
  });

  it("changes a price that differs, and refuses another routing for a released version", async () => {
    const dearer = structuredClone({ 供应商价格: whole.供应商价格!, 销售价格: whole.销售价格! });
    dearer.供应商价格[1]![3] = "7";
    dearer.销售价格[2]![5] = "110";
    const { data } = await move(dearer);
    expect(data.sheets).toMatchObject([{ changedCount: 1 }, { changedCount: 1 }]);
    const other = structuredClone({ 工艺路线: whole.工艺路线! });
    other.工艺路线[1]![4] = "3";
    expect((await move(other)).error!.issues).toMatchObject([{ code: "import.version_frozen" }]);
  });

  it("lets nobody import prices who may not see what things cost", async () => {
    const clerk = await givenStaff(product, tenant, {
      roles: { permissions: ["*"], masks: ["cost"] },
    });
    const { error } = await move({ 供应商价格: whole.供应商价格! }, clerk.token);
    expect(error!.code).toBe("auth.field_masked");
  });
});
