import { stockBalanceList, stockMoveList } from "@quanlian/shared/contract";
import { defineRowPolicy } from "../../kernel/access";
import { defineResource } from "../../kernel/fields";
import { Item } from "../../masters/catalog";
import { Party } from "../../masters/parties";
import { Location, Warehouse } from "../../masters/plant";
import { StockBalance, StockLot, StockMove } from "./inventory.model";

/** Stock belongs to the factory as a whole: whoever may see it sees all of it. */
export const stockPolicy = defineRowPolicy("stock_move");

const joinsOf = (alias: string) => ({
  i: { table: Item, on: `i.id = ${alias}.item_id` },
  w: { table: Warehouse, on: `w.id = ${alias}.warehouse_id` },
  l: { table: Location, on: `l.id = ${alias}.location_id` },
  t: { table: StockLot, on: `t.id = ${alias}.lot_id` },
});

const keyColumns = <A extends string>(alias: A) => ({
  item: { id: `${alias}.item_id`, label: "i.name", join: "i" },
  itemCode: { sql: "i.code", join: "i" },
  warehouse: { id: `${alias}.warehouse_id`, label: "w.name", join: "w" },
  // A part of the key that is not there is 0 in the table and nothing in the list.
  location: { id: `NULLIF(${alias}.location_id, 0)`, label: "l.code", join: "l" },
  lot: { id: `NULLIF(${alias}.lot_id, 0)`, label: "t.number", join: "t" },
  status: `${alias}.status`,
  quantity: `${alias}.quantity`,
  catchQuantity: `${alias}.catch_quantity`,
});

/** Where the fields of the list of stock moves come from. */
export const stockMoveResource = defineResource(stockMoveList, {
  policy: stockPolicy,
  table: StockMove,
  alias: "m",
  joins: joinsOf("m"),
  columns: {
    ...keyColumns("m"),
    kind: "m.kind",
    valueCents: "m.value_cents",
    reason: "m.reason",
    occurredOn: "m.occurred_on",
    createdAt: "m.created_at",
  },
});

/** Where the fields of the list of balances come from; what is used up is not listed. */
export const stockBalanceResource = defineResource(stockBalanceList, {
  policy: stockPolicy,
  table: StockBalance,
  alias: "b",
  where: "b.quantity <> 0",
  joins: { ...joinsOf("b"), p: { table: Party, on: "p.id = b.owner_party_id" } },
  columns: {
    ...keyColumns("b"),
    expiresOn: { sql: "t.expires_on", join: "t" },
    owner: { id: "NULLIF(b.owner_party_id, 0)", label: "p.name", join: "p" },
    ours: "b.owner_party_id = 0",
  },
});
