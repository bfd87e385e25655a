import { z } from "zod";
import { importContract } from "./exchange";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** The finance ledger as people use it: what is open, what was paid, and what settles what. */

export const openItemSides = ["receivable", "payable"] as const;
/** A charge is owed; a credit (a receipt, an advance, a credit note) settles charges. */
export const openItemDirections = ["charge", "credit"] as const;
export const openItemStateNames = ["open", "reversed"] as const;
export const ageingBuckets = [
  "settled",
  "not_due",
  "overdue_30",
  "overdue_60",
  "overdue_90",
  "overdue_more",
] as const;
export const paymentMethods = ["cash", "bank", "other"] as const;
export const cashMovementStateNames = ["posted", "reversed"] as const;

const about = { actors: ["staff"], function: "finance" } as const;

/** Every document that is or was open, with its age in days beyond the due day. */
export const openItemList = declareList("openItems", {
  ...about,
  subject: "open_item",
  about: "open receivables and payables with their due days and ageing",
  actors: ["staff"],
  searchable: true,
  defaultSort: [{ field: "dueOn", direction: "asc" }],
  fields: {
    number: listField.code(),
    side: listField.oneOf(openItemSides),
    direction: listField.oneOf(openItemDirections),
    state: listField.oneOf(openItemStateNames, { shown: false }),
    party: listField.reference(),
    partyCode: listField.code(),
    documentedOn: listField.day(),
    dueOn: listField.day(),
    amountCents: listField.cents(),
    openCents: listField.cents(),
    ageing: listField.oneOf(ageingBuckets, { sortable: false }),
    note: listField.text({ sortable: false }),
  },
});

const cashMovementFields = {
  number: listField.code(),
  state: listField.oneOf(cashMovementStateNames),
  party: listField.reference(),
  method: listField.oneOf(paymentMethods),
  amountCents: listField.cents(),
  movedOn: listField.day(),
  reference: listField.text(),
};

export const receiptList = declareList("receipts", {
  ...about,
  subject: "receipt",
  about: "money that came in",
  actors: ["staff"],
  fields: cashMovementFields,
});
export const paymentList = declareList("payments", {
  ...about,
  subject: "payment",
  about: "money that went out",
  actors: ["staff"],
  fields: cashMovementFields,
});

export const allocationList = declareList("allocations", {
  ...about,
  subject: "allocation",
  about: "what settled what",
  actors: ["staff"],
  fields: {
    number: listField.code(),
    party: listField.reference(),
    allocatedOn: listField.day(),
    reverses: listField.reference(),
    reason: listField.text(),
  },
});

const money = shape.centsNotNegative.refine((cents) => cents > 0, {
  error: "issue.cents_not_positive",
});

export const cashMovement = z.object({
  id: shape.id,
  number: z.string(),
  kind: z.enum(["receipt", "payment"]),
  state: z.enum(cashMovementStateNames),
  partyId: shape.id,
  partyName: z.string(),
  method: z.enum(paymentMethods),
  amountCents: z.int(),
  /** Not allocated yet. */
  openCents: z.int(),
  /** The item that allocations name. */
  openItemId: shape.id,
  movedOn: z.string(),
  reference: z.string(),
  note: z.string(),
  reverseReason: z.string().nullable(),
  revision: shape.revision,
  actions: shape.actions,
});
export type CashMovement = z.output<typeof cashMovement>;

const newCashMovement = z.strictObject({
  partyId: shape.id,
  method: z.enum(paymentMethods),
  amountCents: money,
  movedOn: shape.day,
  /** The bank's or the party's own number. */
  reference: shape.note(128).default(""),
  note: shape.note(500).default(""),
});

export const allocation = z.object({
  id: shape.id,
  number: z.string(),
  partyId: shape.id,
  partyName: z.string(),
  allocatedOn: z.string(),
  reason: z.string(),
  /** The allocation that this one takes back. */
  reversesId: shape.id.nullable(),
  /** The one that took this back. */
  reversedById: shape.id.nullable(),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      /** Null: written off. */
      fromItemId: shape.id.nullable(),
      fromNumber: z.string().nullable(),
      toItemId: shape.id,
      toNumber: z.string(),
      /** Below zero where it takes back. */
      amountCents: z.int(),
    }),
  ),
  actions: shape.actions,
});
export type Allocation = z.output<typeof allocation>;

const allocationLine = z.strictObject({
  /** What settles: a credit, or of a party that is both the item of the other side. Left out: a write-off. */
  fromItemId: shape.id.optional(),
  toItemId: shape.id,
  amountCents: money,
});

