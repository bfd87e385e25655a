import { exact, toDecimalText, toYuanText, type Cents } from "@quanlian/shared/domain";
import { insertStatement, type Tx } from "../../kernel/db";
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
  type Siblings,
} from "../../kernel/exchange";
import { Faults } from "../../kernel/errors";
import { compareIds, type Id } from "../../kernel/ids";
import { locationsByCode, warehousesByCode } from "../../masters/plant";
import { openingStockBrought, type BroughtStock } from "./inventory.events";
import { ItemStockRow } from "./inventory.model";
import { lotKey, nameLots } from "./name-lots";
import { NONE, type StockPlace } from "./stock.types";

const columns = {
  item: importColumn.text({ headings: ["物料编码", "Item code"], required: true, max: 64 }),
  warehouse: importColumn.text({ headings: ["仓库编码", "Warehouse"], required: true, max: 64 }),
  location: importColumn.text({ headings: ["库位编码", "Location"], required: false, max: 64 }),
  lot: importColumn.text({ headings: ["批号", "Lot"], required: false, max: 64 }),
  expiresOn: importColumn.day({ headings: ["有效期至", "Expires on"], required: false }),
  quantity: importColumn.quantity({ headings: ["数量", "Quantity"], required: true }),
  catchQuantity: importColumn.decimal({
    headings: ["双计量数量", "Catch quantity"],
    required: false,
  }),
  unitCost: importColumn.decimal({
    headings: ["单位成本", "Unit cost"],
    required: false,
    mask: "cost",
  }),
};

type Columns = typeof columns;
type Row = ImportRow<Columns>;

interface ItemFacts {
  id: Id;
  code: string;
  kind: "goods" | "service";
  tracking: "none" | "lot" | "serial";
  places: number;
}

interface NamedRecords {
  items: Map<string, ItemFacts>;
  warehouses: Map<string, { id: Id; code: string }>;
  /** By warehouse and code. */
  locations: Map<string, Id>;
}

/**
 * What lies where on the day a company moves in, with its cost. Known by item, warehouse, place and lot: what was brought
 * once is never brought again, and a difference is a matter of an adjustment.
 */
export const openingStockImport = defineImport<Columns, Row["values"][]>({
  name: "openingStock.import",
  columns,
  examples: [
    {
      ...{ item: "示例-原料", warehouse: "W01", location: "A-01", lot: "20260901" },
      ...{ quantity: "350.5", unitCost: "16.5" },
    },
  ],
  async check(tx, rows, siblings) {
    const named = await readNamed(tx, rows);
    const brought = await readBrought(tx, named);
    return [
      ...unknownCodes(rows, siblings, [
        { column: "item", kind: "item", known: named.items },
        { column: "warehouse", kind: "warehouse", known: named.warehouses },
      ]),
      ...repeatedRows(rows, ["item", "warehouse", "location", "lot"]),
      ...rows.flatMap((row) => faultsOf(row, named, brought, siblings)),
    ];
  },
  async plan(tx, rows) {
    const named = await readNamed(tx, rows);
    const brought = await readBrought(tx, named);
    const work = rows
      .map(({ values }) => values)
      .filter((values) => !brought.has(keyOf(values, named)));
    const unchangedCount = rows.length - work.length;
    return { createdCount: work.length, changedCount: 0, unchangedCount, work };
  },
  write: bringStock,
});

async function readNamed(tx: Tx, rows: readonly CheckedRow<Columns>[]): Promise<NamedRecords> {
  const items = await tx.rows<ItemFacts>(
    `SELECT i.id, i.code, i.kind, i.tracking, u.places FROM items i
       JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE i.tenant_id = :tenant AND i.active = 1 AND i.code IN :codes`,
    { codes: codesIn(rows, "item") },
  );
  const locations = await locationsByCode(tx, codesIn(rows, "location"));
  return {
    items: byCode(items),
    warehouses: byCode(await warehousesByCode(tx, codesIn(rows, "warehouse"))),
    locations: new Map(
      locations.map((each) => [`${each.warehouseId}:${codeKey(each.code)}`, each.id]),
    ),
  };
}

/** Item, warehouse, location and lot of a row, as one text. */
function keyOf(
  { item, warehouse, location, lot }: Partial<Row["values"]>,
  { items, warehouses, locations }: NamedRecords,
): string {
  const warehouseId = warehouses.get(codeKey(warehouse ?? ""))?.id ?? "";
  const locationId = location == null ? NONE : locations.get(`${warehouseId}:${codeKey(location)}`);
  const itemId = items.get(codeKey(item ?? ""))?.id ?? "";
  return [itemId, warehouseId, locationId ?? "", codeKey(lot ?? "")].join(":");
}

interface Brought {
  quantity: string;
  valueCents: Cents;
}

