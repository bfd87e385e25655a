import { workOrderList } from "@quanlian/shared/contract";
import { defineRowPolicy } from "../../kernel/access";
import { defineResource } from "../../kernel/fields";
import { declareSearchable } from "../../kernel/search";
import { Item } from "../../masters/catalog";
import { WorkOrder } from "./work-order.model";

/** Work orders belong to the workshop as a whole: whoever may see them sees all of them. */
export const workOrderPolicy = defineRowPolicy("work_order");

/** Where the fields of the work orders' list come from. */
export const workOrderResource = defineResource(workOrderList, {
  policy: workOrderPolicy,
  table: WorkOrder,
  alias: "w",
  joins: { i: { table: Item, on: "i.id = w.item_id" } },
  columns: {
    number: "w.number",
    state: "w.state",
    item: { id: "w.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    quantity: "w.quantity",
    finishedQuantity: "w.finished_quantity",
    startOn: "w.start_on",
    dueOn: "w.due_on",
    createdAt: "w.created_at",
  },
  // Numbers are short and begin alike: an index of terms would cost each confirmation more than it saves here.
  search: { subjectType: null, fields: ["number"] },
});

declareSearchable("work_order", {
  resource: workOrderResource,
  title: "number",
  detail: "itemCode",
});
