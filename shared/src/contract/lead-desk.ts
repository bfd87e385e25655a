import { z } from "zod";
import { telephone } from "./party-fields";
import { leadFields, touchChannels } from "./lead-records";
import { sales } from "./leads";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** What stands around the leads: public forms, the rules by which they are given out, and how the tenant works with them. */

const form = z.object({
  id: shape.id,
  title: z.string(),
  campaign: z.string(),
  /** Whoever has it may fill the form in; it can be guessed by nobody. */
  formKey: z.string(),
  isActive: z.boolean(),
  revision: z.int(),
});
export type LeadForm = z.output<typeof form>;

const rule = z.object({
  id: shape.id,
  name: z.string(),
  priority: z.int(),
  isActive: z.boolean(),
  provinces: z.array(z.string()),
  productWords: z.array(z.string()),
  channels: z.array(z.string()),
  userIds: z.array(z.string()),
  revision: z.int(),
});
export type LeadRule = z.output<typeof rule>;

const hours = (most: number) => z.int({ error: "issue.out_of_range" }).min(1).max(most);

const ruleFields = {
  name: shape.text(128),
  /** The smaller, the earlier it is asked. */
  priority: z.int({ error: "issue.out_of_range" }).min(0).max(9_999),
  isActive: z.boolean(),
  /** Codes of two digits (GB/T 2260); none: everywhere. */
  provinces: z.array(z.string().regex(/^\d{2}$/, { error: "issue.format" })).max(40),
  /** One of them in what is wanted; none: whatever is wanted. */
  productWords: z.array(shape.text(64)).max(50),
  channels: z.array(z.enum(touchChannels)).max(touchChannels.length),
  /** Who gets the leads, in turn. */
  userIds: z.array(shape.id).min(1).max(100),
};

const settings = {
  firstContactHours: hours(720),
  recallUncontactedHours: hours(8_760).nullable(),
  recallUnfollowedDays: hours(365).nullable(),
  dailyClaims: z.int({ error: "issue.out_of_range" }).min(0).max(1_000),
  intakeDepartmentId: shape.id.nullable(),
};
const shownSettings = z.object({ revision: z.int(), ...settings });

const open = {
  actors: ["anyone"],
  permission: null,
  function: "core",
  rate: "strict",
  subject: { type: "leadForm", self: true },
} as const;

const formKey = z.string().max(100, { error: "issue.text_long" });

export const leadDeskContract = {
  "leadForms.list": read({
    ...sales,
    summary: "The forms by which anybody may leave an enquiry, with their keys.",
    permission: "leadForms.list",
    subject: { type: "leadForm", list: true },
    input: z.strictObject({}),
    output: z.object({ rows: z.array(form) }),
  }),
  "leadForms.create": write({
    ...sales,
    summary: "Makes a form for the web or the mini-program; its key opens it to whoever has it.",
    permission: "leadForms.create",
    subject: { type: "leadForm", creates: true },
    input: z.strictObject({ title: shape.text(128), campaign: shape.note(128).default("") }),
    output: form,
  }),
  "leadForms.update": write({
    ...sales,
    summary: "Changes a form, or closes it: then its key opens nothing.",
    permission: "leadForms.update",
    subject: { type: "leadForm", key: "formId" },
    input: shape
      .someOf({ title: shape.text(128), campaign: shape.note(128), isActive: z.boolean() })
      .extend({ formId: shape.id, revision: shape.revision }),
    output: form,
    errors: ["revision.stale"],
  }),
  "leadForms.open": read({
    ...open,
    summary: "What a page must know to show a form.",
    input: z.strictObject({ formKey }),
    output: z.object({ title: z.string(), companyName: z.string() }),
  }),
  "leadForms.submit": write({
    ...open,
    summary: "Leaves an enquiry. The answer is the same whether the enquirer was known or not.",
    idempotency: "natural",
    input: z.strictObject({
      formKey,
      contactName: leadFields.contactName.default(""),
      companyName: leadFields.companyName.default(""),
      phone: telephone,
      region: leadFields.region.default(""),
      product: leadFields.product.default(""),
      note: leadFields.note.default(""),
      keyword: shape.note(128).default(""),
      /** Made by the page, so that a second press of the button counts once. */
      submissionId: shape.text(64),
      /** Hidden from people on the page: who fills it in is a machine, and is thanked like everybody else. */
      website: z.string().max(500, { error: "issue.text_long" }).default(""),
    }),
    output: z.object({ received: z.literal(true) }),
  }),
  "leadRules.list": read({
    ...sales,
    summary: "The rules that give new leads to people, in the order in which they are asked.",
    permission: "leadRules.list",
    subject: { type: "leadRule", list: true },
    input: z.strictObject({}),
    output: z.object({ rows: z.array(rule) }),
  }),
  "leadRules.create": write({
    ...sales,
    summary: "Adds a rule: which leads, to whom in turn.",
    permission: "leadRules.create",
    subject: { type: "leadRule", creates: true },
    input: z.strictObject({
      name: ruleFields.name,
      priority: ruleFields.priority.default(100),
      isActive: z.boolean().default(true),
      provinces: ruleFields.provinces.default([]),
      productWords: ruleFields.productWords.default([]),
      channels: ruleFields.channels.default([]),
      userIds: ruleFields.userIds,
    }),
    output: rule,
    errors: ["reference.not_found"],
  }),
  "leadRules.update": write({
    ...sales,
    summary: "Changes a rule, from the next lead on.",
    permission: "leadRules.update",
    subject: { type: "leadRule", key: "ruleId" },
    input: shape.someOf(ruleFields).extend({ ruleId: shape.id, revision: shape.revision }),
    output: rule,
    errors: ["revision.stale", "reference.not_found"],
  }),
  "leadSettings.show": read({
    ...sales,
    summary: "How the company works with leads: time for the first contact, recall, claims a day.",
    permission: "leadSettings.show",
    subject: { type: "leadSettings", self: true },
    input: z.strictObject({}),
    output: shownSettings,
  }),
  "leadSettings.update": write({
    ...sales,
    summary: "Changes how the company works with leads.",
    permission: "leadSettings.update",
    subject: { type: "leadSettings", self: true },
    input: shape
      .someOf(settings)
      .extend({ revision: z.int({ error: "issue.revision" }).min(0).max(2_147_483_647) }),
    output: shownSettings,
    errors: ["revision.stale", "reference.not_found"],
  }),
} as const satisfies Contract;
