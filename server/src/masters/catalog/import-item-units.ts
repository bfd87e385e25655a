import { exact } from "@quanlian/shared/domain";
import { insertRows, reviseRows, updateRows } from "../../kernel/db";
import type { Tx } from "../../kernel/db";
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
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { Item, ItemUnit } from "./item.model";

const columns = {
  item: importColumn.text({ headings: ["物料编码", "Item code"], required: true, max: 64 }),
  unit: importColumn.text({ headings: ["换算单位编码", "Other unit"], required: true, max: 64 }),
  factor: importColumn.quantity({ headings: ["等于多少基本单位", "Factor"], required: true }),
};

type Columns = typeof columns;

interface ItemFacts {
  id: Id;
  code: string;
  unitId: Id;
}

interface Factor {
  id: Id;
  itemId: Id;
  code: string;
  unitId: Id;
  unitCode: string;
  factor: string;
  former: string | null;
}

/** Other units of items: one of them is so many of the item's own. Known by item and unit. */
export const itemUnitImport = defineImport<Columns, Factor[]>({
  name: "itemUnits.import",
  columns,
  examples: [{ item: "示例-原料", unit: "t", factor: "1000" }],
  async check(tx, rows, siblings) {
    const { items, units } = await readNamed(tx, rows);
    return [
      ...unknownCodes(rows, siblings, [
        { column: "item", kind: "item", known: items },
        { column: "unit", kind: "unit", known: units },
      ]),
      ...repeatedRows(rows, ["item", "unit"]),
      ...rows.flatMap(({ row, values }): ImportFault<Columns>[] => {
        const item = items.get(codeKey(values.item ?? ""));
        const unit = units.get(codeKey(values.unit ?? ""));
        const isBase = item !== undefined && item.unitId === unit?.id;
        return isBase ? [{ row, column: "unit", code: "issue.unit_is_base" }] : [];
      }),
    ];
  },
  async plan(tx, rows) {
    const { items, units } = await readNamed(tx, rows);
    const former = await readFactors(
      tx,
      [...items.values()].map(({ id }) => id),
    );
    const wanted = rows.map(({ values }): Factor => {
      const item = items.get(codeKey(values.item))!;
      const unit = units.get(codeKey(values.unit))!;
      const there = former.get(`${item.id}:${unit.id}`);
      return {
        ...{ id: there?.id ?? tx.newId(), itemId: item.id, code: item.code },
        ...{ unitId: unit.id, unitCode: unit.code, factor: values.factor },
        former: there?.factor ?? null,
      };
    });
    const work = wanted.filter(
      (each) => each.former === null || exact(each.former) !== exact(each.factor),
    );
    const createdCount = work.filter((each) => each.former === null).length;
    const changedCount = work.length - createdCount;
    return { createdCount, changedCount, unchangedCount: rows.length - work.length, work };
  },
  async write(tx, factors) {
    const created = factors.filter(({ former }) => former === null);
    await insertRows(tx, ItemUnit, created);
    const changed = factors.filter(({ former }) => former !== null);
    await updateRows(tx, ItemUnit, ["factor"], changed);
    // Its units are part of an item: whoever has read the former ones must read again.
    const itemIds = [...new Set(factors.map(({ itemId }) => itemId))];
    await reviseRows(
      tx,
      Item,
      ["active"],
      itemIds.map((id) => ({ id, active: true })),
    );
    for (const { itemId, code, unitId, factor, former } of factors) {
      const change = {
        before: { [`unit ${unitId}`]: former },
        after: { [`unit ${unitId}`]: factor },
      };
      tx.record({ type: "item", id: itemId, number: code, ...change });
    }
  },
});

async function readNamed(tx: Tx, rows: readonly CheckedRow<Columns>[]) {
  const items = await tx.rows<ItemFacts>(
    `SELECT i.id, i.code, i.unit_id AS unitId FROM items i
     WHERE i.tenant_id = :tenant AND i.active = 1 AND i.code IN :codes ORDER BY i.id FOR UPDATE`,
    { codes: codesIn(rows, "item") },
  );
  const units = await tx.rows<{ id: Id; code: string }>(
    "SELECT u.id, u.code FROM units u WHERE u.tenant_id = :tenant",
  );
  return { items: byCode(items), units: byCode(units) };
}

async function readFactors(tx: Tx, itemIds: readonly Id[]) {
  const rows = await tx.rows<{ id: Id; itemId: Id; unitId: Id; factor: string }>(
    `SELECT x.id, x.item_id AS itemId, x.unit_id AS unitId, x.factor FROM item_units x
     WHERE x.tenant_id = :tenant AND x.item_id IN :itemIds`,
    { itemIds },
  );
  return new Map(rows.map((row) => [`${row.itemId}:${row.unitId}`, row]));
}
