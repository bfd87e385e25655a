import { z } from "zod";
import { paymentTermKinds, paymentTriggers } from "../domain";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** One part of what is owed. Its day is its trigger's day and so many calendar days. */
export const paymentStage = z.object({
  stageNo: z.number(),
  /** Of a stage with the trigger `milestone`: the milestone. Empty where the term's kind says it all. */
  name: z.string(),
  /** 0.3: 30 %. */
  shareRate: z.string(),
  trigger: z.enum(paymentTriggers),
  days: z.number(),
});
export type PaymentStageAnswer = z.output<typeof paymentStage>;

export const paymentTerm = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  kind: z.enum(paymentTermKinds),
  days: z.number(),
  depositRate: z.string(),
  /** The parts in which it asks for the money: implied by the kind, or typed for `milestones`. Their shares are 1 together. */
  stages: z.array(paymentStage),
  /** Whether parties may still be given it. */
  isActive: z.boolean(),
  revision: z.number(),
});
export type PaymentTerm = z.output<typeof paymentTerm>;

const days = z.int({ error: "issue.out_of_range" }).min(0).max(3650).default(0);
const oneTerm = { type: "paymentTerm", key: "paymentTermId" } as const;
const putting = z.strictObject({ paymentTermId: shape.id, revision: shape.revision });

export const paymentTermsContract = {
  "paymentTerms.list": read({
    ...staff,
    summary: "Lists the payment terms with their stages, by code.",
    permission: "paymentTerms.list",
    subject: { type: "paymentTerm", list: true },
    input: z.strictObject({}),
    output: z.object({ rows: z.array(paymentTerm) }),
  }),
  "paymentTerms.create": write({
    ...staff,
    summary: "Adds a payment term. It is never changed: documents refer to it.",
    permission: "paymentTerms.create",
    subject: { type: "paymentTerm", creates: true },
    input: z.strictObject({
      code: shape.code,
      name: shape.text(128),
      kind: z.enum(paymentTermKinds),
      days,
      depositRate: shape.rate.default("0"),
      /** For `milestones`, in their order; the other kinds imply theirs. */
      stages: z
        .array(
          z.strictObject({
            name: shape.text(64),
            shareRate: shape.rate,
            trigger: z.enum(paymentTriggers),
            days,
          }),
        )
        .max(24)
        .default([]),
    }),
    output: paymentTerm,
    errors: ["record.duplicate"],
  }),
  "paymentTerms.deactivate": write({
    ...staff,
    summary: "Puts a payment term out of use: whoever has it keeps it, nobody else gets it.",
    permission: "paymentTerms.deactivate",
    subject: oneTerm,
    input: putting,
    output: paymentTerm,
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "paymentTerms.activate": write({
    ...staff,
    summary: "Puts a payment term into use again.",
    permission: "paymentTerms.activate",
    subject: oneTerm,
    input: putting,
    output: paymentTerm,
    errors: ["revision.stale", "state.illegal_move"],
  }),
} as const satisfies Contract;
