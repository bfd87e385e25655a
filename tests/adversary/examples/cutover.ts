import { writeWorkbook } from "../../../server/src/kernel/exchange/excel-file";
import { nextNumber } from "../../support/given";
import { makeBom, makeItem, type Holder, type Made } from "../holder";
import { code, exported, fresh, list, nothing, of, type Examples } from "./example";

/** A file with one row under its headings, as an import takes it. */
export const csvFile = (headings: string, row: string) => ({
  name: "import.csv",
  contentBase64: Buffer.from(`${headings}\n${row}\n`).toString("base64"),
});

/** Moving in: the workbook and the imports of its single sheets. */
export const cutoverExamples: Examples = {
  "cutover.template": nothing,
  "cutover.preview": async (h) => of({ file: await workbook(h) }),
  "cutover.import": async (h) => of({ file: await workbook(h) }),
  "units.import": (h) =>
    of({ file: csvFile("单位编码,单位名称,小数位数", `${h.tenantMark}${nextNumber()},x,0`) }),
  "parties.import": (h) =>
    of({ file: csvFile("单位编码,单位名称,是客户,是供应商", `${code(h)},${h.mark},是,否`) }),
  "items.import": async (h) =>
    of({
      file: csvFile(
        "物料编码,物料名称,单位编码,供应方式",
        `${code(h)},x,${await unitCode(h)},外购`,
      ),
    }),
  "itemUnits.import": async (h) => {
    const unit = await h.call<{ code: string }>("units.create", {
      ...{ code: code(h), name: "x", places: 0 },
    });
    const item = await h.call<{ code: string }>("items.show", { itemId: h.partId });
    return of({
      file: csvFile("物料编码,换算单位编码,等于多少基本单位", `${item.code},${unit.code},12`),
    });
  },
  "boms.import": async (h) => {
    const parent = await makeItem(h, "make");
    const part = await h.call<{ code: string }>("items.show", { itemId: h.partId });
    return of({ file: csvFile("父件编码,子件编码,用量", `${parent.code},${part.code},2`) });
  },
  "openOrders.import": async (h) => {
    const party = await h.call<{ code: string }>("parties.show", { partyId: h.customer.id });
    const row = [code(h), party.code, await itemCode(h, h.partId), "2", "9", "2026-12-31"];
    return of({
      file: csvFile("原订单号,客户编码,物料编码,未交数量,单价,交货日期", row.join(",")),
    });
  },
  "openPurchases.import": async (h) => {
    const party = await h.call<{ code: string }>("parties.show", { partyId: h.supplier.id });
    const item = await makeItem(h, "buy");
    const row = [code(h), party.code, item.code, "2", "9", "2026-12-31"];
    return of({
      file: csvFile("原采购单号,供应商编码,物料编码,未到数量,采购单价,到货日期", row.join(",")),
    });
  },
  "routings.import": async (h) =>
    of({ file: csvFile("父件编码,工序名称", `${await releasedParent(h)},冲压`) }),
  "substitutes.import": async (h) => {
    const part = await itemCode(h, h.partId);
    const other = await makeItem(h, "buy");
    return of({
      file: csvFile(
        "父件编码,子件编码,替代料编码",
        `${await releasedParent(h)},${part},${other.code}`,
      ),
    });
  },
  "byProducts.import": async (h) => {
    const other = await makeItem(h, "buy");
    return of({
      file: csvFile("父件编码,副产品编码,产出数量", `${await releasedParent(h)},${other.code},1`),
    });
  },
  "priceLists.import": async (h) =>
    of({
      file: csvFile("价目表编码,物料编码,单价", `${code(h)},${await itemCode(h, h.partId)},12`),
    }),
  "supplierPrices.import": async (h) => {
    const supplier = await h.call<{ code: string }>("parties.show", { partyId: h.supplier.id });
    const item = await makeItem(h, "buy");
    return of({
      file: csvFile("供应商编码,物料编码,采购单价", `${supplier.code},${item.code},12`),
    });
  },
  "warehouses.import": (h) => of({ file: csvFile("仓库编码,仓库名称", `${code(h)},x`) }),
  "locations.import": async (h) => {
    const { rows } = await h.call<{ rows: { id: string; code: string }[] }>("warehouses.list", {});
    const warehouse = rows.find(({ id }) => id === h.warehouseId)!;
    return of({ file: csvFile("仓库编码,库位编码", `${warehouse.code},${code(h)}`) });
  },
  "workCenters.import": (h) =>
    of({ file: csvFile("工作中心编码,工作中心名称,每日可用分钟", `${code(h)},x,480`) }),
  "paymentTerms.import": (h) =>
    of({
      file: csvFile(
        "付款条件编码,付款条件名称,阶段名称,付款比例,起算点",
        `${code(h)},x,全款,100%,发货`,
      ),
    }),
  "addresses.import": async (h) => {
    const party = await h.call<{ code: string }>("parties.show", { partyId: h.customer.id });
    return of({ file: csvFile("单位编码,收货人,详细地址", `${party.code},x,${code(h)}`) });
  },
  "contacts.import": async (h) => {
    const party = await h.call<{ code: string }>("parties.show", { partyId: h.customer.id });
    return of({ file: csvFile("单位编码,联系人", `${party.code},${code(h)}`) });
  },
  "openingStock.import": async (h) => {
    const item = await makeItem(h, "buy");
    const { rows } = await h.call<{ rows: { id: string; code: string }[] }>("warehouses.list", {});
    const warehouse = rows.find(({ id }) => id === h.warehouseId)!;
    return of({ file: csvFile("物料编码,仓库编码,数量", `${item.code},${warehouse.code},3`) });
  },
};

