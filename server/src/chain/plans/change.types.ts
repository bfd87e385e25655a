import type { Day, Exact } from "@quanlian/shared/domain";
import type { Advice } from "./plan-messages";
import type {
  ComponentBasis,
  DemandToPlan,
  LotRules,
  NewSupply,
  OpenSupply,
  Peg,
  PlanInput,
} from "./plan.types";
import type { ReleaseDemand, ReleaseSupply, Reservation } from "./release.types";

/** A stored demand with what else its row says. */
export interface ChangeDemand extends ReleaseDemand {
  readonly warehouseId: string;
  readonly neededOn: Day;
  readonly availableOn: Day | null;
  readonly criticalSupplyId: string | null;
}

/** A stored supply with what else its row says. */
export interface ChangeSupply extends ReleaseSupply {
  readonly kind: "make" | "buy" | "phantom";
  readonly warehouseId: string;
  readonly dropship: boolean;
  readonly startOn: Day;
}

/** What an order asks for from now on: every line of goods that it has, and those that it had. */
export type WantedTop = DemandToPlan;

export interface ChangeInput {
  /** The part of the plan below the order's lines, as it stands. */
  readonly items: ReadonlyMap<string, LotRules>;
  readonly demands: readonly ChangeDemand[];
  readonly supplies: readonly ChangeSupply[];
  readonly pegs: readonly Peg[];
  readonly reservations: readonly Reservation[];
  /** When demands of others first need each firm supply. */
  readonly othersNeedOn: ReadonlyMap<string, Day>;
  /** New and standing lines, by the id of their demand; a quantity of what is fulfilled takes a line out. */
  readonly wanted: readonly WantedTop[];
  /** As for a plan made anew: free stock and open supply before anything is taken back. */
  readonly plan: Omit<PlanInput, "demands" | "openSupplies"> & {
    readonly openSupplies: readonly (OpenSupply & { readonly pegged: Exact })[];
  };
}

/** A demand's new figures. */
export interface AmendedDemand {
  readonly id: string;
  /** It was not there before. */
  readonly isNew: boolean;
  readonly itemId: string;
  readonly warehouseId: string;
  readonly parentSupplyId: string | null;
  readonly quantity: Exact;
  readonly fulfilled: Exact;
  readonly reserved: Exact;
  readonly pegged: Exact;
  readonly uncovered: Exact;
  readonly neededOn: Day;
  readonly availableOn: Day | null;
  readonly criticalSupplyId: string | null;
  readonly basis: ComponentBasis | null;
}

/** How a supply came out: new, planned anew in its old document, or only less of it (or nothing) needed. */
export type AmendedSupply =
  | { readonly change: "opened"; readonly id: string; readonly supply: NewSupply }
  | {
      readonly change: "replanned";
      readonly id: string;
      readonly before: ChangeSupply;
      readonly supply: NewSupply;
    }
  | {
      readonly change: "kept" | "decreased" | "cancelled";
      readonly id: string;
      readonly before: ChangeSupply | null;
      readonly quantity: Exact;
      readonly open: Exact;
      readonly pegged: Exact;
    };

export interface AmendedReservation extends Reservation {
  /** What was held before. */
  readonly before: Exact;
}

/** Only what is new or has changed. Every row under the id that it is stored by. */
export interface AmendedPlan {
  readonly demands: AmendedDemand[];
  readonly supplies: AmendedSupply[];
  readonly pegs: Peg[];
  readonly reservations: AmendedReservation[];
  readonly messages: Advice[];
}
