import { itemList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { declareSearchable } from "../../kernel/search";
import { itemPolicy } from "./catalog.policy";
import { Item, Unit } from "./item.model";

/** Where the fields of the items' list come from. */
export const itemResource = defineResource(itemList, {
  policy: itemPolicy,
  table: Item,
  alias: "i",
  joins: { u: { table: Unit, on: "u.id = i.unit_id" } },
  columns: {
    code: "i.code",
    name: "i.name",
    spec: "i.spec",
    unit: { id: "i.unit_id", label: "u.code", join: "u" },
    kind: "i.kind",
    supplyMode: "i.supply_mode",
    tracking: "i.tracking",
    isPhantom: "i.is_phantom",
    leadTimeDays: "i.lead_time_days",
    lotMinimum: "i.lot_minimum",
    lotMultiple: "i.lot_multiple",
    lotFixed: "i.lot_fixed",
    safetyStock: "i.safety_stock",
    standardCostPrice: "i.standard_cost_price",
    isCustom: "i.is_custom",
    active: "i.active",
    createdAt: "i.created_at",
  },
  search: { subjectType: "item", fields: ["code", "name", "spec"] },
});

declareSearchable("item", { resource: itemResource, title: "name", detail: "code" });

/** The texts under which an item is found; written again whenever one of them changes. */
export const searchedItem = (item: Pick<Item, "id" | "code" | "name" | "spec">) => ({
  id: item.id,
  texts: [item.code, item.name, item.spec],
});
