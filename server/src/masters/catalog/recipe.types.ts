import type { InspectionPoint, ItemKind } from "@quanlian/shared/contract";
import type { Exact } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";

/** An item as planning needs it. Quantities are in its unit; a lot rule of zero does not apply. */
export interface CatalogItem {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly supplyMode: "make" | "buy";
  /** A service has no stock and is not planned. */
  readonly kind: ItemKind;
  /** As a component, its own components are taken in its place. */
  readonly isPhantom: boolean;
  readonly unitCode: string;
  /** Decimals of its unit, 0 to 6. */
  readonly unitPlaces: number;
  /** Working days. */
  readonly leadTimeDays: number;
  readonly lotMinimum: Exact;
  readonly lotMultiple: Exact;
  readonly lotFixed: Exact;
  /** Null: the tenant's default warehouse. */
  readonly homeWarehouseId: Id | null;
  /** A shell for things made to order: each order line brings its own recipe. */
  readonly isCustom: boolean;
  readonly active: boolean;
}

/** The version of an item's default alternative, with its routing, that is effective on the day asked for. */
export interface Recipe {
  readonly bomVersionId: Id;
  /** The quantity of the item that the components' `perBase` is for; above zero. */
  readonly baseQuantity: Exact;
  readonly components: readonly RecipeComponent[];
  readonly byProducts: readonly RecipeByProduct[];
  readonly routing: { readonly operations: readonly RecipeOperation[] };
}

export interface RecipeComponent {
  readonly lineNo: number;
  readonly itemId: Id;
  readonly perBase: Exact;
  /** 0.02: two per cent more than the net requirement. */
  readonly scrapRate: Exact;
  /** What may stand in for it from stock while it is short, the first tried first. */
  readonly substitutes: readonly RecipeSubstitute[];
}

export interface RecipeSubstitute {
  readonly itemId: Id;
  /** So much of it for one of the component. */
  readonly ratio: Exact;
}

/** What comes out beside the item. */
export interface RecipeByProduct {
  readonly lineNo: number;
  readonly itemId: Id;
  readonly perBase: Exact;
  /** Of the whole cost: 0.1 is ten per cent. */
  readonly costShare: Exact;
}

export interface RecipeOperation {
  readonly sequence: number;
  readonly name: string;
  readonly workCenterId: Id | null;
  readonly setupMinutes: Exact;
  readonly runMinutesPerUnit: Exact;
  /** 元 per unit, to whoever does it; under the mask `cost`. */
  readonly pieceRate: Exact;
  readonly inspectionPoint: InspectionPoint;
  readonly subcontracted: boolean;
  readonly supplierId: Id | null;
  /** 元 per unit, to the supplier; under the mask `cost`. */
  readonly subcontractPrice: Exact;
}

/** What a plan is made from: the items asked for, everything that goes into them, and what may stand in for that. */
export interface Recipes {
  readonly items: Map<Id, CatalogItem>;
  /** By item. A "make" item without an effective version is absent. */
  readonly recipes: Map<Id, Recipe>;
}

/** An item as the statements read it. */
export interface ItemRow {
  id: Id;
  code: string;
  name: string;
  supplyMode: "make" | "buy";
  unitCode: string;
  unitPlaces: number;
  leadTimeDays: number;
  lotMinimum: string;
  lotMultiple: string;
  lotFixed: string;
  homeWarehouseId: Id | null;
  isCustom: boolean;
  active: boolean;
  kind: ItemKind;
  isPhantom: boolean | number;
}

/** The columns of an item, of `items i` and its unit `u`. */
export const ITEM_COLUMNS = `i.id, i.code, i.name, i.supply_mode AS supplyMode, u.code AS unitCode, u.places AS unitPlaces,
    i.lead_time_days AS leadTimeDays, i.lot_minimum AS lotMinimum, i.lot_multiple AS lotMultiple,
    i.lot_fixed AS lotFixed, i.home_warehouse_id AS homeWarehouseId, i.is_custom AS isCustom, i.active, i.kind,
    i.is_phantom AS isPhantom`;
