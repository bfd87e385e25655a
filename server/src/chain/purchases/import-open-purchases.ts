import { compareDays, exact, priceLine, type Day } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import {
  byCode,
  codeKey,
  codesIn,
  defineImport,
  importColumn,
  unknownCodes,
  type CheckedRow,
  type ImportFault,
  type ImportRow,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { findPartiesByCode, findSupplierTerms, type SupplierTerms } from "../../masters/parties";
import { warehousesByCode } from "../../masters/plant";
import { bringPurchaseOrder } from "./bring-purchase-order";
import type { WantedLine } from "./purchase-lines";

const NAME = "openPurchases.import";
/** Each is written as an order of its own; more come in several files. */
const MOST_ORDERS = 1_000;

const columns = {
  number: importColumn.text({ headings: ["原采购单号", "Former number"], required: true, max: 64 }),
  supplier: importColumn.text({
    headings: ["供应商编码", "Supplier code"],
    required: true,
    max: 64,
  }),
  orderedOn: importColumn.day({ headings: ["下单日期", "Ordered on"], required: false }),
  includesTax: importColumn.flag({ headings: ["含税", "Includes tax"], required: false }),
  item: importColumn.text({ headings: ["物料编码", "Item code"], required: true, max: 64 }),
  quantity: importColumn.quantity({ headings: ["未到数量", "Open quantity"], required: true }),
  unitPrice: importColumn.decimal({
    headings: ["采购单价", "Unit price"],
    required: true,
    mask: "cost",
  }),
  taxRate: importColumn.rate({ headings: ["税率", "Tax rate"], required: false }),
  dueOn: importColumn.day({ headings: ["到货日期", "Due on"], required: true }),
  warehouse: importColumn.text({
    headings: ["收货仓库编码", "Warehouse code"],
    required: false,
    max: 64,
  }),
};

type Columns = typeof columns;
type Row = ImportRow<Columns>;
type Checked = CheckedRow<Columns>;

interface BroughtPurchase {
  number: string;
  row: number;
  orderedOn: Day | null;
  includesTax: boolean;
  supplierId: Id;
  lines: Row[];
}

interface PurchaseWork {
  purchases: BroughtPurchase[];
  names: Names;
}

/**
 * What suppliers still have to deliver from before, one row per line with its **open** quantity; rows of one former number are
 * one order, which the supplier has in hand and has agreed to. Plans made from then on use what comes. Known by the former
 * number: the same file again changes nothing.
 */
export const openPurchaseImport = defineImport<Columns, PurchaseWork>({
  name: NAME,
  columns,
  examples: [
    {
      ...{ number: "示例-CG-0711", supplier: "示例-S001", orderedOn: "2026-07-11" },
      ...{ item: "示例-原料", quantity: "500", unitPrice: "6.8", dueOn: "2026-12-05" },
    },
  ],
  async check(tx, rows, siblings) {
    const names = await readNamed(tx, rows);
    return [
      ...unknownCodes(rows, siblings, [
        {
          ...{ column: "supplier", kind: "party", known: names.suppliers },
          fault: "import.no_supplier",
        },
        { column: "item", kind: "item", known: names.items },
        { column: "warehouse", kind: "warehouse", known: names.warehouses },
      ]),
      ...rows.flatMap((row) => rowFaults(row, names)),
      ...orderFaults(rows),
    ];
  },
  async plan(tx, rows) {
    const names = await readNamed(tx, rows);
    const known = await readKnown(tx, codesIn(rows, "number"));
    const purchases = purchasesIn(rows, names);
    const work = purchases.filter(({ number }) => !known.has(codeKey(number)));
    const there = purchases.filter(({ number }) => known.has(codeKey(number)));
    return {
      ...{ createdCount: work.length, changedCount: 0, unchangedCount: there.length },
      remarks: there.map(({ number, row }) => ({
        code: "import.note.purchase_known",
        facts: { value: number, number: known.get(codeKey(number)) },
        rows: [row],
      })),
      work: { purchases: work, names },
    };
  },
  async write(tx, { purchases, names }) {
    const suppliers = new Map<Id, SupplierTerms>();
    // One order after the other, as each is numbered and owned by itself; the number of them is limited.
    for (const purchase of purchases) {
      const { supplierId, number, orderedOn, includesTax } = purchase;
      const supplier =
        suppliers.get(supplierId) ?? (await findSupplierTerms(tx, NAME, supplierId))!;
      suppliers.set(supplierId, supplier);
      const lines = purchase.lines.map((line) => wantedLine(line, names, supplier, includesTax));
      const head = { pricesIncludeTax: includesTax, legacyNumber: number };
      await bringPurchaseOrder(tx, { ...head, orderedOn: orderedOn ?? tx.today }, supplier, lines);
    }
  },
});

interface NamedItem {
  id: Id;
  code: string;
  name: string;
  kind: string;
  unitName: string;
  homeId: Id | null;
}

interface Names {
  suppliers: ReadonlyMap<string, { id: Id; code: string }>;
  items: ReadonlyMap<string, NamedItem>;
  warehouses: ReadonlyMap<string, { id: Id; code: string }>;
  usualWarehouseId: Id;
}

async function readNamed(tx: Tx, rows: readonly Checked[]): Promise<Names> {
  const items = await tx.rows<NamedItem>(
    `SELECT i.id, i.code, i.name, i.kind, u.name AS unitName, i.home_warehouse_id AS homeId
     FROM items i JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE i.tenant_id = :tenant AND i.active = 1 AND i.code IN :codes`,
    { codes: codesIn(rows, "item") },
  );
  const usual = await tx.row<{ id: Id }>(
    "SELECT w.id FROM warehouses w WHERE w.tenant_id = :tenant AND w.is_default = 1",
  );
  const parties = await findPartiesByCode(tx, NAME, codesIn(rows, "supplier"));
  return {
    suppliers: byCode(parties.filter(({ isSupplier }) => isSupplier)),
    items: byCode(items),
    warehouses: byCode(await warehousesByCode(tx, codesIn(rows, "warehouse"))),
    usualWarehouseId: usual?.id ?? "0",
  };
}

async function readKnown(tx: Tx, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ legacyNumber: string; number: string }>(
    `SELECT o.legacy_number AS legacyNumber, o.number FROM purchase_orders o
     WHERE o.tenant_id = :tenant AND o.legacy_number IN :numbers`,
    { numbers },
  );
  return new Map(rows.map((row) => [codeKey(row.legacyNumber), row.number]));
}

