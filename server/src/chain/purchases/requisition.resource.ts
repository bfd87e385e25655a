import { requisitionLineList } from "@quanlian/shared/contract";
import { defineRowPolicy } from "../../kernel/access";
import { defineResource } from "../../kernel/fields";
import { Item } from "../../masters/catalog";
import { Requisition, RequisitionLine } from "./requisition.model";

/** The pool belongs to all buyers together. */
export const requisitionLinePolicy = defineRowPolicy("requisition_line");

/** Where the fields of the requisition pool come from. */
export const requisitionLineResource = defineResource(requisitionLineList, {
  policy: requisitionLinePolicy,
  table: RequisitionLine,
  alias: "l",
  joins: {
    r: { table: Requisition, on: "r.id = l.requisition_id" },
    i: { table: Item, on: "i.id = l.item_id" },
  },
  columns: {
    number: { sql: "r.number", join: "r" },
    lineNo: "l.line_no",
    state: "l.state",
    item: { id: "l.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    quantity: "l.quantity",
    orderBy: "l.order_by",
    neededOn: "l.needed_on",
    dueOn: "l.due_on",
  },
  search: { subjectType: null, fields: ["number", "itemCode"] },
});
