import type { Cents, Day } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

export interface CashMoved {
  cashMovementId: Id;
  kind: "receipt" | "payment";
  number: string;
  partyId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  amountCents: Cents;
  movedOn: Day;
  /** What it can settle from now on. */
  openItemId: Id;
}

/** Money came in or went out. */
export const cashMoved = defineFact<CashMoved>(
  "cashMoved",
  "cash_movement",
  (fact) => fact.cashMovementId,
);

export interface CashMovementReversed {
  cashMovementId: Id;
  partyId: Id;
  openItemId: Id;
}

/** The receipt or payment had been a mistake. */
export const cashMovementReversed = defineFact<CashMovementReversed>(
  "cashMovementReversed",
  "cash_movement",
  (fact) => fact.cashMovementId,
);

export interface ItemsAllocated {
  allocationId: Id;
  partyId: Id;
  lines: readonly AllocatedLine[];
}

export interface AllocatedLine {
  lineId: Id;
  /** Null: written off. */
  fromItemId: Id | null;
  toItemId: Id;
  amountCents: Cents;
}

/** Somebody decided what settles what. */
export const itemsAllocated = defineFact<ItemsAllocated>(
  "itemsAllocated",
  "allocation",
  (fact) => fact.allocationId,
);

export interface AllocationReversed {
  /** The one that takes back. */
  allocationId: Id;
  reversesId: Id;
  partyId: Id;
  lines: readonly AllocatedLine[];
}

/** What was settled is open again. */
export const allocationReversed = defineFact<AllocationReversed>(
  "allocationReversed",
  "allocation",
  (fact) => fact.allocationId,
);

export interface OpenItemsBrought {
  cutoverId: Id;
  items: readonly BroughtItem[];
}

/** One document that was open in the books of before. */
export interface BroughtItem {
  itemId: Id;
  partyId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  side: "receivable" | "payable";
  direction: "charge" | "credit";
  number: string;
  amountCents: Cents;
  documentedOn: Day;
  dueOn: Day;
  note: string;
}

/** A company moved in with what was open between it and its parties. */
export const openItemsBrought = defineFact<OpenItemsBrought>(
  "openItemsBrought",
  "cutover",
  (fact) => fact.cutoverId,
);
