import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import { tooLarge } from "./order-lines";
import * as shape from "./primitives";
import { portalRfq, rfq, rfqComparison, rfqStateNames } from "./rfq-records";

/** Asking several suppliers for their price, comparing what they say, and giving each the lines that he wins. */

export const rfqList = declareList("rfqs", {
  subject: "rfq",
  about: "requests for quotation",
  function: "purchasing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(rfqStateNames),
    owner: listField.reference(),
    answerBy: listField.instant(),
    createdAt: listField.instant({ shown: false }),
  },
});

const MOST_LINES = 200;
const MOST_SUPPLIERS = 20;
const MOST_BREAKS = 10;

const buying = { actors: ["staff"], function: "purchasing" } as const;
const oneRfq = { type: "rfq", key: "rfqId" } as const;
const ours = { ...buying, subject: oneRfq, output: rfq } as const;
const moving = { rfqId: shape.id, revision: shape.revision };
const supplierIds = z.array(shape.id).max(MOST_SUPPLIERS);

/** One line: a requisition line of the pool, or an item whose price somebody wants to know. */
const lineInput = z
  .strictObject({
    requisitionLineId: shape.id.optional(),
    itemId: shape.id.optional(),
    warehouseId: shape.id.optional(),
    /** In the item's own unit; left out: what the requisition asks for. */
    quantity: shape.quantity.optional(),
    dueOn: shape.day.optional(),
    note: shape.note(500).optional(),
  })
  .refine((each) => (each.requisitionLineId === undefined) !== (each.itemId === undefined), {
    error: "issue.requisition_or_item",
    path: ["itemId"],
  })
  .refine(
    (each) =>
      each.itemId === undefined || (each.quantity !== undefined && each.dueOn !== undefined),
    { error: "issue.quantity_and_day", path: ["quantity"] },
  );

/** A supplier's answer to one line: his prices by quantity, or that he does not offer it. */
const answerLine = z
  .strictObject({
    lineId: shape.id,
    breaks: z
      .array(z.strictObject({ minQuantity: shape.quantity, unitPrice: shape.unitPrice }))
      .max(MOST_BREAKS)
      .default([]),
    minimumOrder: shape.amount.default("0"),
    leadTimeDays: z.int({ error: "issue.lead_time" }).min(0).max(3650).optional(),
    declineReason: shape.text(500).optional(),
  })
  .refine((each) => (each.breaks.length === 0) === (each.declineReason !== undefined), {
    error: "issue.offer_or_decline",
    path: ["breaks"],
  })
  .refine(
    ({ breaks, minimumOrder }) =>
      breaks.every(({ minQuantity, unitPrice }) =>
        shape.fitsBooks([
          { quantity: minQuantity, unitPrice },
          { quantity: minimumOrder, unitPrice },
        ]),
      ),
    { ...tooLarge, path: ["breaks"] },
  );

const answer = {
  includesTax: z.boolean().default(true),
  /** Left out: the supplier's usual rate. */
  taxRate: shape.rate.optional(),
  /** For all that he offers together, taxed as the goods are. */
  freightCents: shape.centsNotNegative.default(0),
  validUntil: shape.day.optional(),
  note: shape.note(500).optional(),
  lines: z.array(answerLine).min(1).max(MOST_LINES),
};
const answering = ["rfq.not_open", "rfq.lines_unanswered", "reference.not_found"] as const;

