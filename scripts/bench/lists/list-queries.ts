import { addDays } from "@quanlian/shared/domain";
import type { ListedFactory } from "./seed-lists";

/** One of the fixed questions. `deep`: asked at a cursor that lies that part of the list down. */
export interface FixedQuery {
  name: string;
  list: "orders" | "stockMoves" | "items";
  query: Record<string, unknown>;
  deep?: number;
}

/** The twelve questions of the desk: whatever is asked every day, and whatever is hard for an index. */
export function fixedQueries(factory: ListedFactory): FixedQuery[] {
  const { today } = factory;
  const [customerId] = factory.customerIds;
  const [itemId] = factory.itemIds;
  const [warehouseId] = factory.warehouseIds;
  const lastMonth = { gte: addDays(today, -30), lte: today };
  const byRequest = [{ field: "requestedOn", direction: "desc" }];
  return [
    { name: "orders, newest", list: "orders", query: {} },
    { name: "orders, half-way down", list: "orders", query: { sort: byRequest }, deep: 0.5 },
    { name: "orders, frequent Chinese word", list: "orders", query: { search: "不锈钢" } },
    { name: "orders, rare Chinese piece", list: "orders", query: { search: "架963批" } },
    { name: "orders, piece of a number", list: "orders", query: { search: "000042" } },
    { name: "orders, two words", list: "orders", query: { search: "黄铜 法兰" } },
    {
      name: "orders, rare state",
      list: "orders",
      query: { filter: { state: { eq: "pending_approval" } } },
    },
    {
      name: "orders, one customer by amount",
      list: "orders",
      query: {
        filter: { customer: { eq: customerId } },
        sort: [{ field: "inclCents", direction: "desc" }],
      },
    },
    {
      name: "orders, last month's by promise",
      list: "orders",
      query: {
        filter: { requestedOn: lastMonth },
        sort: [{ field: "promisedOn", direction: "asc" }],
      },
    },
    {
      name: "stock moves of an item in a warehouse",
      list: "stockMoves",
      query: { filter: { item: { eq: itemId }, warehouse: { eq: warehouseId } } },
    },
    { name: "stock moves, half-way down", list: "stockMoves", query: {}, deep: 0.5 },
    { name: "items by pinyin", list: "items", query: { search: "bxgfl" } },
  ];
}
