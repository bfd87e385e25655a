import type { Day, Exact, WorkingCalendar } from "@quanlian/shared/domain";

/** How an item is replenished: "make" opens a work order, "buy" a purchase requisition line. */
export type SupplyMode = "make" | "buy";

/** What planning must know about an item. Quantities are in its base unit. */
export interface PlanItem extends LotRules {
  readonly id: string;
  readonly supplyMode: SupplyMode;
  /** Working days, a whole number: to buy it, or beside its routing to make it. */
  readonly leadTimeDays: number;
  /** Where it is held as a component: demands of a work order for it arise here. */
  readonly homeWarehouseId: string;
  /** A service has no stock and is not planned. */
  readonly kind?: "goods" | "service";
  /** As a component with a recipe it is never made: its own components are taken in its place. */
  readonly isPhantom?: boolean;
}

/** Zero means that the rule does not apply. A fixed lot makes the other two silent. */
export interface LotRules {
  /** Decimals of the base unit, 0 to 6; 0 is pieces. */
  readonly unitPlaces: number;
  readonly lotMinimum: Exact;
  readonly lotMultiple: Exact;
  readonly lotFixed: Exact;
}

/** What each rule added to a needed quantity; the four add up to the surplus of the lot. */
export interface LotSteps {
  minimum: Exact;
  multiple: Exact;
  fixed: Exact;
  rounding: Exact;
}

/** A bill of materials with its routing, as it stood when the plan was made. */
export interface Recipe {
  readonly bomVersionId: string | null;
  /** The quantity of the parent that the components' `perBase` is for; above zero. */
  readonly baseQuantity: Exact;
  readonly components: readonly RecipeComponent[];
  /** What comes out beside the parent; planning carries it along and nets nothing against it. */
  readonly byProducts?: readonly RecipeByProduct[];
  readonly routing: { readonly operations: readonly RecipeOperation[] };
}

export interface RecipeComponent {
  readonly lineNo: number;
  readonly itemId: string;
  readonly perBase: Exact;
  /** 0.02 means that 2 % more than the net requirement is taken. */
  readonly scrapRate: Exact;
  /** What may stand in for it from free stock, the first tried first. */
  readonly substitutes?: readonly RecipeSubstitute[];
}

export interface RecipeSubstitute {
  readonly itemId: string;
  /** So much of it for one of the component; above zero. */
  readonly ratio: Exact;
}

export interface RecipeByProduct {
  readonly lineNo: number;
  readonly itemId: string;
  readonly perBase: Exact;
  readonly costShare: Exact;
}

export interface RecipeOperation {
  readonly sequence: number;
  readonly name: string;
  readonly workCenterId: string | null;
  readonly setupMinutes: Exact;
  readonly runMinutesPerUnit: Exact;
  readonly pieceRate?: Exact;
  readonly inspectionPoint?: "none" | "first_article" | "in_process" | "final";
  readonly subcontracted?: boolean;
  readonly supplierId?: string | null;
  readonly subcontractPrice?: Exact;
}

/** A top demand that nothing covers yet: an order line, safety stock, a forecast. */
export interface DemandToPlan {
  readonly id: string;
  readonly itemId: string;
  readonly warehouseId: string;
  readonly quantity: Exact;
  readonly neededOn: Day;
  /** The line's own snapshot. With one, the demand is always made new: no netting, no lot rules. */
  readonly recipe?: Recipe;
  /** Shipped straight by a supplier: always bought new, in just its quantity, and never from our stock or open supply. */
  readonly dropship?: boolean;
}

/** Supply of earlier runs with something left that no demand has pegged. */
export interface OpenSupply {
  readonly id: string;
  readonly itemId: string;
  readonly warehouseId: string;
  readonly free: Exact;
  readonly dueOn: Day;
  readonly startOn: Day;
}

export interface PlanInput {
  readonly today: Day;
  readonly calendar: WorkingCalendar;
  /** Capacity of a working day in minutes, above zero: turns routing minutes into days. */
  readonly minutesPerDay: Exact;
  /** Every item within reach of the demands, by id. */
  readonly items: ReadonlyMap<string, PlanItem>;
  /** By item id. A "make" item without one is made from nothing, in its lead time. */
  readonly recipes: ReadonlyMap<string, Recipe>;
  readonly demands: readonly DemandToPlan[];
  /** Free stock by `stockKey(itemId, warehouseId)`. */
  readonly stock: ReadonlyMap<string, Exact>;
  readonly openSupplies: readonly OpenSupply[];
  /** Gives each new demand and supply its id. */
  readonly nextId: () => string;
}

