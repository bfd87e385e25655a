import type { StocktakeView } from "@quanlian/shared/contract";
import fc from "fast-check";
import { givenStocktake, transferStock } from "../support/given-inventory";
import { succeeded, type World } from "./world";

/** What the warehouse does beside the orders: carries goods to another warehouse, and counts. */
export type StoreCommand =
  | { kind: "transfer"; item: number; quantity: number; back: boolean }
  | { kind: "count"; item: number; counted: number };

const item = fc.nat({ max: 999 });

export const transfer = fc.record({
  kind: fc.constant("transfer" as const),
  item,
  quantity: fc.integer({ min: 1, max: 4 }),
  back: fc.boolean(),
});

export const count = fc.record({
  kind: fc.constant("count" as const),
  item,
  counted: fc.integer({ min: 0, max: 15 }),
});

const itemAt = ({ items }: World, at: number) => items[at % items.length]!;

/** Usable stock carried from one warehouse to the other: on hand stays what it was. */
export async function transferOne(
  world: World,
  { item: at, quantity, back }: Extract<StoreCommand, { kind: "transfer" }>,
): Promise<() => void> {
  const { factory, secondWarehouseId, tally } = world;
  const places = [factory.warehouseId, secondWarehouseId].map((warehouseId) => ({ warehouseId }));
  const [from, to] = back ? [...places].reverse() : places;
  const line = { itemId: itemAt(world, at).id, from, to, quantity: String(quantity) };
  const answer = await transferStock(factory, [line]);
  return () => {
    if (succeeded(world, answer)) tally.count("inventory.transfer");
  };
}

/** One item counted in the main warehouse while everything else goes on; what it differed by is told once it is posted. */
export async function countOne(
  world: World,
  { item: at, counted }: Extract<StoreCommand, { kind: "count" }>,
): Promise<() => void> {
  const { factory, tally, model } = world;
  const { product, token } = factory;
  const itemId = itemAt(world, at).id;
  const { id: stocktakeId } = await givenStocktake(factory, { itemIds: [itemId], blind: false });
  const lines = [{ itemId, quantity: String(counted) }];
  const { data } = await product.call<StocktakeView>(token, "stocktakes.enterCounts", {
    ...{ stocktakeId, lines },
  });
  // What lies there under other keys is not part of this count.
  const answer = await product.call<StocktakeView>(token, "stocktakes.post", {
    ...{ stocktakeId, revision: data.revision, keepUncounted: true },
  });
  const { rows } = (
    await product.call<{ rows: { difference: string | null }[] }>(token, "stocktakeLines.list", {
      filter: { stocktake: { eq: stocktakeId }, counted: { eq: true } },
    })
  ).data;
  return () => {
    if (!succeeded(world, answer)) return;
    model.adjust([{ itemId, quantity: Number(rows[0]!.difference) }]);
    tally.count("stocktakes.post");
  };
}
