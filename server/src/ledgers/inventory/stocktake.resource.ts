import { stocktakeLineList, stocktakeList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Item } from "../../masters/catalog";
import { Party } from "../../masters/parties";
import { Location, Warehouse } from "../../masters/plant";
import { StockLot } from "./inventory.model";
import { Stocktake, StocktakeLine } from "./stocktake.model";
import { stocktakePolicy } from "./stocktake.policy";

/** Where the fields of the list of stocktakes come from. */
export const stocktakeResource = defineResource(stocktakeList, {
  policy: stocktakePolicy,
  table: Stocktake,
  alias: "s",
  joins: { w: { table: Warehouse, on: "w.id = s.warehouse_id" } },
  columns: {
    number: "s.number",
    state: "s.state",
    warehouse: { id: "s.warehouse_id", label: "w.name", join: "w" },
    scope: "s.scope",
    blind: "s.blind",
    freezes: "s.freezes",
    countedOn: "s.counted_on",
    note: "s.note",
    createdAt: "s.created_at",
  },
});

/** What a blind count hides until it is posted. */
const unlessBlind = (sql: string) => ({
  sql: `CASE WHEN s.blind = 1 AND s.state <> 'posted' THEN NULL ELSE ${sql} END`,
  join: "s",
});

/** Where the fields of the lines of stocktakes come from. */
export const stocktakeLineResource = defineResource(stocktakeLineList, {
  policy: stocktakePolicy,
  table: StocktakeLine,
  alias: "n",
  joins: {
    s: { table: Stocktake, on: "s.id = n.stocktake_id" },
    i: { table: Item, on: "i.id = n.item_id" },
    l: { table: Location, on: "l.id = n.location_id" },
    t: { table: StockLot, on: "t.id = n.lot_id" },
    p: { table: Party, on: "p.id = n.owner_party_id" },
  },
  columns: {
    stocktake: { id: "n.stocktake_id", label: "s.number", join: "s" },
    item: { id: "n.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    location: { id: "NULLIF(n.location_id, 0)", label: "l.code", join: "l" },
    lot: { id: "NULLIF(n.lot_id, 0)", label: "t.number", join: "t" },
    owner: { id: "NULLIF(n.owner_party_id, 0)", label: "p.name", join: "p" },
    status: "n.status",
    counted: "n.counted_quantity IS NOT NULL",
    countedQuantity: "n.counted_quantity",
    countedCatchQuantity: "n.counted_catch_quantity",
    bookQuantity: unlessBlind("n.book_quantity"),
    difference: unlessBlind("n.counted_quantity - n.book_quantity"),
    countNo: "n.count_no",
    countedAt: "n.counted_at",
  },
});
