import { incomingInspectionList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Item } from "../../masters/catalog";
import { Party } from "../../masters/parties";
import { IncomingInspection } from "./incoming-inspection.model";
import { incomingInspectionPolicy } from "./incoming-inspection.policy";

/** Where the fields of the list of inspections come from. */
export const incomingInspectionResource = defineResource(incomingInspectionList, {
  policy: incomingInspectionPolicy,
  table: IncomingInspection,
  alias: "n",
  joins: {
    p: { table: Party, on: "p.id = n.supplier_id" },
    i: { table: Item, on: "i.id = n.item_id" },
  },
  columns: {
    number: "n.number",
    state: "n.state",
    supplier: { id: "n.supplier_id", label: "p.name", join: "p" },
    item: { id: "n.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    quantity: "n.quantity",
    failed: "n.failed",
    cause: "n.cause",
    receivedOn: "n.received_on",
    inspectedOn: "n.inspected_on",
    createdAt: "n.created_at",
  },
  search: { subjectType: null, fields: ["number", "itemCode"] },
});