const itemCode = async (h: Holder, itemId: string) =>
  (await h.call<{ code: string }>("items.show", { itemId })).code;

/** An item with a released bill of materials of the holder's part, and no routing yet. */
async function releasedParent(h: Holder): Promise<string> {
  const parent = await makeItem(h, "make");
  const bom = await makeBom(h, parent.id);
  const released = { bomVersionId: bom.id, revision: bom.revision, effectiveFrom: "2026-01-01" };
  await h.call("boms.release", released);
  return parent.code;
}

async function unitCode(h: Holder): Promise<string> {
  const { rows } = await h.call<{ rows: { id: string; code: string }[] }>("units.list", {});
  return rows.find(({ id }) => id === h.unitId)!.code;
}

/** What is open between a party and us, and what settles it. */
export const financeExamples: Examples = {
  "openItems.list": list((h) => h.mark, "note"),
  "openItems.count": list((h) => h.mark, "note"),
  "openItems.export": exported(),
  "openReceivables.import": async (h) => of({ file: await openItemFile(h, "customer") }),
  "openPayables.import": async (h) => of({ file: await openItemFile(h, "supplier") }),
  "receipts.list": list((h) => h.mark, "reference"),
  "receipts.count": list((h) => h.mark, "reference"),
  "receipts.export": exported(),
  "receipts.show": async (h) => of({ cashMovementId: (await makeReceipt(h)).id }),
  "receipts.create": (h) => of(cashInput(h, h.customer.id)),
  "receipts.reverse": fresh("cashMovementId", makeReceipt, () => ({ reason: "x" })),
  "payments.list": list((h) => h.mark, "reference"),
  "payments.count": list((h) => h.mark, "reference"),
  "payments.export": exported(),
  "payments.show": async (h) => of({ cashMovementId: (await makePayment(h)).id }),
  "payments.create": (h) => of(cashInput(h, h.supplier.id)),
  "payments.reverse": fresh("cashMovementId", makePayment, () => ({ reason: "x" })),
  "allocations.list": list((h) => h.mark, "reason"),
  "allocations.count": list((h) => h.mark, "reason"),
  "allocations.export": exported(),
  "allocations.show": async (h) => of({ allocationId: (await makeAllocation(h)).id }),
  "allocations.allocate": async (h) => of(await allocationInput(h)),
  "allocations.reverse": async (h) =>
    of({ allocationId: (await makeAllocation(h)).id, reason: h.mark }),
  "partyStatements.show": (h) =>
    of({ partyId: h.customer.id, from: "2026-01-01", to: "2026-12-31" }),
};

const cashInput = (h: Holder, partyId: string) => ({
  partyId,
  method: "bank",
  amountCents: Number(h.priceCents),
  movedOn: "2026-11-23",
  reference: h.mark,
});

interface Cash extends Made {
  openItemId: string;
}

function makeReceipt(h: Holder) {
  return h.call<Cash>("receipts.create", cashInput(h, h.customer.id), h.owner.token);
}

function makePayment(h: Holder) {
  return h.call<Cash>("payments.create", cashInput(h, h.supplier.id), h.owner.token);
}

async function codeOfParty(h: Holder, partyId: string) {
  return (await h.call<{ code: string }>("parties.show", { partyId })).code;
}

async function openItemFile(h: Holder, kind: "customer" | "supplier", number = code(h)) {
  const headings = `${kind === "customer" ? "客户编码" : "供应商编码"},单据号,单据日期,未结金额,备注`;
  const party = await codeOfParty(h, h[kind].id);
  return csvFile(headings, `${party},${number},2026-10-01,${h.price},${h.mark}`);
}

/** A receipt and an invoice of before that it can settle. */
async function allocationInput(h: Holder) {
  const number = code(h);
  const file = await openItemFile(h, "customer", number);
  await h.call("openReceivables.import", { file }, h.owner.token);
  const { rows } = await h.call<{ rows: { id: string }[] }>(
    "openItems.list",
    { filter: { number: { eq: number } } },
    h.owner.token,
  );
  const { openItemId } = await makeReceipt(h);
  const line = { fromItemId: openItemId, toItemId: rows[0]!.id, amountCents: 1 };
  return { partyId: h.customer.id, lines: [line], reason: h.mark };
}

const makeAllocation = async (h: Holder) =>
  h.call("allocations.allocate", await allocationInput(h), h.owner.token);

async function workbook(h: Holder) {
  const cells = [`${h.tenantMark}${nextNumber()}`, "x", "0"];
  const bytes = await writeWorkbook([
    {
      name: "计量单位",
      headings: ["单位编码", "单位名称", "小数位数"],
      rows: [cells.map((text) => ({ kind: "text", text }))],
    },
  ]);
  return { name: "workbook.xlsx", contentBase64: bytes.toString("base64") };
}
