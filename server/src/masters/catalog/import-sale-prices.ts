import { compareDays, exact, type Day } from "@quanlian/shared/domain";
import { insertRows, reviseRows, type Tx } from "../../kernel/db";
import {
  byCode,
  codeKey,
  codesIn,
  defineImport,
  importColumn,
  repeatedRows,
  unknownCodes,
  type CheckedRow,
  type ImportFault,
  type ImportRow,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { readPriced, type PricedNames } from "./import-prices.queries";
import { PriceList, PriceListLine } from "./price.model";

const columns = {
  list: importColumn.text({ headings: ["价目表编码", "Price list"], required: true, max: 64 }),
  name: importColumn.text({ headings: ["价目表名称", "List name"], required: false, max: 128 }),
  includesTax: importColumn.flag({ headings: ["含税", "Includes tax"], required: false }),
  item: importColumn.text({ headings: ["物料编码", "Item code"], required: true, max: 64 }),
  unit: importColumn.text({ headings: ["计价单位编码", "Unit"], required: false, max: 64 }),
  minQuantity: importColumn.decimal({ headings: ["起订数量", "From quantity"], required: false }),
  unitPrice: importColumn.decimal({ headings: ["单价", "Unit price"], required: true }),
  validFrom: importColumn.day({ headings: ["生效日期", "Valid from"], required: false }),
  validTo: importColumn.day({ headings: ["失效日期", "Valid to"], required: false }),
};

type Columns = typeof columns;
type Row = ImportRow<Columns>;

interface KnownList {
  id: Id;
  code: string;
  name: string;
  includesTax: boolean;
}

/**
 * Prices of price lists, one row per item and break. A list that is not there yet is added (with tax unless its first row says
 * otherwise); the rows of an item replace all that its list had for it. Rows that say what the list says change nothing.
 */
export const salePriceImport = defineImport<Columns, PriceWork>({
  name: "priceLists.import",
  columns,
  examples: [
    { list: "示例-标准价", name: "标准价目表", item: "示例-成品", unitPrice: "128" },
    { list: "示例-标准价", item: "示例-成品", minQuantity: "100", unitPrice: "115" },
  ],
  async check(tx, rows, siblings) {
    const names = await readPriced(tx, rows);
    const lists = await readLists(tx, rows);
    return [
      ...unknownCodes(rows, siblings, [
        { column: "item", kind: "item", known: names.items },
        { column: "unit", kind: "unit", known: names.units },
      ]),
      ...repeatedRows(rows, ["list", "item", "unit", "validFrom", "minQuantity"]),
      ...rows.flatMap((row) => faultsOf(row, lists)),
    ];
  },
  async plan(tx, rows) {
    const names = await readPriced(tx, rows);
    const lists = await readLists(tx, rows);
    const added = newLists(tx, rows, lists);
    const known = new Map([...lists, ...added.map((list) => [codeKey(list.code), list] as const)]);
    const groups = groupsIn(tx, rows, names, known);
    const former = await readFormer(tx, groups);
    const changed = groups.filter((group) => !sameAs(group, former.get(group.key) ?? []));
    const replaced = changed.filter(({ key }) => former.has(key)).length;
    return {
      createdCount: changed.length - replaced,
      changedCount: replaced,
      unchangedCount: groups.length - changed.length,
      work: { added, groups: changed, lists: [...lists.values()] },
    };
  },
  write: writePrices,
});

interface PriceRow {
  unitId: Id;
  minQuantity: string;
  unitPrice: string;
  /** Null: whatever day it has begun on, today for a new one. */
  validFrom: Day | null;
  validTo: Day | null;
}

/** What a file says about one item in one list. */
interface PriceGroup {
  key: string;
  priceListId: Id;
  itemId: Id;
  prices: PriceRow[];
}

interface PriceWork {
  added: KnownList[];
  lists: KnownList[];
  groups: PriceGroup[];
}

function faultsOf(
  { row, values }: CheckedRow<Columns>,
  lists: ReadonlyMap<string, KnownList>,
): ImportFault<Columns>[] {
  const { list: code, includesTax, validFrom, validTo } = values;
  const faults: ImportFault<Columns>[] = [];
  const list = code === undefined ? undefined : lists.get(codeKey(code));
  if (list && includesTax != null && includesTax !== list.includesTax) {
    const facts = { value: list.code, known: list.includesTax ? "是" : "否" };
    faults.push({ row, column: "includesTax", code: "import.fixed", facts });
  }
  if (validFrom && validTo && compareDays(validTo, validFrom) < 0) {
    const facts = { value: validTo, from: validFrom };
    faults.push({ row, column: "validTo", code: "import.day_before", facts });
  }
  return faults;
}

async function readLists(
  tx: Tx,
  rows: readonly CheckedRow<Columns>[],
): Promise<Map<string, KnownList>> {
  const lists = await tx.rows<KnownList>(
    `SELECT k.id, k.code, k.name, k.includes_tax AS includesTax FROM price_lists k
     WHERE k.tenant_id = :tenant AND k.code IN :codes ORDER BY k.id FOR UPDATE`,
    { codes: codesIn(rows, "list") },
  );
  return byCode(lists.map((list) => ({ ...list, includesTax: Boolean(list.includesTax) })));
}

/** Lists that only the file knows; what a list has but once is read from its first row. */
function newLists(
  tx: Tx,
  rows: readonly Row[],
  known: ReadonlyMap<string, KnownList>,
): KnownList[] {
  const added = new Map<string, KnownList>();
  for (const { values } of rows) {
    const key = codeKey(values.list);
    if (known.has(key) || added.has(key)) continue;
    const { list: code, name, includesTax } = values;
    added.set(key, { id: tx.newId(), code, name: name ?? code, includesTax: includesTax ?? true });
  }
  return [...added.values()];
}

function groupsIn(
  tx: Tx,
  rows: readonly Row[],
  { items, units }: PricedNames,
  lists: ReadonlyMap<string, KnownList>,
): PriceGroup[] {
  const groups = new Map<string, PriceGroup>();
  for (const { values } of rows) {
    const priceListId = lists.get(codeKey(values.list))!.id;
    const item = items.get(codeKey(values.item))!;
    const key = `${priceListId}:${item.id}`;
    const group = groups.get(key) ?? { key, priceListId, itemId: item.id, prices: [] };
    groups.set(key, group);
    group.prices.push({
      unitId: values.unit === null ? item.unitId : units.get(codeKey(values.unit))!.id,
      minQuantity: values.minQuantity ?? "0",
      unitPrice: values.unitPrice,
      validFrom: values.validFrom,
      validTo: values.validTo,
    });
  }
  return [...groups.values()];
}

async function readFormer(
  tx: Tx,
  groups: readonly PriceGroup[],
): Promise<Map<string, (PriceRow & { id: Id })[]>> {
  const rows = await tx.rows<PriceRow & { id: Id; priceListId: Id; itemId: Id }>(
    `SELECT l.id, l.price_list_id AS priceListId, l.item_id AS itemId, l.unit_id AS unitId,
       l.min_quantity AS minQuantity, l.unit_price AS unitPrice, l.valid_from AS validFrom, l.valid_to AS validTo
     FROM price_list_lines l
     WHERE l.tenant_id = :tenant AND l.price_list_id IN :listIds AND l.item_id IN :itemIds`,
    {
      listIds: [...new Set(groups.map(({ priceListId }) => priceListId))],
      itemIds: [...new Set(groups.map(({ itemId }) => itemId))],
    },
  );
  const former = new Map<string, (PriceRow & { id: Id })[]>();
  for (const row of rows) {
    const key = `${row.priceListId}:${row.itemId}`;
    former.set(key, [...(former.get(key) ?? []), row]);
  }
  return former;
}

/** Whether a list says just that of an item already. */
function sameAs({ prices }: PriceGroup, former: readonly PriceRow[]): boolean {
  if (prices.length !== former.length) return false;
  return prices.every((wanted) =>
    former.some(
      (there) =>
        there.unitId === wanted.unitId &&
        exact(there.minQuantity) === exact(wanted.minQuantity) &&
        exact(there.unitPrice) === exact(wanted.unitPrice) &&
        (wanted.validFrom === null || there.validFrom === wanted.validFrom) &&
        there.validTo === wanted.validTo,
    ),
  );
}

async function writePrices(tx: Tx, { added, lists, groups }: PriceWork): Promise<void> {
  const validFrom = null;
  await insertRows(
    tx,
    PriceList,
    added.map((list) => ({ ...list, validFrom, validTo: null })),
  );
  const former = await readFormer(tx, groups);
  const wanted = new Set(groups.map(({ key }) => key));
  const gone = [...former].filter(([key]) => wanted.has(key)).flatMap(([, rows]) => rows);
  await tx.write("DELETE FROM price_list_lines WHERE tenant_id = :tenant AND id IN :ids", {
    ids: gone.map(({ id }) => id),
  });
  await insertRows(
    tx,
    PriceListLine,
    groups.flatMap(({ priceListId, itemId, prices }) =>
      prices.map((price) => ({
        ...{ priceListId, itemId, ...price },
        validFrom: price.validFrom ?? tx.today,
      })),
    ),
  );
  const touched = new Set(groups.map(({ priceListId }) => priceListId));
  const changed = lists.filter(({ id }) => touched.has(id));
  // Its prices are part of a list: whoever has read the former ones must read again.
  await reviseRows(
    tx,
    PriceList,
    ["name"],
    changed.map(({ id, name }) => ({ id, name })),
  );
  recordPrices(tx, [...added, ...changed], added, groups, former);
}

function recordPrices(
  tx: Tx,
  lists: readonly KnownList[],
  added: readonly KnownList[],
  groups: readonly PriceGroup[],
  former: ReadonlyMap<string, PriceRow[]>,
): void {
  for (const list of lists) {
    const own = groups.filter(({ priceListId }) => priceListId === list.id);
    const before = own.flatMap(({ key }) => former.get(key) ?? []);
    const after = own.flatMap(({ itemId, prices }) => prices.map((each) => ({ itemId, ...each })));
    const isNew = added.includes(list);
    tx.record({
      ...{ type: "priceList", id: list.id, number: list.code },
      before: isNew ? null : { lines: before },
      after: isNew ? { ...list, lines: after } : { lines: after },
    });
  }
}
