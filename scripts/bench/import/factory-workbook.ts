import { writeWorkbook } from "../../../server/src/kernel/exchange/excel-file";

/** A workbook of a whole factory, for trying how moving in goes at its full size. Companies are invented. */

/** A sheet as texts: headings first. */
export type Sheets = Record<string, string[][]>;

/** One fault that was sown: where it must be reported. */
export interface SownFault {
  sheet: string;
  row: number;
  column: string;
}

const TWO = "两";

/**
 * Units, parties, items, bills of materials, opening stock and open documents. One item in five is made from five of the
 * others; so 10,000 items have 10,000 rows of bills.
 */
export function factoryWorkbook(items: number): Sheets {
  const made = Math.floor(items / 5);
  const parties = Math.max(4, Math.floor(items / 50));
  const partCode = (at: number) => `L${String(at).padStart(5, "0")}`;
  const madeCode = (at: number) => `P${String(at).padStart(5, "0")}`;
  const partyCode = (at: number) => `D${String(at).padStart(4, "0")}`;
  const parts = items - made;
  return {
    计量单位: [
      ["单位编码*", "单位名称*", "小数位数*"],
      ["pcs", "件", "0"],
      ["kg", "千克", "3"],
    ],
    往来单位: [
      ["单位编码*", "单位名称*", "是客户*", "是供应商*", "税率", "联系人", "联系电话"],
      ...each(parties, (at) => [
        ...[partyCode(at), `${TWO}江${at}号五金厂`, at % 2 === 0 ? "是" : "否", "是"],
        ...["13%", `联系人${at}`, `138${String(at).padStart(8, "0")}`],
      ]),
    ],
    物料: [
      [
        ...["物料编码*", "物料名称*", "规格型号", "单位编码*", "供应方式*", "提前期天数"],
        ...["最小批量", "安全库存", "标准成本", "默认供应商编码"],
      ],
      ...each(parts, (at) => [
        ...[partCode(at), `零件${at}`, `M${at % 40}×${at % 90}`, at % 10 === 0 ? "kg" : "pcs"],
        ...["外购", "7", "100", String(at % 50), `${at % 97}.25`, partyCode(at % parties)],
      ]),
      ...each(made, (at) => [
        ...[madeCode(at), `支架${at}`, `Q235 ${at}`, "pcs", "自制", "2", "", "0", "", ""],
      ]),
    ],
    物料清单: [
      ["父件编码*", "子件编码*", "用量*", "损耗率"],
      ...each(made, (at) =>
        [0, 1, 2, 3, 4].map((part) => [
          ...[madeCode(at), partCode((at * 5 + part) % parts), String(part + 1), "2%"],
        ]),
      ).flat(),
    ],
    期初库存: [
      ["物料编码*", "仓库编码*", "数量*", "单位成本"],
      ...each(parts, (at) => [partCode(at), "W01", String(10 + (at % 200)), `${at % 97}.25`]),
    ],
    期初应收: [
      ["客户编码*", "单据号*", "单据日期*", "到期日", "未结金额*"],
      ...each(Math.ceil(parties / 2), (at) => [
        ...[partyCode(at * 2), `XS-${at}`, "2026-09-15", "2026-12-15", `${1000 + at}.5`],
      ]),
    ],
    期初应付: [
      ["供应商编码*", "单据号*", "单据日期*", "到期日", "未结金额*"],
      ...each(parties, (at) => [
        ...[partyCode(at), `CG-${at}`, "2026-10-02", "2026-12-02", `${500 + at}.25`],
      ]),
    ],
  };
}

const each = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** What can be spoiled: the sheet, the column's key as faults name it, its place, and what stands there instead. */
const KINDS: readonly [sheet: string, column: string, at: number, value: string][] = [
  ["往来单位", "isCustomer", 2, "也许"],
  ["往来单位", "taxRate", 4, "130"],
  ["往来单位", "contactPhone", 6, "12345"],
  ["物料", "name", 1, ""],
  ["物料", "unit", 3, "斤"],
  ["物料", "supplyMode", 4, "借用"],
  ["物料", "leadTimeDays", 5, "七天"],
  ["物料", "leadTimeDays", 5, "9999"],
  ["物料", "lotMinimum", 6, "-5"],
  ["物料", "supplier", 9, "D9999"],
  ["物料清单", "component", 1, "没有的件"],
  ["物料清单", "perBase", 2, "0"],
  ["物料清单", "scrapRate", 3, "两成"],
  ["期初库存", "item", 0, "没有的件"],
  ["期初库存", "warehouse", 1, "W99"],
  ["期初库存", "quantity", 2, "一百"],
  ["期初库存", "unitCost", 3, "12元"],
  ["期初应收", "dueOn", 3, "2026-02-30"],
  ["期初应收", "amount", 4, "0"],
  ["期初应付", "documentedOn", 2, "去年"],
  ["期初应付", "amount", 4, "1.234"],
];

/**
 * Spoils so many cells, one in a row, of every kind in turn. Answers a spoiled copy with what was done; rows are chosen so
 * that no fault hides another (a part whose own row is faulty is still named by others, which is no second fault).
 */
export function sowFaults(sheets: Sheets, count: number): { sheets: Sheets; sown: SownFault[] } {
  const copy: Sheets = Object.fromEntries(
    Object.entries(sheets).map(([name, rows]) => [name, rows.map((row) => [...row])]),
  );
  const sown: SownFault[] = [];
  const next = new Map<string, number>();
  for (let turn = 0; sown.length < count; turn += 1) {
    const [sheet, column, at, value] = KINDS[turn % KINDS.length]!;
    const rows = copy[sheet]!;
    const row = next.get(sheet) ?? 1;
    if (row >= rows.length) continue;
    next.set(sheet, row + 1);
    rows[row]![at] = value === "没有的件" ? `${value}${row}` : value;
    sown.push({ sheet, row: row + 1, column });
  }
  return { sheets: copy, sown };
}

/** The workbook as a file. */
export function workbookBytes(sheets: Sheets): Promise<Buffer> {
  return writeWorkbook(
    Object.entries(sheets).map(([name, [headings = [], ...rows]]) => ({
      name,
      headings,
      rows: rows.map((row) => row.map((text) => ({ kind: "text" as const, text }))),
    })),
  );
}