/** What earlier imports have brought of these items. */
async function readBrought(tx: Tx, { items }: NamedRecords): Promise<Map<string, Brought>> {
  const rows = await tx.rows<
    Brought & { itemId: Id; warehouseId: Id; locationId: Id; lot: string | null }
  >(
    `SELECT m.item_id AS itemId, m.warehouse_id AS warehouseId, m.location_id AS locationId, l.number AS lot,
       m.quantity, m.value_cents AS valueCents
     FROM stock_moves m LEFT JOIN stock_lots l ON l.tenant_id = :tenant AND l.id = m.lot_id
     WHERE m.tenant_id = :tenant AND m.item_id IN :itemIds AND m.kind = 'opening'`,
    { itemIds: [...items.values()].map(({ id }) => id) },
  );
  return new Map(
    rows.map(({ itemId, warehouseId, locationId, lot, ...rest }) => [
      [itemId, warehouseId, locationId, codeKey(lot ?? "")].join(":"),
      rest,
    ]),
  );
}

function faultsOf(
  { row, values }: CheckedRow<Columns>,
  named: NamedRecords,
  brought: ReadonlyMap<string, Brought>,
  siblings: Siblings,
): ImportFault<Columns>[] {
  const faults: ImportFault<Columns>[] = [];
  const add = (column: keyof Columns, code: string, facts?: Record<string, unknown>) =>
    faults.push({ row, column, code, ...(facts && { facts }) });
  const item = values.item === undefined ? undefined : named.items.get(codeKey(values.item));
  const warehouse = named.warehouses.get(codeKey(values.warehouse ?? ""));
  const { location, lot, quantity } = values;
  if (location != null && warehouse && !siblings.brings("location", location)) {
    const known = named.locations.has(`${warehouse.id}:${codeKey(location)}`);
    if (!known) add("location", "import.reference", { value: location });
  }
  if (item) {
    const facts = { value: item.code };
    if (item.kind === "service") add("item", "import.service_stock", facts);
    if (item.tracking === "lot" && lot === null) add("lot", "import.lot_required", facts);
    if (item.tracking === "none" && lot != null) add("lot", "import.lot_not_tracked", facts);
    if (item.tracking === "serial") add("item", "import.serial_by_adjustment", facts);
    if (quantity !== undefined && placesOf(quantity) > item.places) {
      add("quantity", "import.places", { value: quantity, places: item.places });
    }
  }
  const there = brought.get(keyOf(values, named));
  if (there && quantity !== undefined && exact(there.quantity) !== exact(quantity)) {
    const known = toDecimalText(exact(there.quantity));
    add("quantity", "import.stock_brought", { known, value: toYuanText(there.valueCents) });
  }
  return faults;
}

const placesOf = (decimal: string) => toDecimalText(exact(decimal)).split(".")[1]?.length ?? 0;

/** Names the lots, makes the rows that are locked, and lets the fact post it all. */
async function bringStock(tx: Tx, wanted: readonly Row["values"][]): Promise<void> {
  const named = await readNamed(
    tx,
    wanted.map((values, row) => ({ row, values })),
  );
  const faults = new Faults(tx.language);
  const itemIdOf = ({ item }: Row["values"]) => named.items.get(codeKey(item))!.id;
  const lots = await nameLots(
    tx,
    faults,
    wanted.flatMap((values, at) =>
      values.lot === null
        ? []
        : [
            {
              path: ["rows", at],
              itemId: itemIdOf(values),
              lot: { number: values.lot, expiresOn: values.expiresOn ?? undefined },
              mayCreate: true,
            },
          ],
    ),
  );
  faults.refuse();
  const lines = wanted.map((values): BroughtStock => {
    const warehouseId = named.warehouses.get(codeKey(values.warehouse))!.id;
    const location =
      values.location && named.locations.get(`${warehouseId}:${codeKey(values.location)}`);
    const itemId = itemIdOf(values);
    return {
      lineId: tx.newId(),
      itemId,
      warehouseId,
      locationId: location || NONE,
      lotId: values.lot === null ? NONE : lots.get(lotKey(itemId, values.lot))!,
      quantity: toDecimalText(exact(values.quantity)),
      catchQuantity: toDecimalText(exact(values.catchQuantity ?? "0")),
      unitCost: values.unitCost ?? "0",
    };
  });
  await openItemStocks(tx, lines);
  const cutoverId = tx.newId();
  await tx.emit(openingStockBrought, { cutoverId, lines });
  tx.record({ type: "cutover", id: cutoverId, before: null, after: { stock: lines.length } });
}

const ROWS_AT_ONCE = 2_000;

/**
 * Makes the locked rows of items that may be as new as this transaction: inside it, for one made aside would name an item
 * that is not there if the transaction fails. Ascending; two such runs that cross each other are tried again.
 */
async function openItemStocks(tx: Tx, places: readonly StockPlace[]): Promise<void> {
  const byKey = new Map(places.map((place) => [`${place.itemId}:${place.warehouseId}`, place]));
  const rows = [...byKey.values()]
    .sort((a, b) => compareIds(a.itemId, b.itemId) || compareIds(a.warehouseId, b.warehouseId))
    .map(({ itemId, warehouseId }) => ({ itemId, warehouseId, ...EMPTY }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const insert = insertStatement(tx, ItemStockRow, rows.slice(from, from + ROWS_AT_ONCE));
    await tx.send(`${insert} ON DUPLICATE KEY UPDATE on_hand = on_hand`);
  }
}

const EMPTY = { onHand: 0n, heldQuantity: 0n, reserved: 0n, valueCents: 0 as Cents };
