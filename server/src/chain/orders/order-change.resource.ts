import { orderChangeList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Party } from "../../masters/parties";
import { OrderChange } from "./order-change.model";
import { orderChangePolicy } from "./order-change.policy";
import { SalesOrder } from "./order.model";

/** Where the fields of the order changes' list come from. */
export const orderChangeResource = defineResource(orderChangeList, {
  policy: orderChangePolicy,
  table: OrderChange,
  alias: "c",
  joins: {
    o: { table: SalesOrder, on: "o.id = c.order_id" },
    p: { table: Party, on: "p.id = c.customer_id" },
  },
  columns: {
    number: "c.number",
    state: "c.state",
    order: { id: "c.order_id", label: "o.number", join: "o" },
    customer: { id: "c.customer_id", label: "p.name", join: "p" },
    reason: "c.reason",
    createdAt: "c.created_at",
  },
});
