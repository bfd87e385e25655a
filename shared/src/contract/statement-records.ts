import { z } from "zod";
import { listField } from "./list-fields";
import { declareList } from "./lists";
import { chargeSides } from "./settlements";
import * as shape from "./primitives";

/** Statements as they are listed and shown, to both sides. */

export const statementStateNames = [
  "draft",
  "sent",
  "disputed",
  "confirmed",
  "signed",
  "withdrawn",
] as const;
export const statementLineKinds = ["charge", "payment", "adjustment", "brought"] as const;
export type StatementLineKind = (typeof statementLineKinds)[number];

/** Why a line of theirs is not a line of ours. */
export const residualClasses = [
  "timing",
  "quantity",
  "price",
  "rounding",
  "return",
  "unbilled",
  "duplicate",
  "payment",
  "opening",
  "unknown",
] as const;
export type ResidualClass = (typeof residualClasses)[number];

/** What to do about it: correct our books, ask them to correct theirs, leave it to the next statement, or look into it. */
export const residualProposals = [
  "adjust_ours",
  "adjust_theirs",
  "next_period",
  "look_into",
] as const;
export type ResidualProposal = (typeof residualProposals)[number];

export const statementList = declareList("statements", {
  subject: "statement",
  about: "statements of account",
  function: "finance",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(statementStateNames),
    side: listField.oneOf(chargeSides),
    party: listField.reference(),
    endsOn: listField.day(),
    openingCents: listField.cents(),
    chargesCents: listField.cents(),
    movementsCents: listField.cents(),
    closingCents: listField.cents(),
    gapCents: listField.cents(),
    createdAt: listField.instant({ shown: false }),
  },
});

const line = z.object({
  id: z.string(),
  lineNo: z.int(),
  kind: z.enum(statementLineKinds),
  documentNumber: z.string(),
  datedOn: z.string(),
  description: z.string(),
  unit: z.string(),
  quantity: z.string().nullable(),
  unitPrice: z.string().nullable(),
  taxRate: z.string().nullable(),
  amountCents: z.int(),
  /** The line of theirs that is the same; null where there is none, or they have not answered. */
  theirLineNo: z.int().nullable(),
});

const theirLine = z.object({
  lineNo: z.int(),
  documentNumber: z.string(),
  datedOn: z.string().nullable(),
  description: z.string(),
  quantity: z.string().nullable(),
  unitPrice: z.string().nullable(),
  amountCents: z.int(),
});

const residual = z.object({
  class: z.enum(residualClasses),
  ourLineNo: z.int().nullable(),
  theirLineNo: z.int().nullable(),
  /** Theirs less ours: all of them are the gap. */
  differenceCents: z.int(),
  /** The figures behind it, by name. */
  evidence: z.record(z.string(), z.union([z.string(), z.int(), z.null()])),
  /** The same as a sentence. */
  because: z.string(),
  proposal: z.enum(residualProposals),
});

const signature = z.object({ name: z.string(), at: z.string() }).nullable();

const head = {
  id: z.string(),
  number: z.string(),
  state: z.enum(statementStateNames),
  side: z.enum(chargeSides),
  beginsOn: z.string(),
  endsOn: z.string(),
  openingCents: z.int(),
  chargesCents: z.int(),
  movementsCents: z.int(),
  closingCents: z.int(),
  /** What they say that it comes to; null where they have not said. */
  theirClosingCents: z.int().nullable(),
  /** Theirs less ours. */
  gapCents: z.int().nullable(),
  sentAt: z.string().nullable(),
  answeredAt: z.string().nullable(),
  /** Of all that both sides sign; null until it is sent. */
  hash: z.string().nullable(),
  ourSignature: signature,
  theirSignature: signature,
};

export const statementHead = z.object(head);

const whole = {
  ...head,
  note: z.string(),
  lines: z.array(line),
  theirLines: z.array(theirLine),
  residuals: z.array(residual),
  actions: shape.actions,
};

export const statement = z.object({
  ...whole,
  revision: z.int(),
  partyId: z.string(),
  partyName: z.string(),
  ownerId: z.string().nullable(),
  departmentId: z.string().nullable(),
  withdrawReason: z.string(),
});
export type StatementView = z.output<typeof statement>;

export const portalStatement = z.object({ ...whole, companyName: z.string() });
export type PortalStatement = z.output<typeof portalStatement>;

const MOST_THEIR_LINES = 10_000;
/** Far beyond any account, and small enough that ten thousand of them can be added up. */
const MOST_CENTS = 100_000_000_000;
const sum = shape.cents
  .min(-MOST_CENTS, { error: "issue.cents" })
  .max(MOST_CENTS, { error: "issue.cents" });
const count = shape.decimal.refine((text) => /^-?\d{1,9}(\.|$)/.test(text), {
  error: "issue.quantity_signed",
});

/** The other side's own figures, line by line; without lines, at least what they come to. */
export const theirFigures = {
  closingCents: sum.optional(),
  note: shape.note(500).optional(),
  lines: z
    .array(
      z.strictObject({
        documentNumber: shape.text(64),
        datedOn: shape.day.optional(),
        description: shape.note(500).optional(),
        quantity: count.optional(),
        unitPrice: shape.unitPrice.optional(),
        amountCents: sum,
      }),
    )
    .max(MOST_THEIR_LINES)
    .default([]),
};
