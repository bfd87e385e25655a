import { addDays, cents, type Day } from "@quanlian/shared/domain";
import { SalesOrder } from "../../../server/src/chain/orders/order.model";
import { searchedOrder } from "../../../server/src/chain/orders/order.resource";
import { insertRow, insertRows, transact, type Tx } from "../../../server/src/kernel/db";
import { writeTerms } from "../../../server/src/kernel/search";
import { StockMove } from "../../../server/src/ledgers/inventory/inventory.model";
import { Item, Unit } from "../../../server/src/masters/catalog";
import { searchedItem } from "../../../server/src/masters/catalog/item.resource";
import { Party } from "../../../server/src/masters/parties";
import { Warehouse } from "../../../server/src/masters/plant";
import { range } from "../confirm-order/factory-plan";
import { seedingCtx, type BenchProduct, type BenchTenant } from "../support/bench-product";

/** One scale is a factory's first month; a hundred are its years. */
const ORDERS_PER_SCALE = 1_000;
const MOVES_PER_SCALE = 10_000;
const ITEMS = 2_000;
const CUSTOMERS = 500;
const ROWS_PER_TRANSACTION = 5_000;
/** One order in so many waits for an approval: what a rare filter looks for. */
const RARE = 997;
/** One order in so many belongs to the member whose scope is his own. */
const OWN = 20;

/** What the queries ask about. */
export interface ListedFactory extends BenchTenant {
  today: Day;
  memberId: string;
  customerIds: string[];
  itemIds: string[];
  warehouseIds: string[];
  orders: number;
  moves: number;
}

const MATERIALS = ["不锈钢", "铝合金", "碳钢", "黄铜", "尼龙", "镀锌板"];
const THINGS = ["支架", "法兰", "铰链", "箱体", "导轨", "垫片", "滑块", "把手"];

/** Writes masters, orders with their search terms, and stock moves straight into the product's tables. */
export async function seedLists(
  product: BenchProduct,
  tenant: BenchTenant,
  memberId: string,
  scale: number,
): Promise<ListedFactory> {
  const ctx = seedingCtx(product, tenant.tenantId, "bench.seed");
  const newIds = (count: number) => range(count).map(() => ctx.newId());
  const factory: ListedFactory = {
    ...tenant,
    today: ctx.today,
    memberId,
    customerIds: newIds(CUSTOMERS),
    itemIds: newIds(ITEMS),
    warehouseIds: newIds(3),
    orders: scale * ORDERS_PER_SCALE,
    moves: scale * MOVES_PER_SCALE,
  };
  await transact(ctx, (tx) => writeMasters(tx, factory));
  for (let from = 0; from < factory.orders; from += ROWS_PER_TRANSACTION) {
    const count = Math.min(ROWS_PER_TRANSACTION, factory.orders - from);
    await transact(ctx, (tx) => writeOrders(tx, factory, from, count));
  }
  for (let from = 0; from < factory.moves; from += ROWS_PER_TRANSACTION) {
    const count = Math.min(ROWS_PER_TRANSACTION, factory.moves - from);
    await transact(ctx, (tx) => writeMoves(tx, factory, from, count));
  }
  return factory;
}

async function writeMasters(tx: Tx, factory: ListedFactory): Promise<void> {
  const unitId = tx.newId();
  await insertRow(tx, Unit, { id: unitId, code: "pcs", name: "件", places: 0 });
  await insertRows(
    tx,
    Warehouse,
    factory.warehouseIds.map((id, i) => ({
      id,
      code: `W${i}`,
      name: `仓库${i}`,
      isDefault: i === 0,
    })),
  );
  await insertRows(
    tx,
    Party,
    factory.customerIds.map((id, i) => ({
      id,
      code: `C${i}`,
      name: `宁海机电${i}`,
      isCustomer: true,
      isSupplier: false,
    })),
  );
  const items = factory.itemIds.map((id, i) => ({
    id,
    code: `P${i}`,
    name: nameOf(i),
    spec: `${10 + (i % 90)}×${20 + (i % 70)}`,
    unitId,
    supplyMode: "buy" as const,
    leadTimeDays: 3,
  }));
  await insertRows(tx, Item, items);
  await writeTerms(tx, "item", items.map(searchedItem));
}

const nameOf = (i: number) =>
  `${MATERIALS[i % MATERIALS.length]}${THINGS[Math.floor(i / MATERIALS.length) % THINGS.length]}`;

async function writeOrders(
  tx: Tx,
  factory: ListedFactory,
  from: number,
  count: number,
): Promise<void> {
  const rows = range(count).map((i) => orderRow(tx, factory, from + i));
  await insertRows(tx, SalesOrder, rows);
  await writeTerms(tx, "order", rows.map(searchedOrder));
}

function orderRow(tx: Tx, factory: ListedFactory, i: number) {
  const inclCents = cents(10_000 + ((i * 7_919) % 9_000_000));
  const taxCents = cents(Math.floor(inclCents / 10));
  return {
    id: tx.newId(),
    number: `XSDD2026${String(1 + (i % 12)).padStart(2, "0")}-${String(i).padStart(6, "0")}`,
    customerId: factory.customerIds[(i * 31) % CUSTOMERS]!,
    ownerId: i % OWN === 0 ? factory.memberId : null,
    state: stateOf(i),
    orderedOn: addDays(tx.today, -(i % 700)),
    requestedOn: addDays(tx.today, 30 - (i % 700)),
    promisedOn: i % 3 === 0 ? null : addDays(tx.today, 35 - (i % 700)),
    customerReference: `${nameOf(i)}${i}批`,
    pricesIncludeTax: true,
    inclCents,
    exclCents: cents(inclCents - taxCents),
    taxCents,
  };
}

function stateOf(i: number) {
  if (i % RARE === 0) return "pending_approval" as const;
  return (["draft", "confirmed", "completed", "cancelled"] as const)[i % 4]!;
}

async function writeMoves(
  tx: Tx,
  factory: ListedFactory,
  from: number,
  count: number,
): Promise<void> {
  const sourceId = tx.newId();
  const rows = range(count).map((at) => {
    const i = from + at;
    return {
      itemId: factory.itemIds[(i * 17) % ITEMS]!,
      warehouseId: factory.warehouseIds[i % 3]!,
      locationId: "0",
      lotId: "0",
      ownerPartyId: "0",
      status: "usable" as const,
      quantity: String(1 + (i % 500)),
      catchQuantity: "0",
      valueCents: cents(100 + (i % 100_000)),
      kind: "adjustment" as const,
      reason: "期初",
      sourceType: "stock_adjustment",
      sourceId,
      factId: sourceId,
      effect: "adjust",
      lineId: tx.newId(),
      occurredOn: addDays(tx.today, -(i % 700)),
    };
  });
  await insertRows(tx, StockMove, rows);
}
