import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { sales } from "./leads";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** Deals: what may become an order, how likely and when. */

export const dealStateNames = ["open", "won", "lost"] as const;

const stage = z.object({
  id: shape.id,
  name: z.string(),
  kind: z.enum(dealStateNames),
  probability: z.string(),
  position: z.int(),
});
export type DealStage = z.output<typeof stage>;

const lostReason = z.object({ id: shape.id, name: z.string() });

const line = z.object({
  itemId: shape.id.nullable(),
  description: z.string(),
  quantity: z.string(),
});
const move = z.object({
  fromStageId: shape.id.nullable(),
  toStageId: shape.id,
  movedAt: z.string(),
});

export const deal = z.object({
  id: shape.id,
  number: z.string(),
  name: z.string(),
  state: z.enum(dealStateNames),
  revision: z.int(),
  customerId: shape.id,
  customerName: z.string(),
  contactId: shape.id.nullable(),
  leadId: shape.id.nullable(),
  ownerId: shape.id.nullable(),
  departmentId: shape.id.nullable(),
  stageId: shape.id,
  stageName: z.string(),
  probability: z.string(),
  amountCents: z.int(),
  expectedOn: z.string().nullable(),
  lostReasonId: shape.id.nullable(),
  lostNote: z.string(),
  note: z.string(),
  stageSince: z.string(),
  closedAt: z.string().nullable(),
  createdAt: z.string(),
  lines: z.array(line),
  moves: z.array(move),
  actions: shape.actions,
});
export type Deal = z.output<typeof deal>;

export const dealList = declareList("deals", {
  subject: "deal",
  about: "deals",
  function: "sales",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    name: listField.text(),
    state: listField.oneOf(dealStateNames),
    stage: listField.reference(),
    customer: listField.reference(),
    owner: listField.reference(),
    amountCents: listField.cents(),
    probability: listField.quantity(),
    expectedOn: listField.day(),
    stageSince: listField.instant({ shown: false }),
    closedAt: listField.instant({ shown: false }),
    createdAt: listField.instant({ shown: false }),
  },
});

const content = {
  name: shape.text(128),
  contactId: shape.id.nullable(),
  /** Expected, incl. tax. */
  amountCents: shape.centsNotNegative,
  expectedOn: shape.day.nullable(),
  note: shape.note(1000),
  /** What the customer is interested in; replaces what was there. */
  lines: z
    .array(
      z.strictObject({
        itemId: shape.id.nullable().default(null),
        description: shape.note(500).default(""),
        quantity: shape.quantity,
      }),
    )
    .max(100),
};

const thisDeal = { dealId: shape.id, revision: shape.revision };
const aboutDeal = { ...sales, subject: { type: "deal", key: "dealId" }, output: deal } as const;

const stageInput = z.strictObject({
  /** Of a stage that stays; a new one has none. */
  id: shape.id.optional(),
  name: shape.text(64),
  kind: z.enum(dealStateNames),
  probability: shape.rate,
});

const funnelStage = z.object({
  stageId: shape.id,
  name: z.string(),
  kind: z.enum(dealStateNames),
  /** Deals that stand there now, what they come to, and that times the probability. */
  count: z.int(),
  amountCents: z.int(),
  weightedCents: z.int(),
  /** Deals that have ever come there, and which part of them went on to a later stage or was won; null: none came. */
  reached: z.int(),
  conversion: z.string().nullable(),
  /** Days that those who left had spent there, the middle one; null: nobody has left. */
  medianDays: z.string().nullable(),
});

