import type { Day, Exact } from "@quanlian/shared/domain";
import type { ComponentBasis, LotRules, Peg } from "./plan.types";

/** A stored demand: quantity = fulfilled + reserved + pegged + uncovered. */
export interface ReleaseDemand {
  readonly id: string;
  readonly itemId: string;
  readonly parentSupplyId: string | null;
  readonly quantity: Exact;
  readonly fulfilled: Exact;
  readonly reserved: Exact;
  readonly pegged: Exact;
  readonly uncovered: Exact;
  readonly basis: ComponentBasis | null;
}

/** A stored supply. `pegged` counts all its pegs, also those of demands outside the graph. */
export interface ReleaseSupply {
  readonly id: string;
  readonly itemId: string;
  readonly quantity: Exact;
  readonly open: Exact;
  readonly pegged: Exact;
  /** Released, issued, ordered, edited, locked or started: never changed, only advised on. */
  readonly firm: boolean;
  readonly dueOn: Day;
  /** Made from a line's own snapshot: then no lot rule applies. */
  readonly custom: boolean;
}

export interface Reservation {
  readonly demandId: string;
  readonly itemId: string;
  readonly warehouseId: string;
  readonly quantity: Exact;
}

/**
 * The part of the plan within reach of the reductions: their demands with all their pegs and
 * reservations, the supplies pegged, the component demands of those supplies, and so on down.
 */
export interface ReleaseInput {
  /** Every item of the demands and supplies, by id. */
  readonly items: ReadonlyMap<string, LotRules>;
  readonly demands: readonly ReleaseDemand[];
  readonly supplies: readonly ReleaseSupply[];
  readonly pegs: readonly Peg[];
  readonly reservations: readonly Reservation[];
  /** New quantity by demand id; what is fulfilled already is the least it may be, 0 cancels. */
  readonly reductions: ReadonlyMap<string, Exact>;
}

/** "kept": only its pegged figure has changed, as it is firm or its lot is needed nevertheless. */
export type ReleasedState = "kept" | "decreased" | "cancelled";

export interface ReleasedDemand {
  readonly id: string;
  readonly quantity: Exact;
  readonly fulfilled: Exact;
  readonly reserved: Exact;
  readonly pegged: Exact;
  readonly uncovered: Exact;
  readonly basis: ComponentBasis | null;
}

export interface ReleasedSupply {
  readonly id: string;
  readonly state: ReleasedState;
  readonly quantity: Exact;
  readonly open: Exact;
  readonly pegged: Exact;
}

/** What a person should do about a firm supply that the plan no longer needs in full. */
export interface ActionMessage {
  readonly supplyId: string;
  readonly kind: "cancel" | "decrease";
  /** How much less is needed. */
  readonly quantity: Exact;
}

/** Only what has changed, with its new figures; a peg or reservation of 0 is gone. */
export interface Release {
  readonly demands: ReleasedDemand[];
  readonly supplies: ReleasedSupply[];
  readonly pegs: Peg[];
  readonly reservations: Reservation[];
  /** By `stockKey`; only what is above zero. */
  readonly stockFreed: Map<string, Exact>;
  readonly messages: ActionMessage[];
}
