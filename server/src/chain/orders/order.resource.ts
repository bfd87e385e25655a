import { orderList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { declareSearchable } from "../../kernel/search";
import type { Id } from "../../kernel/ids";
import { Party } from "../../masters/parties";
import { SalesOrder } from "./order.model";
import { orderPolicy } from "./order.policy";

/** Where the fields of the orders' list come from. */
export const orderResource = defineResource(orderList, {
  policy: orderPolicy,
  table: SalesOrder,
  alias: "o",
  joins: { p: { table: Party, on: "p.id = o.customer_id" } },
  columns: {
    number: "o.number",
    state: "o.state",
    customer: { id: "o.customer_id", label: "p.name", join: "p" },
    orderedOn: "o.ordered_on",
    requestedOn: "o.requested_on",
    promisedOn: "o.promised_on",
    inclCents: "o.incl_cents",
    customerReference: "o.customer_reference",
    createdAt: "o.created_at",
  },
  search: { subjectType: "order", fields: ["number", "customerReference"] },
});

declareSearchable("order", {
  resource: orderResource,
  title: "number",
  detail: "customerReference",
});

/** The texts under which an order is found; written again whenever one of them changes. */
export const searchedOrder = (order: {
  id: Id;
  number: string;
  customerReference: string | null;
}) => ({
  id: order.id,
  texts: [order.number, order.customerReference ?? ""],
});
