import { stockMoveList } from "@quanlian/shared/contract";
import { defineRowPolicy } from "../../kernel/access";
import { defineResource } from "../../kernel/fields";
import { Item } from "../../masters/catalog";
import { Warehouse } from "../../masters/plant";
import { StockMove } from "./inventory.model";

/** Stock belongs to the factory as a whole: whoever may see it sees all of it. */
export const stockPolicy = defineRowPolicy("stock_move");

/** Where the fields of the list of stock moves come from. */
export const stockMoveResource = defineResource(stockMoveList, {
  policy: stockPolicy,
  table: StockMove,
  alias: "m",
  joins: {
    i: { table: Item, on: "i.id = m.item_id" },
    w: { table: Warehouse, on: "w.id = m.warehouse_id" },
  },
  columns: {
    item: { id: "m.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    warehouse: { id: "m.warehouse_id", label: "w.name", join: "w" },
    kind: "m.kind",
    quantity: "m.quantity",
    valueCents: "m.value_cents",
    reason: "m.reason",
    occurredOn: "m.occurred_on",
    createdAt: "m.created_at",
  },
});
