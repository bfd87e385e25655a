import { z } from "zod";
import { sales } from "./leads";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** What was said and agreed, with a lead, a customer or about a deal, and what comes next. */

export const followUpKinds = ["call", "visit", "message", "note"] as const;

const followUp = z.object({
  id: shape.id,
  kind: z.enum(followUpKinds),
  note: z.string(),
  nextStep: z.string(),
  nextOn: z.string().nullable(),
  ownerId: shape.id.nullable(),
  ownerName: z.string().nullable(),
  followedAt: z.string(),
});
export type FollowUp = z.output<typeof followUp>;

/** A person's own follow-ups, and those of whom he leads. */
export const followUpList = declareList("followUps", {
  subject: "follow_up",
  about: "follow-ups",
  function: "sales",
  actors: ["staff"],
  fields: {
    subjectType: listField.oneOf(["lead", "deal", "party"]),
    kind: listField.oneOf(followUpKinds),
    note: listField.text({ sortable: false }),
    nextStep: listField.text({ sortable: false }),
    nextOn: listField.day(),
    owner: listField.reference(),
    followedAt: listField.instant(),
  },
});

const said = {
  kind: z.enum(followUpKinds),
  note: shape.text(2000),
  /** What comes next, and when: it becomes a task of the writer's. */
  nextStep: shape.note(300).default(""),
  nextOn: shape.day.nullable().default(null),
};
const about = { ...sales, permission: "followUps.create", output: followUp } as const;
const history = z.object({ rows: z.array(followUp) });
const reading = { ...sales, permission: "followUps.history", output: history } as const;

export const followUpsContract = {
  ...listContract(followUpList),
  "leads.follow": write({
    ...about,
    summary:
      "Writes down what was said to an enquirer; anything but a note means that he was reached.",
    subject: { type: "lead", key: "leadId" },
    input: z.strictObject({ leadId: shape.id, ...said }),
    errors: ["state.illegal_move"],
  }),
  "deals.follow": write({
    ...about,
    summary: "Writes down what was said about a deal.",
    subject: { type: "deal", key: "dealId" },
    input: z.strictObject({ dealId: shape.id, ...said }),
  }),
  "parties.follow": write({
    ...about,
    summary: "Writes down what was said to a customer.",
    subject: { type: "party", key: "partyId" },
    input: z.strictObject({ partyId: shape.id, ...said }),
  }),
  "leads.history": read({
    ...reading,
    summary: "What was said to an enquirer, the latest first.",
    subject: { type: "lead", key: "leadId" },
    input: z.strictObject({ leadId: shape.id }),
  }),
  "deals.history": read({
    ...reading,
    summary: "What was said about a deal, the latest first.",
    subject: { type: "deal", key: "dealId" },
    input: z.strictObject({ dealId: shape.id }),
  }),
  "parties.history": read({
    ...reading,
    summary: "What was said to a customer, the latest first.",
    subject: { type: "party", key: "partyId" },
    input: z.strictObject({ partyId: shape.id }),
  }),
} as const satisfies Contract;
