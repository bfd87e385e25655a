import type { Bom, Item, Order, Warehouse } from "@quanlian/shared/contract";
import { nextNumber, type GivenTenant } from "./given";
import type { TestProduct } from "./product";

/** Builders of what a factory has: a plant, items with bills of materials, customers, stock, orders. */
export interface GivenFactory {
  product: TestProduct;
  tenant: GivenTenant;
  /** The administrator's token. */
  token: string;
  unitId: string;
  warehouseId: string;
  customerId: string;
}

/** A tenant with a default warehouse, pieces as a unit and one customer without a credit limit. */
export async function givenFactory(
  product: TestProduct,
  tenant: GivenTenant,
): Promise<GivenFactory> {
  const { token } = tenant.admin;
  const number = nextNumber();
  const unit = await product.call<{ id: string }>(token, "units.create", {
    code: `pcs${number}`,
    name: "件",
    places: 0,
  });
  const warehouse = await product.call<Warehouse>(token, "warehouses.create", {
    code: `W${number}`,
    name: "主仓",
    isDefault: true,
  });
  const factory = {
    product,
    tenant,
    token,
    unitId: unit.data.id,
    warehouseId: warehouse.data.id,
    customerId: "",
  };
  return { ...factory, customerId: await givenCustomer(factory) };
}

/** A customer; answers its id. */
export async function givenCustomer(
  factory: GivenFactory,
  options: Record<string, unknown> = {},
): Promise<string> {
  const number = nextNumber();
  const { data } = await factory.product.call<{ id: string }>(factory.token, "parties.create", {
    code: `C${number}`,
    name: `宁海机电${number}`,
    isCustomer: true,
    ...options,
  });
  return data.id;
}

/** An item that is bought, in pieces, with a lead time of five working days unless told otherwise. */
export async function givenItem(
  factory: GivenFactory,
  options: Record<string, unknown> = {},
): Promise<Item> {
  const number = nextNumber();
  const { data } = await factory.product.call<Item>(factory.token, "items.create", {
    code: `P${number}`,
    name: `零件${number}`,
    unitId: factory.unitId,
    supplyMode: "buy",
    leadTimeDays: 5,
    ...options,
  });
  return data;
}

/** An item that is made from others: `[[item, "2"], …]` per piece; its bill of materials is in force from today. */
export async function givenMadeItem(
  factory: GivenFactory,
  components: readonly (readonly [Item, string, { scrapRate?: string }?])[],
  options: Record<string, unknown> = {},
): Promise<Item> {
  const item = await givenItem(factory, { supplyMode: "make", leadTimeDays: 2, ...options });
  const { data: bom } = await factory.product.call<Bom>(factory.token, "boms.create", {
    itemId: item.id,
    components: components.map(([component, perBase, rest]) => ({
      itemId: component.id,
      perBase,
      ...rest,
    })),
  });
  const released = await factory.product.call(factory.token, "boms.release", {
    bomVersionId: bom.id,
    revision: bom.revision,
    effectiveFrom: "2026-11-01",
  });
  void released.data;
  return item;
}

/** Puts stock on the shelf of the main warehouse. */
export async function givenStock(
  factory: GivenFactory,
  item: { id: string },
  quantity: string,
  unitCost = "1",
): Promise<void> {
  const answer = await factory.product.call(factory.token, "inventory.adjust", {
    reason: "期初",
    lines: [{ itemId: item.id, warehouseId: factory.warehouseId, quantity, unitCost }],
  });
  void answer.data;
}

/** A draft order of standard lines `[[item, "10"], …]` wanted on a day. */
export async function givenOrder(
  factory: GivenFactory,
  lines: readonly (readonly [{ id: string }, string])[],
  options: Record<string, unknown> = {},
): Promise<Order> {
  const { data } = await factory.product.call<Order>(factory.token, "orders.create", {
    customerId: factory.customerId,
    requestedOn: "2026-12-31",
    lines: lines.map(([item, quantity]) => ({
      mode: "standard",
      itemId: item.id,
      quantity,
      unitPrice: "10",
    })),
    ...options,
  });
  return data;
}

/** Confirms it. */
export async function givenConfirmed(factory: GivenFactory, order: Order): Promise<Order> {
  const { data } = await factory.product.call<Order>(factory.token, "orders.confirm", {
    orderId: order.id,
    revision: order.revision,
  });
  return data;
}
