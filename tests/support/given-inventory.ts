import type { StocktakeView } from "@quanlian/shared/contract";
import { createCtx } from "../../server/src/kernel/access";
import type { Tx } from "../../server/src/kernel/db";
import { nextNumber } from "./given";
import type { GivenFactory } from "./given-factory";
import type { TestProduct } from "./product";

/** Builders of places and stock with more of the stock key than item and warehouse. */

/** A second warehouse, or a place inside one; answers its id. */
export async function givenWarehouse(factory: GivenFactory): Promise<string> {
  const input = { code: `W${nextNumber()}`, name: "副仓" };
  return (await factory.product.call<{ id: string }>(factory.token, "warehouses.create", input))
    .data.id;
}

export async function givenLocation(
  factory: GivenFactory,
  warehouseId = factory.warehouseId,
): Promise<string> {
  const input = { code: `L${nextNumber()}`, warehouseId, kind: "store" };
  return (await factory.product.call<{ id: string }>(factory.token, "locations.create", input)).data
    .id;
}

/** One line of an adjustment in the main warehouse. */
export const adjustLine = (
  factory: GivenFactory,
  item: { id: string },
  quantity: string,
  rest: Record<string, unknown> = {},
) => ({ itemId: item.id, warehouseId: factory.warehouseId, quantity, unitCost: "1", ...rest });

export const adjustStock = (factory: GivenFactory, lines: readonly object[]) =>
  factory.product.call(factory.token, "inventory.adjust", { reason: "盘点", lines });

export const transferStock = (factory: GivenFactory, lines: readonly object[]) =>
  factory.product.call(factory.token, "inventory.transfer", { reason: "调拨", lines });

export interface StockRow {
  warehouseId: string;
  onHand: string;
  reserved: string;
  free: string;
  held: string;
  valueCents: number | null;
}

/** What an item has, per warehouse. */
export async function stockOf(factory: GivenFactory, item: { id: string }): Promise<StockRow[]> {
  const input = { itemIds: [item.id] };
  const answer = await factory.product.call<{ rows: StockRow[] }>(
    factory.token,
    "inventory.stock",
    input,
  );
  return answer.data.rows;
}

export interface BalanceRow {
  id: string;
  lot: { id: string; label: string } | null;
  location: { id: string; label: string } | null;
  owner: { id: string; label: string } | null;
  status: string;
  quantity: string;
  catchQuantity?: string;
  expiresOn: string | null;
}

export async function balancesOf(
  factory: GivenFactory,
  item: { id: string },
): Promise<BalanceRow[]> {
  const answer = await factory.product.call<{ rows: BalanceRow[] }>(
    factory.token,
    "stockBalances.list",
    { filter: { item: { eq: item.id } } },
  );
  return answer.data.rows;
}

/** The books of a tenant, as flows see them. */
export const booksCtx = (product: TestProduct, factory: GivenFactory) =>
  createCtx({
    services: product.services,
    actor: { kind: "job", tenantId: factory.tenant.tenantId, name: "test", onBehalfOf: null },
    origin: { requestId: "test-request", operation: "test.post", address: "" },
    language: "zh-CN",
  });

/** The cause of a posting that no document of this link makes yet. */
export const causeOf = (tx: Tx) => ({
  factId: tx.newId(),
  effect: "test",
  sourceType: "test",
  sourceId: tx.newId(),
  reason: null,
  occurredOn: tx.today,
});

/** A count that runs: of the main warehouse unless told otherwise. */
export async function givenStocktake(
  factory: GivenFactory,
  options: Record<string, unknown> = {},
): Promise<StocktakeView> {
  const { product, token, warehouseId } = factory;
  const { data } = await product.call<StocktakeView>(token, "stocktakes.create", {
    warehouseId,
    ...options,
  });
  const input = { stocktakeId: data.id, revision: data.revision };
  return (await product.call<StocktakeView>(token, "stocktakes.start", input)).data;
}
