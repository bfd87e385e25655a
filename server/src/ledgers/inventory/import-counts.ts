import type { ImportAnswer, InputOf, stocktakesContract } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import {
  defineImport,
  importColumn,
  importRows,
  sourceOf,
  type CheckedRow,
  type ImportFault,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { loadCounting, readScope, withinScope } from "./counting-stocktake";
import { lotKey } from "./name-lots";
import { recordCounts, type Count } from "./record-counts";
import { NONE, stockKeyText, type StockKey } from "./stock.types";
import type { Stocktake } from "./stocktake.model";

type Input = InputOf<(typeof stocktakesContract)["stocktakes.importCounts"]>;

/** Reads counts from a file: every fault by its row, and with one of them nothing is written. */
export function importCounts(
  ctx: Ctx,
  { stocktakeId, file, dryRun }: Input,
): Promise<ImportAnswer> {
  return transact(ctx, async (tx) => {
    const stocktake = await loadCounting(tx, "stocktakes.enterCounts", stocktakeId);
    const answer = await importRows(tx, countImport(stocktake), sourceOf(file), {
      dryRun: dryRun ?? false,
    });
    if (!answer.dryRun)
      tx.record({
        ...{ type: "stocktake", id: stocktakeId, number: stocktake.number },
        before: {},
        after: { file: file.name, rows: answer.rowCount },
      });
    return answer;
  });
}

const columns = {
  item: importColumn.text({
    headings: ["物料编码", "Item", "Item code", "料号", "物料"],
    required: true,
    max: 64,
  }),
  location: importColumn.text({ headings: ["库位", "Location"], required: false, max: 64 }),
  lot: importColumn.text({ headings: ["批次", "Lot", "批号"], required: false, max: 64 }),
  status: importColumn.word({
    headings: ["库存状态", "Status", "状态"],
    required: false,
    words: {
      usable: ["可用", "Usable"],
      inspection: ["待检", "In inspection"],
      frozen: ["冻结", "Frozen"],
    },
  }),
  quantity: importColumn.decimal({
    headings: ["实盘数量", "Counted", "Quantity", "数量"],
    required: true,
  }),
  catchQuantity: importColumn.decimal({
    headings: ["双计量数量", "Catch quantity"],
    required: false,
  }),
};

type Columns = typeof columns;
type Row = CheckedRow<Columns>;

const MOST_COUNTS = 5_000;

function countImport(stocktake: Stocktake) {
  return defineImport<Columns, Count[]>({
    name: "stocktakes.importCounts",
    columns,
    mostRows: MOST_COUNTS,
    check: async (tx, rows) => checkRows(await readNamed(tx, stocktake, rows), rows),
    async plan(tx, rows) {
      const named = await readNamed(tx, stocktake, rows);
      const work = rows.map((row) => ({
        key: keyOf(named, row)!,
        quantity: exact(row.values.quantity),
        catchQuantity: exact(row.values.catchQuantity ?? "0"),
        serials: null,
      }));
      const changedCount = work.filter(({ key }) => named.listed.has(stockKeyText(key))).length;
      return { createdCount: work.length - changedCount, changedCount, unchangedCount: 0, work };
    },
    write: (tx, work) => recordCounts(tx.books, stocktake.id, work),
  });
}

interface Named {
  warehouseId: Id;
  items: Map<string, { id: Id; tracking: string }>;
  locations: Map<string, Id>;
  lots: Map<string, Id>;
  covers: (place: { locationId: Id; itemId: Id }) => boolean;
  listed: Set<string>;
}

const textsOf = (rows: readonly Row[], column: "item" | "location" | "lot") => [
  ...new Set(rows.flatMap(({ values }) => values[column] ?? [])),
];

/** What the file names, in four statements whatever its length. */
async function readNamed(tx: Tx, stocktake: Stocktake, rows: readonly Row[]): Promise<Named> {
  const { id: stocktakeId, warehouseId } = stocktake;
  const items = await tx.rows<{ id: Id; code: string; tracking: string }>(
    `SELECT i.id, i.code, i.tracking FROM items i WHERE i.tenant_id = :tenant AND i.code IN :codes`,
    { codes: textsOf(rows, "item") },
  );
  const locations = await tx.rows<{ id: Id; code: string }>(
    `SELECT l.id, l.code FROM locations l
     WHERE l.tenant_id = :tenant AND l.warehouse_id = :warehouseId AND l.code IN :codes`,
    { warehouseId, codes: textsOf(rows, "location") },
  );
  const lots = await tx.rows<{ id: Id; itemId: Id; number: string }>(
    `SELECT t.id, t.item_id AS itemId, t.number FROM stock_lots t
     WHERE t.tenant_id = :tenant AND t.item_id IN :itemIds AND t.number IN :numbers`,
    { itemIds: items.map((item) => item.id), numbers: textsOf(rows, "lot") },
  );
  const listed = await tx.rows<StockKey>(
    `SELECT n.item_id AS itemId, n.warehouse_id AS warehouseId, n.location_id AS locationId, n.lot_id AS lotId,
       n.owner_party_id AS ownerPartyId, n.status FROM stocktake_lines n
     WHERE n.tenant_id = :tenant AND n.stocktake_id = :stocktakeId`,
    { stocktakeId },
  );
  return {
    warehouseId,
    items: new Map(items.map((item) => [item.code.toLowerCase(), item])),
    locations: new Map(locations.map((each) => [each.code.toLowerCase(), each.id])),
    lots: new Map(lots.map((lot) => [lotKey(lot.itemId, lot.number), lot.id])),
    covers: withinScope(await readScope(tx, stocktakeId)),
    listed: new Set(listed.map(stockKeyText)),
  };
}

/** The stock key that a row names; undefined where it names something that is not there. */
function keyOf(named: Named, { values }: Row): StockKey | undefined {
  const { item, location, lot, status } = values;
  const itemId = item && named.items.get(item.toLowerCase())?.id;
  const locationId = location ? named.locations.get(location.toLowerCase()) : NONE;
  const lotId = itemId && lot ? named.lots.get(lotKey(itemId, lot)) : NONE;
  if (!itemId || !locationId || !lotId) return undefined;
  const { warehouseId } = named;
  return { itemId, warehouseId, locationId, lotId, ownerPartyId: NONE, status: status ?? "usable" };
}

function checkRows(named: Named, rows: readonly Row[]): ImportFault<Columns>[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const faults = faultsOf(named, row);
    const key = keyOf(named, row);
    if (!key) return faults;
    const text = stockKeyText(key);
    const first = seen.get(text);
    if (first !== undefined)
      faults.push({
        row: row.row,
        column: "item",
        code: "import.duplicate",
        facts: { row: first },
      });
    else seen.set(text, row.row);
    if (!named.covers(key))
      faults.push({ row: row.row, column: "item", code: "import.outside_count" });
    return faults;
  });
}

function faultsOf(named: Named, { row, values }: Row): ImportFault<Columns>[] {
  const { item: code, location, lot } = values;
  const faults: ImportFault<Columns>[] = [];
  const unknown = (column: keyof Columns, value: string) =>
    faults.push({ row, column, code: "import.reference", facts: { value } });
  const item = code ? named.items.get(code.toLowerCase()) : undefined;
  if (code && !item) unknown("item", code);
  if (location && !named.locations.has(location.toLowerCase())) unknown("location", location);
  if (item && lot && !named.lots.has(lotKey(item.id, lot))) unknown("lot", lot);
  if (item?.tracking === "lot" && !lot)
    faults.push({ row, column: "lot", code: "import.required" });
  if (item?.tracking === "serial")
    faults.push({ row, column: "item", code: "import.counted_by_serial" });
  return faults;
}
