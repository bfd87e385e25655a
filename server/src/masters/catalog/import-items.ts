import { exact } from "@quanlian/shared/domain";
import { insertRows, reviseRows, type Tx } from "../../kernel/db";
import {
  byCode,
  codeKey,
  codesIn,
  defineImport,
  unknownCodes,
  type CheckedRow,
  type ImportFault,
  type ImportRow,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { writeTerms } from "../../kernel/search";
import { catalogNeighbours, type Coded } from "./catalog-neighbours";
import { itemColumns } from "./import-items.columns";
import { Item } from "./item.model";
import { searchedItem } from "./item.resource";
import { changesOfStock, checkNature, plainNature, type ItemNature } from "./item.rules";

const MOST_DAYS = 3_650;

type Columns = typeof itemColumns;
type Row = ImportRow<Columns>;

/** Items by code. A cell that is left empty keeps what the item has; what stock is counted and told apart by stays. */
export const itemImport = defineImport<Columns, ItemWork>({
  name: "items.import",
  columns: itemColumns,
  brings: { kind: "item", column: "code" },
  examples: [
    {
      ...{
        code: "示例-成品",
        name: "不锈钢支架",
        spec: "304 / 200×80",
        unit: "pcs",
        supplyMode: "自制",
      },
      ...{ kind: "商品", leadTimeDays: "2", safetyStock: "50", warehouse: "W01" },
    },
    {
      ...{ code: "示例-原料", name: "不锈钢板", spec: "304 2.0mm", unit: "kg", supplyMode: "外购" },
      ...{ tracking: "批次", leadTimeDays: "7", lotMinimum: "100", standardCostPrice: "16.5" },
    },
  ],
  async check(tx, rows, siblings) {
    const named = await readNamed(tx, rows);
    const known = await readItems(tx, rows);
    const references = [
      { column: "unit", kind: "unit", known: named.units },
      { column: "catchUnit", kind: "unit", known: named.units },
      { column: "warehouse", kind: "warehouse", known: named.warehouses },
      { column: "supplier", kind: "party", known: named.suppliers, fault: "import.no_supplier" },
    ] as const;
    const moved = await catalogNeighbours().movedItems(
      tx,
      [...known.values()].map(({ id }) => id),
    );
    return [
      ...unknownCodes(rows, siblings, references),
      ...rows.flatMap((row) => faultsOf(row, named, known, moved)),
    ];
  },
  async plan(tx, rows) {
    const named = await readNamed(tx, rows);
    const known = await readItems(tx, rows);
    const work: ItemWork = { created: [], changed: [] };
    for (const { values } of rows) {
      const former = known.get(codeKey(values.code));
      const item = itemOf(values, named, former);
      if (!former) work.created.push({ ...item, id: tx.newId() });
      else if (fieldsThatDiffer(former, item).length > 0) {
        work.changed.push({ former, item: { ...item, id: former.id } });
      }
    }
    const createdCount = work.created.length;
    const changedCount = work.changed.length;
    return {
      createdCount,
      changedCount,
      unchangedCount: rows.length - createdCount - changedCount,
      work,
    };
  },
  write: writeItems,
});

interface ItemFields extends ItemNature {
  code: string;
  name: string;
  spec: string;
  leadTimeDays: number;
  lotMinimum: string;
  lotMultiple: string;
  lotFixed: string;
  homeWarehouseId: Id | null;
  standardCostPrice: string;
  defaultSupplierId: Id | null;
}

type KnownItem = ItemFields & { id: Id };

interface ItemWork {
  created: KnownItem[];
  changed: { former: KnownItem; item: KnownItem }[];
}

interface NamedRecords {
  units: Map<string, Coded>;
  warehouses: Map<string, Coded>;
  suppliers: Map<string, Coded>;
}

async function readNamed(tx: Tx, rows: readonly CheckedRow<Columns>[]): Promise<NamedRecords> {
  const neighbours = catalogNeighbours();
  const units = await tx.rows<Coded>(
    "SELECT u.id, u.code FROM units u WHERE u.tenant_id = :tenant",
  );
  return {
    units: byCode(units),
    warehouses: byCode([...(await neighbours.warehousesByCode(tx, codesIn(rows, "warehouse")))]),
    suppliers: byCode([
      ...(await neighbours.suppliersByCode(tx, "items.import", codesIn(rows, "supplier"))),
    ]),
  };
}

/** What there is of these codes, locked: what is compared here is what is changed. */
async function readItems(
  tx: Tx,
  rows: readonly CheckedRow<Columns>[],
): Promise<Map<string, KnownItem>> {
  const items = await tx.rows<KnownItem>(
    `SELECT i.id, i.code, i.name, i.spec, i.unit_id AS unitId, i.kind, i.supply_mode AS supplyMode, i.tracking,
       i.shelf_life_days AS shelfLifeDays, i.catch_unit_id AS catchUnitId, i.is_phantom AS isPhantom,
       i.is_custom AS isCustom, i.safety_stock AS safetyStock, i.lead_time_days AS leadTimeDays,
       i.lot_minimum AS lotMinimum, i.lot_multiple AS lotMultiple, i.lot_fixed AS lotFixed,
       i.home_warehouse_id AS homeWarehouseId, i.standard_cost_price AS standardCostPrice,
       i.default_supplier_id AS defaultSupplierId
     FROM items i WHERE i.tenant_id = :tenant AND i.code IN :codes ORDER BY i.id FOR UPDATE`,
    { codes: codesIn(rows, "code") },
  );
  return byCode(items);
}

const COLUMN_OF: Readonly<Record<string, keyof Columns>> = {
  catchUnitId: "catchUnit",
  kind: "kind",
  tracking: "tracking",
  shelfLifeDays: "shelfLifeDays",
  safetyStock: "safetyStock",
  isPhantom: "isPhantom",
};

function faultsOf(
  { row, values }: CheckedRow<Columns>,
  named: NamedRecords,
  known: ReadonlyMap<string, KnownItem>,
  moved: ReadonlySet<Id>,
): ImportFault<Columns>[] {
  const faults: ImportFault<Columns>[] = [];
  const add = (column: keyof Columns, code: string, facts?: Record<string, unknown>) =>
    faults.push({ row, column, code, ...(facts && { facts }) });
  for (const column of ["leadTimeDays", "shelfLifeDays"] as const) {
    const days = values[column];
    const minimum = column === "leadTimeDays" ? 0 : 1;
    if (days != null && (days < minimum || days > MOST_DAYS)) {
      add(column, "import.range", { minimum, maximum: MOST_DAYS });
    }
  }
  const former = values.code === undefined ? undefined : known.get(codeKey(values.code));
  const unit = values.unit === undefined ? undefined : named.units.get(codeKey(values.unit));
  if (former && unit && unit.id !== former.unitId) {
    const fixed = [...named.units.values()].find(({ id }) => id === former.unitId);
    add("unit", "import.fixed", { value: former.code, known: fixed?.code ?? "" });
  }
  if (values.supplyMode === undefined) return faults;
  const item = itemOf(values as Row["values"], named, former);
  const take = (path: readonly (string | number)[], code: string) =>
    add(COLUMN_OF[String(path[0])] ?? "code", code);
  checkNature({ add: take }, item);
  if (former && moved.has(former.id)) {
    for (const field of changesOfStock(former, item)) {
      add(COLUMN_OF[field]!, "import.fixed_by_stock", { value: former.code });
    }
  }
  return faults;
}

/** The item as the row wants it: an empty cell leaves what is there, or the usual. */
function itemOf(
  values: Row["values"],
  { units, warehouses, suppliers }: NamedRecords,
  former: KnownItem | undefined,
): ItemFields {
  const before = former ?? NEW_ITEM;
  const idOf = (known: Map<string, Coded>, code: string | null | undefined, else_: Id | null) =>
    code == null ? else_ : (known.get(codeKey(code))?.id ?? null);
  return {
    code: former?.code ?? values.code,
    name: values.name,
    spec: values.spec ?? before.spec,
    unitId: former?.unitId ?? units.get(codeKey(values.unit ?? ""))?.id ?? "0",
    supplyMode: values.supplyMode,
    kind: values.kind ?? before.kind,
    tracking: values.tracking ?? before.tracking,
    shelfLifeDays: values.shelfLifeDays ?? before.shelfLifeDays,
    catchUnitId: idOf(units, values.catchUnit, before.catchUnitId),
    isPhantom: values.isPhantom ?? before.isPhantom,
    isCustom: before.isCustom,
    safetyStock: values.safetyStock ?? before.safetyStock,
    leadTimeDays: values.leadTimeDays ?? before.leadTimeDays,
    lotMinimum: values.lotMinimum ?? before.lotMinimum,
    lotMultiple: values.lotMultiple ?? before.lotMultiple,
    lotFixed: values.lotFixed ?? before.lotFixed,
    homeWarehouseId: idOf(warehouses, values.warehouse, before.homeWarehouseId),
    standardCostPrice: values.standardCostPrice ?? before.standardCostPrice,
    defaultSupplierId: idOf(suppliers, values.supplier, before.defaultSupplierId),
  };
}

const NEW_ITEM = {
  ...plainNature,
  ...{ spec: "", leadTimeDays: 0, lotMinimum: "0", lotMultiple: "0", lotFixed: "0" },
  ...{ homeWarehouseId: null, standardCostPrice: "0", defaultSupplierId: null },
} as const;

const DECIMALS = new Set<string>([
  ...["lotMinimum", "lotMultiple", "lotFixed"],
  ...["safetyStock", "standardCostPrice"],
]);
const WRITTEN = [
  ...(["name", "spec", "supplyMode", "kind", "tracking", "shelfLifeDays", "catchUnitId"] as const),
  ...(["isPhantom", "safetyStock", "leadTimeDays", "lotMinimum", "lotMultiple"] as const),
  ...(["lotFixed", "homeWarehouseId", "standardCostPrice", "defaultSupplierId"] as const),
] as const;

/** A decimal that is only written differently is no change. */
const fieldsThatDiffer = (former: ItemFields, item: ItemFields) =>
  WRITTEN.filter((field) =>
    DECIMALS.has(field)
      ? exact(former[field] as string) !== exact(item[field] as string)
      : former[field] !== item[field],
  );

async function writeItems(tx: Tx, { created, changed }: ItemWork): Promise<void> {
  await insertRows(tx, Item, created);
  await reviseRows(
    tx,
    Item,
    WRITTEN,
    changed.map(({ item }) => item),
  );
  const renamed = changed.filter(
    ({ former, item }) => former.name !== item.name || former.spec !== item.spec,
  );
  await writeTerms(tx, "item", [...created, ...renamed.map(({ item }) => item)].map(searchedItem));
  for (const { id, ...after } of created) {
    tx.record({ type: "item", id, number: after.code, before: null, after });
  }
  for (const { former, item } of changed) {
    const fields = fieldsThatDiffer(former, item);
    const of = (each: ItemFields) => Object.fromEntries(fields.map((name) => [name, each[name]]));
    tx.record({
      type: "item",
      id: item.id,
      number: item.code,
      before: of(former),
      after: of(item),
    });
  }
}
