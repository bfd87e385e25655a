import type { ItemKind, SupplyMode, Tracking } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import type { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** What an item is, as far as one field restricts another. */
export interface ItemNature {
  unitId: Id;
  kind: ItemKind;
  supplyMode: SupplyMode;
  tracking: Tracking;
  shelfLifeDays: number | null;
  catchUnitId: Id | null;
  isPhantom: boolean;
  isCustom: boolean;
  safetyStock: string;
}

/** What an item is unless its input says otherwise. */
export const plainNature = {
  kind: "goods",
  tracking: "none",
  shelfLifeDays: null,
  catchUnitId: null,
  isPhantom: false,
  isCustom: false,
  safetyStock: "0",
} as const satisfies Omit<ItemNature, "unitId" | "supplyMode">;

/** Notes every field that contradicts another: all of them, each under its own name. */
export function checkNature(faults: Pick<Faults, "add">, item: ItemNature): void {
  if (item.catchUnitId !== null && item.catchUnitId === item.unitId) {
    faults.add(["catchUnitId"], "issue.catch_unit_is_base");
  }
  if (item.kind === "service") {
    const service = "issue.service_has_no_stock";
    if (item.tracking !== "none") faults.add(["tracking"], service);
    if (item.shelfLifeDays !== null) faults.add(["shelfLifeDays"], service);
    if (item.catchUnitId !== null) faults.add(["catchUnitId"], service);
    if (exact(item.safetyStock) > 0n) faults.add(["safetyStock"], service);
  } else if (item.shelfLifeDays !== null && item.tracking === "none") {
    faults.add(["shelfLifeDays"], "issue.shelf_life_needs_lots");
  }
  const made = item.kind === "goods" && item.supplyMode === "make" && item.tracking === "none";
  if (item.isPhantom && (!made || item.isCustom)) {
    faults.add(["isPhantom"], "issue.phantom_is_made");
  }
}

/** Fields by which stock is told apart: once stock has moved, its moves say what they were. */
const FIXED_BY_STOCK = ["kind", "tracking", "catchUnitId"] as const;

/** Which of those an update would change. */
export const changesOfStock = (
  before: ItemNature,
  after: ItemNature,
): (typeof FIXED_BY_STOCK)[number][] =>
  FIXED_BY_STOCK.filter((field) => before[field] !== after[field]);