const MOST_LINES = 200;

const showing = {
  ...about,
  input: z.strictObject({ cashMovementId: shape.id }),
  output: cashMovement,
} as const;
const creating = { ...about, input: newCashMovement, output: cashMovement } as const;
const reversing = {
  ...about,
  input: z.strictObject({
    cashMovementId: shape.id,
    revision: shape.revision,
    reason: shape.text(500),
  }),
  output: cashMovement,
  errors: ["revision.stale", "state.illegal_move", "cash_movement.allocated"],
} as const;

const statementSide = z.object({
  openingCents: z.int(),
  lines: z.array(
    z.object({
      on: z.string(),
      /** What booked it, by its kind and number. */
      source: z.string(),
      number: z.string(),
      /** What it changed: above zero, more is owed. */
      changeCents: z.int(),
      balanceCents: z.int(),
    }),
  ),
  closingCents: z.int(),
});

export const financeContract = {
  ...listContract(openItemList),
  ...importContract("openReceivables", {
    subject: "open_item",
    about: "open receivables, document by document",
    function: "finance",
  }),
  ...importContract("openPayables", {
    subject: "open_item",
    about: "open payables, document by document",
    function: "finance",
  }),
  ...listContract(receiptList),
  "receipts.show": read({
    ...showing,
    summary: "Shows one receipt and how much of it is not allocated yet.",
    permission: "receipts.show",
    subject: { type: "receipt", key: "cashMovementId" },
  }),
  "receipts.create": write({
    ...creating,
    summary: "Books money that a customer paid: an advance until it is allocated.",
    permission: "receipts.create",
    subject: { type: "receipt", creates: true },
    errors: ["reference.not_found", "party.not_customer", "period.closed"],
  }),
  "receipts.reverse": write({
    ...reversing,
    summary: "Takes a receipt back by entries of its own, while nothing of it is allocated.",
    permission: "receipts.reverse",
    subject: { type: "receipt", key: "cashMovementId" },
  }),
  ...listContract(paymentList),
  "payments.show": read({
    ...showing,
    summary: "Shows one payment and how much of it is not allocated yet.",
    permission: "payments.show",
    subject: { type: "payment", key: "cashMovementId" },
  }),
  "payments.create": write({
    ...creating,
    summary: "Books money that we paid to a supplier: an advance until it is allocated.",
    permission: "payments.create",
    subject: { type: "payment", creates: true },
    errors: ["reference.not_found", "party.not_supplier", "period.closed"],
  }),
  "payments.reverse": write({
    ...reversing,
    summary: "Takes a payment back by entries of its own, while nothing of it is allocated.",
    permission: "payments.reverse",
    subject: { type: "payment", key: "cashMovementId" },
  }),
  ...listContract(allocationList),
  "allocations.show": read({
    ...about,
    summary: "Shows what one allocation settled with what.",
    permission: "allocations.show",
    subject: { type: "allocation", key: "allocationId" },
    input: z.strictObject({ allocationId: shape.id }),
    output: allocation,
  }),
  "allocations.allocate": write({
    ...about,
    summary:
      "Settles open items of one party with credits, or with its items on the other side; small rests may be written off with a reason. All lines or none.",
    permission: "allocations.allocate",
    subject: { type: "allocation", creates: true },
    input: z.strictObject({
      partyId: shape.id,
      lines: z.array(allocationLine).min(1).max(MOST_LINES),
      /** Needed when something is written off. */
      reason: shape.note(500).default(""),
    }),
    output: allocation,
    errors: ["reference.not_found"],
  }),
  "allocations.reverse": write({
    ...about,
    summary: "Takes an allocation back: what it settled is open again. Both stay readable.",
    permission: "allocations.reverse",
    subject: { type: "allocation", key: "allocationId" },
    input: z.strictObject({ allocationId: shape.id, reason: shape.text(500) }),
    output: allocation,
    errors: ["allocation.reversed", "allocation.is_reversal"],
  }),
  "partyStatements.show": read({
    ...about,
    summary:
      "How a party's account moved in a period: opening, every booking, closing, for what it owes us and what we owe it.",
    permission: "partyStatements.show",
    subject: { type: "party", key: "partyId" },
    input: z.strictObject({ partyId: shape.id, from: shape.day, to: shape.day }),
    output: z.object({ receivable: statementSide, payable: statementSide }),
  }),
} as const satisfies Contract;
