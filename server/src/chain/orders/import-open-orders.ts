import { compareDays } from "@quanlian/shared/domain";
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
import { findPartiesByCode, type NamedParty } from "../../masters/parties";
import { warehousesByCode } from "../../masters/plant";
import { draftOrder } from "./draft-order";
import type { OrderDraft, OrderDraftLine } from "./order-draft";

const NAME = "openOrders.import";
/** Each is drafted as an order of its own; more come in several files. */
const MOST_ORDERS = 1_000;
const MOST_LINES = 200;

const columns = {
  number: importColumn.text({ headings: ["原订单号", "Former number"], required: true, max: 64 }),
  customer: importColumn.text({
    headings: ["客户编码", "Customer code"],
    required: true,
    max: 64,
  }),
  orderedOn: importColumn.day({ headings: ["下单日期", "Ordered on"], required: false }),
  reference: importColumn.text({
    headings: ["客户订单号", "Customer's reference"],
    required: false,
    max: 128,
  }),
  includesTax: importColumn.flag({ headings: ["含税", "Includes tax"], required: false }),
  item: importColumn.text({ headings: ["物料编码", "Item code"], required: true, max: 64 }),
  mode: importColumn.word({
    headings: ["业务模式", "Mode"],
    required: false,
    words: {
      standard: ["标准", "Standard"],
      custom: ["定制", "Custom"],
      dropship: ["直发", "Dropship"],
    },
  }),
  quantity: importColumn.quantity({ headings: ["未交数量", "Open quantity"], required: true }),
  unitPrice: importColumn.decimal({ headings: ["单价", "Unit price"], required: true }),
  taxRate: importColumn.rate({ headings: ["税率", "Tax rate"], required: false }),
  requestedOn: importColumn.day({ headings: ["交货日期", "Requested on"], required: true }),
  warehouse: importColumn.text({
    headings: ["发货仓库编码", "Warehouse code"],
    required: false,
    max: 64,
  }),
};

type Columns = typeof columns;
type Row = ImportRow<Columns>;
type Checked = CheckedRow<Columns>;

interface OpenOrder {
  number: string;
  row: number;
  draft: OrderDraft;
}

/**
 * What customers still wait for from before, one row per line with its **open** quantity; rows of one former number are one
 * order. Each becomes a draft here, and is confirmed after that by itself as any order would be: planned, or left waiting with
 * its reason. Known by the former number: the same file again changes nothing.
 */
export const openOrderImport = defineImport<Columns, OpenOrder[]>({
  name: NAME,
  columns,
  examples: [
    {
      ...{ number: "示例-2026-0815", customer: "示例-C001", orderedOn: "2026-08-15" },
      ...{ item: "示例-成品", quantity: "40", unitPrice: "128", requestedOn: "2026-12-20" },
    },
  ],
  async check(tx, rows, siblings) {
    const names = await readNamed(tx, rows);
    return [
      ...unknownCodes(rows, siblings, [
        { column: "customer", kind: "party", known: names.parties },
        { column: "item", kind: "item", known: names.items },
        { column: "warehouse", kind: "warehouse", known: names.warehouses },
      ]),
      ...rows.flatMap((row) => rowFaults(row, names)),
      ...orderFaults(rows),
    ];
  },
  async plan(tx, rows) {
    const known = await readKnown(tx, codesIn(rows, "number"));
    const orders = ordersIn(rows, await readNamed(tx, rows));
    const work = orders.filter(({ number }) => !known.has(codeKey(number)));
    const there = orders.filter(({ number }) => known.has(codeKey(number)));
    return {
      createdCount: work.length,
      changedCount: 0,
      unchangedCount: there.length,
      remarks: there.map(({ number, row }) => ({
        code: "import.note.order_known",
        facts: { value: number, number: known.get(codeKey(number)) },
        rows: [row],
      })),
      work,
    };
  },
  async write(tx, orders) {
    // One order after the other, as each is judged, numbered and owned by itself; the number of them is limited.
    for (const { draft } of orders) {
      const { id } = await draftOrder(tx, draft);
      tx.enqueue("order.brought", { orderId: id });
    }
  },
});

interface Names {
  parties: ReadonlyMap<string, NamedParty>;
  items: ReadonlyMap<string, { id: Id; code: string; kind: string; supplyMode: string }>;
  warehouses: ReadonlyMap<string, { id: Id; code: string }>;
}

