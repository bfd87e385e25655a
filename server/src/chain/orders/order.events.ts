import type { Cents, Day, DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

export interface OrderConfirmed {
  orderId: Id;
  number: string;
  customerId: Id;
  inclCents: Cents;
  paymentTermId: Id | null;
  demands: readonly OrderDemand[];
}

/** What a line asks planning to cover. */
export interface OrderDemand {
  lineId: Id;
  itemId: Id;
  warehouseId: Id | null;
  quantity: DecimalText;
  neededOn: Day;
  /** The line may bring its own recipe. */
  custom: boolean;
  /** The supplier ships it straight to the customer. */
  dropship: boolean;
}

/** A customer was promised what the order says. */
export const orderConfirmed = defineFact<OrderConfirmed>(
  "orderConfirmed",
  "order",
  (fact) => fact.orderId,
);

export interface OrderCancelled {
  orderId: Id;
  number: string;
  customerId: Id;
  /** Only of an order that had been confirmed is there anything to take back. */
  wasConfirmed: boolean;
  inclCents: Cents;
  paymentTermId: Id | null;
  lineIds: readonly Id[];
  reason: string;
}

/** The promise was taken back. */
export const orderCancelled = defineFact<OrderCancelled>(
  "orderCancelled",
  "order",
  (fact) => fact.orderId,
);

export interface OrderClosedShort {
  orderId: Id;
  number: string;
  customerId: Id;
  /** What the customer was committed to until now. */
  committedCents: Cents;
  /** The lines that were open until now. */
  lineIds: readonly Id[];
  reason: string;
}

/** The order ended with less than was ordered. */
export const orderClosedShort = defineFact<OrderClosedShort>(
  "orderClosedShort",
  "order",
  (fact) => fact.orderId,
);

export interface OrderCompleted {
  orderId: Id;
  number: string;
  customerId: Id;
  /** What the customer was still committed to: nothing more of it will be charged. */
  committedCents: Cents;
  /** The lines that were open until now. */
  lineIds: readonly Id[];
}

/** All of an order has been delivered and answered for. */
export const orderCompleted = defineFact<OrderCompleted>(
  "orderCompleted",
  "order",
  (fact) => fact.orderId,
);

export interface OrderChanged {
  orderId: Id;
  changeId: Id;
  number: string;
  customerId: Id;
  /** What the order comes to now, and how much more its customer is committed to than before. */
  inclCents: Cents;
  committedCents: Cents;
  /** What every line of goods asks for now; 0 of those that the change takes out. */
  demands: readonly OrderDemand[];
  openLineIds: readonly Id[];
}

/** A confirmed order asks for something else than before. */
export const orderChanged = defineFact<OrderChanged>(
  "orderChanged",
  "order",
  (fact) => fact.orderId,
);

export interface MilestoneReached {
  projectId: Id;
  customerId: Id;
  milestoneId: Id;
  name: string;
  on: Day;
}

/** A project has come to a point at which something is to be paid. */
export const milestoneReached = defineFact<MilestoneReached>(
  "milestoneReached",
  "project",
  (fact) => fact.projectId,
);