export const rfqsContract = {
  ...listContract(rfqList),
  "rfqs.create": write({
    ...buying,
    summary:
      "Drafts a request for quotation from requisition lines of the pool, or for items by hand; nobody else buys its lines meanwhile.",
    input: z.strictObject({
      answerBy: shape.instant.optional(),
      note: shape.note(1000).optional(),
      supplierIds: supplierIds.default([]),
      lines: z.array(lineInput).min(1).max(MOST_LINES),
    }),
    output: rfq,
    permission: "rfqs.create",
    subject: { type: "rfq", creates: true },
    errors: ["reference.not_found", "purchase.line_taken"],
  }),
  "rfqs.show": read({
    ...ours,
    summary:
      "One request with its lines and who has been asked; what they say stays sealed until it closes.",
    input: z.strictObject({ rfqId: shape.id }),
    permission: "rfqs.show",
  }),
  "rfqs.update": write({
    ...ours,
    summary: "Edits a draft: deadline, note, whom to ask, and its lines as a whole.",
    input: z.strictObject({
      ...moving,
      answerBy: shape.instant.nullable().optional(),
      note: shape.note(1000).optional(),
      supplierIds: supplierIds.optional(),
      lines: z.array(lineInput).min(1).max(MOST_LINES).optional(),
    }),
    permission: "rfqs.update",
    errors: ["revision.stale", "reference.not_found", "purchase.line_taken", "rfq.frozen"],
  }),
  "rfqs.send": write({
    ...ours,
    summary: "Asks the suppliers, who see it from now on and answer by its deadline.",
    input: z.strictObject(moving),
    permission: "rfqs.send",
    errors: ["revision.stale", "rfq.nobody_asked", "rfq.deadline_missing"],
  }),
  "rfqs.invite": write({
    ...ours,
    summary: "Asks further suppliers while a request runs.",
    input: z.strictObject({ ...moving, supplierIds: z.array(shape.id).min(1).max(MOST_SUPPLIERS) }),
    permission: "rfqs.invite",
    errors: ["revision.stale", "reference.not_found", "rfq.not_open", "rfq.too_many_suppliers"],
  }),
  "rfqs.extend": write({
    ...ours,
    summary: "Gives all suppliers more time; never less.",
    input: z.strictObject({ ...moving, answerBy: shape.instant }),
    permission: "rfqs.extend",
    errors: ["revision.stale", "rfq.not_open", "rfq.deadline_earlier"],
  }),
  "rfqs.recordAnswer": write({
    ...ours,
    summary: "Writes down what a supplier answered by telephone or on paper.",
    input: z.strictObject({ ...moving, invitationId: shape.id, ...answer }),
    permission: "rfqs.recordAnswer",
    errors: ["revision.stale", "auth.field_masked", ...answering],
  }),
  "rfqs.close": write({
    ...ours,
    summary:
      "Opens the answers, once the deadline is over or all have answered; nothing is answered any more.",
    input: z.strictObject(moving),
    permission: "rfqs.close",
    errors: ["revision.stale", "rfq.answers_missing"],
  }),
  "rfqs.compare": read({
    ...buying,
    summary:
      "What each supplier offers for each line, made comparable: without tax, with freight, at the quantity that must be bought.",
    input: z.strictObject({ rfqId: shape.id }),
    output: rfqComparison,
    permission: "rfqs.compare",
    subject: oneRfq,
    errors: ["rfq.sealed"],
  }),
  "rfqs.award": write({
    ...ours,
    summary:
      "Gives lines, or parts of them, to the suppliers who win them: one purchase order each; what nobody gets is in the pool again.",
    input: z.strictObject({
      ...moving,
      awards: z
        .array(
          z.strictObject({
            lineId: shape.id,
            invitationId: shape.id,
            /** In base units; left out: all that is needed. */
            quantity: shape.quantity.optional(),
          }),
        )
        .min(1)
        .max(MOST_LINES),
    }),
    permission: "rfqs.award",
    errors: [
      "revision.stale",
      "reference.not_found",
      "rfq.not_offered",
      "rfq.below_minimum",
      "rfq.line_gone",
      "rfq.straight_split",
    ],
  }),
  "rfqs.cancel": write({
    ...ours,
    summary: "Calls a request off; its lines are in the pool again and the suppliers are told.",
    input: z.strictObject({ ...moving, reason: shape.text(500) }),
    permission: "rfqs.cancel",
    errors: ["revision.stale"],
  }),
} as const satisfies Contract;

const selling = { actors: ["supplier"], permission: null, function: "purchasing" } as const;
const oneInvitation = { type: "rfq_invitation", key: "invitationId" } as const;
const theirs = { ...selling, subject: oneInvitation, output: portalRfq } as const;

export const portalRfqsContract = {
  "portal.rfqs.list": read({
    ...selling,
    summary: "What a supplier has been asked, the newest first.",
    input: z.strictObject({
      before: shape.id.optional(),
      limit: z.int().min(1).max(100).default(20),
    }),
    output: z.object({
      rows: z.array(
        portalRfq.pick({
          id: true,
          number: true,
          state: true,
          answerBy: true,
          open: true,
          answeredAt: true,
        }),
      ),
      next: z.string().nullable(),
    }),
    subject: { type: "rfq_invitation", list: true },
  }),
  "portal.rfqs.show": read({
    ...theirs,
    summary: "One request that a supplier was asked, with his own answer.",
    input: z.strictObject({ invitationId: shape.id }),
  }),
  "portal.rfqs.view": write({
    ...theirs,
    summary: "Notes that the supplier has opened the request. Twice counts once.",
    input: z.strictObject({ invitationId: shape.id }),
  }),
  "portal.rfqs.answer": write({
    ...theirs,
    summary:
      "Answers every line with prices by quantity or a decline; until the deadline a later answer replaces an earlier one.",
    input: z.strictObject({ invitationId: shape.id, ...answer }),
    errors: answering,
  }),
  "portal.rfqs.decline": write({
    ...theirs,
    summary: "Does not offer anything. Until the deadline the supplier may still change his mind.",
    input: z.strictObject({ invitationId: shape.id, reason: shape.text(500) }),
    errors: ["rfq.not_open"],
  }),
} as const satisfies Contract;
