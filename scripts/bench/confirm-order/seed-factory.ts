import { cents } from "@quanlian/shared/domain";
import {
  insertRow,
  insertRows,
  transact,
  type NewRowOf,
  type Tx,
} from "../../../server/src/kernel/db";
import { Item, Unit } from "../../../server/src/masters/catalog";
import {
  BomComponent,
  BomVersion,
  RoutingOperation,
} from "../../../server/src/masters/catalog/bom.model";
import { Party } from "../../../server/src/masters/parties";
import { Warehouse } from "../../../server/src/masters/plant";
import { Calendar } from "../../../server/src/masters/plant/plant.model";
import { seedingCtx, type BenchProduct, type BenchTenant } from "../support/bench-product";
import {
  boughtItemsOf,
  isBoughtInStock,
  isProductInStock,
  lotMultipleOf,
  range,
  type FactorySize,
} from "./factory-plan";

/** A factory to order from: ids by their numbers in the plan. */
export interface BenchFactory extends BenchTenant {
  size: FactorySize;
  unitId: string;
  warehouseId: string;
  customerIds: string[];
  productIds: string[];
  partIds: string[];
  boughtIds: string[];
}

/** Fills a tenant with the plan's masters in one transaction, and with stock by the product's own operation. */
export async function seedFactory(
  product: BenchProduct,
  tenant: BenchTenant,
  size: FactorySize,
): Promise<BenchFactory> {
  const ctx = seedingCtx(product, tenant.tenantId, "bench.seed");
  const newIds = (count: number) => range(count).map(() => ctx.newId());
  const factory: BenchFactory = {
    ...tenant,
    size,
    unitId: ctx.newId(),
    warehouseId: ctx.newId(),
    customerIds: newIds(size.customers),
    boughtIds: newIds(size.boughtItems),
    partIds: newIds(size.products),
    productIds: newIds(size.products),
  };
  await transact(ctx, async (tx) => {
    await writePlant(tx, factory);
    await insertRows(tx, Party, factory.customerIds.map(customerRow));
    await writeItems(tx, factory);
    await writeRecipes(tx, factory);
    const { customerIds, boughtIds, partIds, productIds } = factory;
    recordCreated(tx, "party", customerIds);
    recordCreated(tx, "item", [...boughtIds, ...partIds, ...productIds]);
  });
  await shelve(product, factory);
  return factory;
}

async function writePlant(tx: Tx, factory: BenchFactory): Promise<void> {
  await insertRow(tx, Unit, { id: factory.unitId, code: "pcs", name: "件", places: 0 });
  await insertRow(tx, Warehouse, {
    id: factory.warehouseId,
    code: "W1",
    name: "主仓",
    isDefault: true,
  });
  await insertRow(tx, Calendar, {
    code: "standard",
    name: "标准日历",
    workingWeekdays: [1, 2, 3, 4, 5],
    minutesPerDay: 480,
    isDefault: true,
  });
}

/** Every customer has a limit, so that each confirmation checks it. */
const customerRow = (id: string, i: number): NewRowOf<typeof Party> => ({
  id,
  code: `C${i}`,
  name: `宁海机电${i}`,
  isCustomer: true,
  isSupplier: false,
  creditLimitCents: cents(100_000_000_000),
});

async function writeItems(tx: Tx, factory: BenchFactory): Promise<void> {
  const { unitId } = factory;
  const made = { unitId, supplyMode: "make", leadTimeDays: 1 } as const;
  await insertRows(tx, Item, [
    ...factory.boughtIds.map((id, i) => ({
      id,
      code: `B${i}`,
      name: `外购件${i}`,
      unitId,
      supplyMode: "buy" as const,
      leadTimeDays: 3 + (i % 10),
      lotMultiple: lotMultipleOf(i),
    })),
    ...factory.partIds.map((id, i) => ({ id, code: `M${i}`, name: `自制件${i}`, ...made })),
    ...factory.productIds.map((id, i) => ({ id, code: `P${i}`, name: `成品${i}`, ...made })),
  ]);
}

/** As the product's own operations do: the self-audit asks after the creation of each. */
function recordCreated(tx: Tx, type: string, ids: readonly string[]): void {
  for (const id of ids) tx.record({ type, id, before: null, after: { seeded: true } });
}

/** Each product is made of four bought items and a part, the part of three more. */
async function writeRecipes(tx: Tx, factory: BenchFactory): Promise<void> {
  const recipes = factory.productIds.flatMap((productId, i) => {
    const bought = boughtItemsOf(i, factory.size).map((item) => factory.boughtIds[item]!);
    const partId = factory.partIds[i]!;
    return [
      { id: tx.newId(), itemId: productId, components: [partId, ...bought.slice(0, 4)] },
      { id: tx.newId(), itemId: partId, components: bought.slice(4) },
    ];
  });
  recordCreated(
    tx,
    "bom",
    recipes.map(({ id }) => id),
  );
  await insertRows(
    tx,
    BomVersion,
    recipes.map(({ id, itemId }) => ({
      id,
      itemId,
      version: 1,
      effectiveFrom: tx.today,
      baseQuantity: "1",
      state: "released",
    })),
  );
  await insertRows(
    tx,
    BomComponent,
    recipes.flatMap(({ id, components }) =>
      components.map((itemId, i) => ({
        bomVersionId: id,
        lineNo: i + 1,
        itemId,
        perBase: String(1 + (i % 3)),
        scrapRate: i === 1 ? "0.02" : "0",
      })),
    ),
  );
  await insertRows(
    tx,
    RoutingOperation,
    recipes.flatMap(({ id }) => [
      { bomVersionId: id, sequence: 10, name: "下料", setupMinutes: "15", runMinutesPerUnit: "2" },
      {
        bomVersionId: id,
        sequence: 20,
        name: "焊接",
        setupMinutes: "20",
        runMinutesPerUnit: "6.5",
      },
    ]),
  );
}

const LINES_PER_ADJUSTMENT = 500;

async function shelve(product: BenchProduct, factory: BenchFactory): Promise<void> {
  const stocked = [
    ...factory.boughtIds.filter((_, i) => isBoughtInStock(i)),
    ...factory.productIds.filter((_, i) => isProductInStock(i)),
  ];
  for (let from = 0; from < stocked.length; from += LINES_PER_ADJUSTMENT) {
    const lines = stocked.slice(from, from + LINES_PER_ADJUSTMENT).map((itemId) => ({
      itemId,
      warehouseId: factory.warehouseId,
      quantity: "1000000",
      unitCost: "1.5",
    }));
    await product.call(factory.token, "inventory.adjust", { reason: "期初", lines });
  }
}