function rowFaults({ row, values }: Checked, { items }: Names): ImportFault<Columns>[] {
  const faults: ImportFault<Columns>[] = [];
  const { item: code, orderedOn, dueOn } = values;
  const item = code === undefined ? undefined : items.get(codeKey(code));
  if (item && item.kind !== "goods") {
    faults.push({ row, column: "item", code: "import.service_stock", facts: { value: item.code } });
  }
  if (orderedOn && dueOn && compareDays(dueOn, orderedOn) < 0) {
    const facts = { value: dueOn, from: orderedOn };
    faults.push({ row, column: "dueOn", code: "import.day_before", facts });
  }
  return faults;
}

/** What an order has but once must be the same in all its rows, and orders are not without end. */
function orderFaults(rows: readonly Checked[]): ImportFault<Columns>[] {
  const first = new Map<string, Checked>();
  return rows.flatMap((each): ImportFault<Columns>[] => {
    const { row, values } = each;
    if (values.number === undefined) return [];
    const earlier = first.get(codeKey(values.number));
    if (!earlier) {
      first.set(codeKey(values.number), each);
      const facts = { count: first.size, maximum: MOST_ORDERS };
      return first.size === MOST_ORDERS + 1
        ? [{ row, column: "number", code: "import.too_many_rows", facts }]
        : [];
    }
    return (["supplier", "orderedOn", "includesTax"] as const).flatMap((column) => {
      const [value, other] = [values[column], earlier.values[column]];
      if (value == null || other === undefined || value === other) return [];
      return [{ row, column, code: "import.differs_from_row", facts: { row: earlier.row } }];
    });
  });
}

/** The rows of each former number as one order, in the order in which the numbers first appear. */
function purchasesIn(rows: readonly Row[], { suppliers }: Names): BroughtPurchase[] {
  const purchases = new Map<string, BroughtPurchase>();
  for (const line of rows) {
    const { row, values } = line;
    const purchase = purchases.get(codeKey(values.number)) ?? {
      ...{ number: values.number, row, orderedOn: values.orderedOn, lines: [] },
      includesTax: values.includesTax ?? true,
      supplierId: suppliers.get(codeKey(values.supplier))!.id,
    };
    purchases.set(codeKey(values.number), purchase);
    purchase.lines.push(line);
  }
  return [...purchases.values()];
}

function wantedLine(
  { values }: Row,
  { items, warehouses, usualWarehouseId }: Names,
  supplier: SupplierTerms,
  includesTax: boolean,
): WantedLine {
  const item = items.get(codeKey(values.item))!;
  const named = values.warehouse === null ? null : warehouses.get(codeKey(values.warehouse))!.id;
  const quantity = exact(values.quantity);
  const unitPrice = exact(values.unitPrice);
  const taxRate = values.taxRate === null ? supplier.taxRate : exact(values.taxRate);
  return {
    ...{ requisitionLineId: null, itemId: item.id, quantity, unitPrice, taxRate },
    ...{ itemCode: item.code, itemName: item.name, unitName: item.unitName },
    ...{ warehouseId: named ?? item.homeId ?? usualWarehouseId, dueOn: values.dueOn },
    ...{ orderLineId: null, shipTo: null },
    ...priceLine(quantity, unitPrice, taxRate, includesTax),
  };
}
