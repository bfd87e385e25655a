import {
  findShippableLines,
  lockOrdersOf,
  readyLines,
  shippableOnBooks,
  type ShippableLine,
} from "../chain/orders";
import { demandsOfLines } from "../chain/plans";
import type { OrderLines } from "../chain/shipments";
import type { Ctx } from "../kernel/access";

/** What deliveries ask of orders and their plans. */
export const orderLinesForShipments: OrderLines = {
  find: async (ctx, permission, lineIds) =>
    withWarehouses(ctx, await findShippableLines(ctx, permission, lineIds)),
  ready: async (ctx, permission, customerId) =>
    withWarehouses(ctx, await readyLines(ctx, permission, customerId)),
  findForBooks: shippableOnBooks,
  lock: lockOrdersOf,
};

/** Goods lie where the plan holds them: a line may leave open which warehouse that is. */
async function withWarehouses(ctx: Ctx, lines: ShippableLine[]): Promise<ShippableLine[]> {
  const goods = lines.filter(({ itemId }) => itemId !== null);
  const demands = await demandsOfLines(
    ctx,
    goods.map(({ orderLineId }) => orderLineId),
  );
  const places = new Map(demands.map(({ sourceId, warehouseId }) => [sourceId, warehouseId]));
  return lines.map((line) => ({
    ...line,
    warehouseId: places.get(line.orderLineId) ?? line.warehouseId,
  }));
}