/** Always quantity = reserved + pegged + uncovered: nothing new has been fulfilled. */
export interface PlannedDemand {
  readonly id: string;
  readonly itemId: string;
  readonly warehouseId: string;
  /** The work order that needs it; null for a top demand. */
  readonly parentSupplyId: string | null;
  /** Less what substitutes stand in for. */
  quantity: Exact;
  reserved: Exact;
  pegged: Exact;
  uncovered: Exact;
  readonly neededOn: Day;
  /** When the last part of it is there; null while something is uncovered. */
  availableOn: Day | null;
  /** The supply that decides `availableOn`; null when it is there today. */
  criticalSupplyId: string | null;
  /** How a component's quantity came about; null for a top demand. */
  basis: ComponentBasis | null;
}

/** Figures behind a component's quantity: net + scrap + rounding − substituted = quantity, exactly. */
export interface ComponentBasis {
  readonly lineNo: number;
  readonly parentQuantity: Exact;
  readonly perBase: Exact;
  readonly baseQuantity: Exact;
  readonly scrapRate: Exact;
  readonly netQuantity: Exact;
  readonly scrapQuantity: Exact;
  readonly roundingQuantity: Exact;
  /** What substitutes stand in for, in the component's own unit; absent for none. */
  readonly substituted?: Exact;
  /** Of a substitute: what it stands in for. Its net quantity is replaced × ratio. */
  readonly replaces?: Replaced;
}

export interface Replaced {
  /** The component's demand, with the same parent. */
  readonly demandId: string;
  readonly itemId: string;
  /** So much of the component, in its unit. */
  readonly quantity: Exact;
  readonly ratio: Exact;
}

/** Always quantity = needed + lot, and pegged ≤ quantity. */
export interface NewSupply {
  readonly id: string;
  /** A phantom passes its parent's need on to its components: no document, no time, no lot. */
  readonly kind: SupplyMode | "phantom";
  readonly itemId: string;
  readonly warehouseId: string;
  readonly quantity: Exact;
  /** What the demands that opened it lacked. */
  readonly neededQuantity: Exact;
  /** Surplus by the lot rules; later demands of the same run may peg it. */
  readonly lotQuantity: Exact;
  readonly lotSteps: LotSteps;
  pegged: Exact;
  /** Made from a line's own snapshot, or a phantom: for that demand alone, without lot rules. */
  readonly custom: boolean;
  /** Goes straight to the customer and never reaches our stock; `custom` as well, for nobody else may use it. */
  readonly dropship: boolean;
  readonly recipe: Recipe | null;
  readonly lowLevelCode: number;
  readonly leadDays: LeadDays;
  /** The first day on which a demand wants it. */
  readonly neededOn: Day;
  /** When its last component is there, at least today. */
  readyOn: Day;
  /** The component demand that decides `readyOn`; null when all is there today. */
  criticalDemandId: string | null;
  startOn: Day;
  dueOn: Day;
}

/** Working days from start to due: fixed by the item, and by its routing for the quantity. */
export interface LeadDays {
  readonly fixedDays: number;
  readonly routingDays: number;
}

export interface Peg {
  readonly demandId: string;
  readonly supplyId: string;
  readonly quantity: Exact;
}

export interface Plan {
  /** Top demands first, then components, parents before their components. */
  readonly demands: PlannedDemand[];
  /** Parents before the supplies of their components. */
  readonly newSupplies: NewSupply[];
  /** At most one per demand and supply. */
  readonly pegs: Peg[];
  /** Reserved in this run, by `stockKey`; only what is above zero. */
  readonly stockTaken: Map<string, Exact>;
  /** Pegged in this run, by open supply; only what is above zero. */
  readonly supplyTaken: Map<string, Exact>;
}

/** The key of free stock, of stock taken and of stock freed. */
export function stockKey(itemId: string, warehouseId: string): string {
  return `${itemId}:${warehouseId}`;
}

/** Orders ids: numeric texts by number, any others the same way each time. For `sort`. */
export function compareKeys(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export type PlanErrorCode =
  | "plan.recipe_cycle"
  | "plan.recipe_too_deep"
  | "plan.unknown_item"
  | "plan.negative_quantity"
  | "plan.below_fulfilled"
  | "plan.not_a_reduction"
  | "plan.graph_inconsistent";

/** A plan that cannot be made from its input. The code and facts are for the caller to translate. */
export class PlanError extends Error {
  constructor(
    readonly code: PlanErrorCode,
    readonly facts: Readonly<Record<string, string>>,
  ) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = "PlanError";
  }
}