async function readNamed(tx: Tx, rows: readonly Checked[]): Promise<Names> {
  const items = await tx.rows<{ id: Id; code: string; kind: string; supplyMode: string }>(
    `SELECT i.id, i.code, i.kind, i.supply_mode AS supplyMode FROM items i
     WHERE i.tenant_id = :tenant AND i.active = 1 AND i.code IN :codes`,
    { codes: codesIn(rows, "item") },
  );
  return {
    parties: byCode(await findPartiesByCode(tx, NAME, codesIn(rows, "customer"))),
    items: byCode(items),
    warehouses: byCode(await warehousesByCode(tx, codesIn(rows, "warehouse"))),
  };
}

async function readKnown(tx: Tx, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ legacyNumber: string; number: string }>(
    `SELECT o.legacy_number AS legacyNumber, o.number FROM sales_orders o
     WHERE o.tenant_id = :tenant AND o.legacy_number IN :numbers`,
    { numbers },
  );
  return new Map(rows.map((row) => [codeKey(row.legacyNumber), row.number]));
}

function rowFaults({ row, values }: Checked, { parties, items }: Names): ImportFault<Columns>[] {
  const faults: ImportFault<Columns>[] = [];
  const { customer, item: code, mode, orderedOn, requestedOn } = values;
  const party = customer === undefined ? undefined : parties.get(codeKey(customer));
  if (party && !party.isCustomer) {
    const facts = { value: party.code };
    faults.push({ row, column: "customer", code: "import.not_customer", facts });
  }
  const item = code === undefined ? undefined : items.get(codeKey(code));
  if (mode === "dropship" && item && item.supplyMode !== "buy") {
    faults.push({ row, column: "mode", code: "import.dropship_made", facts: { value: item.code } });
  }
  if (orderedOn && requestedOn && compareDays(requestedOn, orderedOn) < 0) {
    const facts = { value: requestedOn, from: orderedOn };
    faults.push({ row, column: "requestedOn", code: "import.day_before", facts });
  }
  return faults;
}

/** What an order has but once must be the same in all its rows, and neither rows nor orders are without end. */
function orderFaults(rows: readonly Checked[]): ImportFault<Columns>[] {
  const first = new Map<string, Checked>();
  const lines = new Map<string, number>();
  return rows.flatMap((each): ImportFault<Columns>[] => {
    const { row, values } = each;
    if (values.number === undefined) return [];
    const key = codeKey(values.number);
    const earlier = first.get(key);
    lines.set(key, (lines.get(key) ?? 0) + 1);
    if (lines.get(key) === MOST_LINES + 1) {
      const facts = { count: MOST_LINES + 1, maximum: MOST_LINES };
      return [{ row, column: "number", code: "import.too_many_rows", facts }];
    }
    if (!earlier) {
      first.set(key, each);
      const facts = { count: first.size, maximum: MOST_ORDERS };
      return first.size === MOST_ORDERS + 1
        ? [{ row, column: "number", code: "import.too_many_rows", facts }]
        : [];
    }
    return (["customer", "orderedOn", "reference", "includesTax"] as const).flatMap((column) => {
      const [value, other] = [values[column], earlier.values[column]];
      if (value == null || other === undefined || value === other) return [];
      const facts = { row: earlier.row };
      return [{ row, column, code: "import.differs_from_row", facts }];
    });
  });
}

/** The rows of each former number as one draft, in the order in which the numbers first appear. */
function ordersIn(rows: readonly Row[], names: Names): OpenOrder[] {
  const orders = new Map<string, Row[]>();
  for (const row of rows) {
    const key = codeKey(row.values.number);
    orders.set(key, [...(orders.get(key) ?? []), row]);
  }
  return [...orders.values()].map((lines) => {
    const [{ row, values }] = lines as [Row, ...Row[]];
    const days = lines.map((line) => line.values.requestedOn).sort(compareDays);
    return {
      ...{ number: values.number, row },
      draft: {
        customerId: names.parties.get(codeKey(values.customer))!.id,
        legacyNumber: values.number,
        orderedOn: values.orderedOn ?? undefined,
        requestedOn: days[0]!,
        customerReference: values.reference ?? undefined,
        pricesIncludeTax: values.includesTax ?? true,
        lines: lines.map((line) => lineOf(line, names)),
      },
    };
  });
}

const lineOf = ({ values }: Row, { items, warehouses }: Names): OrderDraftLine => ({
  mode: values.mode ?? "standard",
  itemId: items.get(codeKey(values.item))!.id,
  quantity: values.quantity,
  unitPrice: values.unitPrice,
  ...(values.taxRate === null ? {} : { taxRate: values.taxRate }),
  requestedOn: values.requestedOn,
  ...(values.warehouse === null
    ? {}
    : { warehouseId: warehouses.get(codeKey(values.warehouse))!.id }),
});