export const dealsContract = {
  ...listContract(dealList),
  "deals.create": write({
    ...sales,
    summary: "Opens a deal with a customer, at the first stage unless another is named.",
    permission: "deals.create",
    subject: { type: "deal", creates: true },
    output: deal,
    input: shape
      .someOf(content)
      .extend({ name: content.name, customerId: shape.id, stageId: shape.id.optional() }),
    errors: ["reference.not_found", "party.not_customer"],
  }),
  "deals.update": write({
    ...aboutDeal,
    summary: "Changes what is expected of an open deal.",
    permission: "deals.update",
    input: shape.someOf(content).extend({ ...thisDeal, ownerId: shape.id.optional() }),
    errors: ["revision.stale", "deal.closed", "reference.not_found"],
  }),
  "deals.move": write({
    ...aboutDeal,
    summary: "Moves an open deal to another open stage.",
    permission: "deals.move",
    input: z.strictObject({ ...thisDeal, stageId: shape.id }),
    errors: ["revision.stale", "state.illegal_move", "reference.not_found"],
  }),
  "deals.win": write({
    ...aboutDeal,
    summary: "The customer has decided for us.",
    permission: "deals.win",
    input: z.strictObject({ ...thisDeal, amountCents: shape.centsNotNegative.optional() }),
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "deals.lose": write({
    ...aboutDeal,
    summary: "Nothing comes of it: why, from the company's list, and in words.",
    permission: "deals.lose",
    input: z.strictObject({
      ...thisDeal,
      lostReasonId: shape.id,
      note: shape.note(500).default(""),
    }),
    errors: ["revision.stale", "state.illegal_move", "reference.not_found"],
  }),
  "deals.reopen": write({
    ...aboutDeal,
    summary:
      "Takes a closed deal up again, for a reason, at the first stage unless another is named.",
    permission: "deals.reopen",
    input: z.strictObject({ ...thisDeal, stageId: shape.id.optional(), reason: shape.text(500) }),
    errors: ["revision.stale", "state.illegal_move", "reference.not_found"],
  }),
  "deals.show": read({
    ...aboutDeal,
    summary: "One deal with its way through the stages, and what may be done with it now.",
    permission: "deals.show",
    input: z.strictObject({ dealId: shape.id }),
  }),
  "deals.funnel": read({
    ...sales,
    summary:
      "How deals that were opened in a period come through the stages, within one's own rows.",
    permission: "deals.funnel",
    subject: { type: "deal", list: true },
    input: z.strictObject({
      from: shape.day.optional(),
      to: shape.day.optional(),
      ownerId: shape.id.optional(),
    }),
    output: z.object({
      stages: z.array(funnelStage),
      opened: z.int(),
      won: z.int(),
      lost: z.int(),
      wonCents: z.int(),
    }),
  }),
  "dealStages.list": read({
    ...sales,
    summary: "The stages of the pipeline, in order; none before the first deal or change.",
    permission: "dealStages.list",
    subject: { type: "dealStage", list: true },
    input: z.strictObject({}),
    output: z.object({ rows: z.array(stage) }),
  }),
  "dealStages.save": write({
    ...sales,
    summary:
      "Sets the pipeline: its open stages in order, the one that is won and the one that is lost.",
    permission: "dealStages.save",
    subject: { type: "dealStage", creates: true },
    input: z.strictObject({ stages: z.array(stageInput).min(3).max(20) }),
    output: z.object({ rows: z.array(stage) }),
    errors: ["reference.not_found", "record.in_use"],
  }),
  "lostReasons.list": read({
    ...sales,
    summary: "Why deals are lost, as this company tells the reasons apart.",
    permission: "lostReasons.list",
    subject: { type: "lostReason", list: true },
    input: z.strictObject({}),
    output: z.object({ rows: z.array(lostReason) }),
  }),
  "lostReasons.save": write({
    ...sales,
    summary:
      "Sets the reasons; one that is left out is no longer offered, and stays where it was given.",
    permission: "lostReasons.save",
    subject: { type: "lostReason", creates: true },
    input: z.strictObject({
      reasons: z
        .array(z.strictObject({ id: shape.id.optional(), name: shape.text(64) }))
        .min(1)
        .max(50),
    }),
    output: z.object({ rows: z.array(lostReason) }),
    errors: ["reference.not_found"],
  }),
} as const satisfies Contract;
