import { demandList, planMessageList, supplyList } from "@quanlian/shared/contract";
import { defineRowPolicy } from "../../kernel/access";
import { defineResource } from "../../kernel/fields";
import { Item } from "../../masters/catalog";
import { DemandRow, PlanMessage, SupplyRow } from "./plans.model";

/** A plan is one for the whole factory: whoever may see it sees all of it. */
export const demandPolicy = defineRowPolicy("demand");
export const planMessagePolicy = defineRowPolicy("plan_message");
export const supplyPolicy = defineRowPolicy("supply");

/** Where the fields of the demands' list come from. */
export const demandResource = defineResource(demandList, {
  policy: demandPolicy,
  table: DemandRow,
  alias: "d",
  joins: { i: { table: Item, on: "i.id = d.item_id" } },
  columns: {
    item: { id: "d.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    state: "d.state",
    source: "d.source_type",
    quantity: "d.quantity",
    fulfilled: "d.fulfilled",
    reserved: "d.reserved",
    pegged: "d.pegged",
    uncovered: "d.uncovered",
    neededOn: "d.needed_on",
    availableOn: "d.available_on",
  },
});

/** Where the fields of the supplies' list come from. */
export const supplyResource = defineResource(supplyList, {
  policy: supplyPolicy,
  table: SupplyRow,
  alias: "s",
  joins: { i: { table: Item, on: "i.id = s.item_id" } },
  columns: {
    item: { id: "s.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    kind: "s.kind",
    state: "s.state",
    firm: "s.firm",
    quantity: "s.quantity",
    openQuantity: "s.open_quantity",
    pegged: "s.pegged",
    freeQuantity: "s.free_quantity",
    startOn: "s.start_on",
    dueOn: "s.due_on",
  },
});

/** Where the fields of the plan's messages come from. */
export const planMessageResource = defineResource(planMessageList, {
  policy: planMessagePolicy,
  table: PlanMessage,
  alias: "m",
  joins: {
    s: { table: SupplyRow, on: "s.id = m.supply_id" },
    i: { table: Item, on: "i.id = m.item_id" },
  },
  columns: {
    item: { id: "m.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    kind: "m.kind",
    state: "m.state",
    source: { sql: "s.source_type", join: "s" },
    quantity: "m.quantity",
    wantedOn: "m.wanted_on",
    dueOn: { sql: "s.due_on", join: "s" },
    createdAt: "m.created_at",
  },
});
