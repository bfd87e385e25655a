import { periodValueList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Item } from "../../masters/catalog";
import { Warehouse } from "../../masters/plant";
import { StockPeriod, StockPeriodValue } from "./cost.model";
import { periodPolicy } from "./period.policy";

/** Where the fields of the values of closed months come from. */
export const periodValueResource = defineResource(periodValueList, {
  policy: periodPolicy,
  table: StockPeriodValue,
  alias: "v",
  joins: {
    p: { table: StockPeriod, on: "p.id = v.period_id" },
    i: { table: Item, on: "i.id = v.item_id" },
    w: { table: Warehouse, on: "w.id = v.warehouse_id" },
  },
  columns: {
    month: { sql: "p.month", join: "p" },
    item: { id: "v.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    warehouse: { id: "v.warehouse_id", label: "w.name", join: "w" },
    quantity: "v.quantity",
    valueCents: "v.value_cents",
  },
});
