import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";
import type { ShipTo } from "./order.model";

type Typed = InputOf<(typeof ordersContract)["orders.create"]>;

export type RecipeInput = InputOf<(typeof ordersContract)["orders.customise"]>["recipe"];

type TypedLine = Typed["lines"][number];
type Defaulted = "overRate" | "underRate" | "billedByMilestones";

/** A line as it is typed; of an accepted quote it names the quoted line as well. */
export type OrderDraftLine = Omit<TypedLine, Defaulted> &
  Partial<Pick<TypedLine, Defaulted>> & { quoteLineId?: Id };

/** What an order is written down from, by hand or out of an accepted quote. */
export interface OrderDraft extends Omit<Typed, "lines" | "shipTo"> {
  lines: readonly OrderDraftLine[];
  /** One of the customer's addresses; without it and without a typed one his default delivery address. */
  shipTo?: Omit<ShipTo, "addressId"> & { addressId?: Id | null };
  quoteId?: Id;
  /** Of an order that was brought along: the number and the day that it had; today for all others. */
  legacyNumber?: string;
  orderedOn?: Day | undefined;
  /** As it was quoted; the customer's own where none is named. */
  paymentTermId?: Id;
  projectId?: Id;
}
