import { z } from "zod";
import { importContract } from "./exchange";
import { lead, leadFields, leadStateNames, touchChannels } from "./lead-records";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

const LARGEST_RAW = 16_000;

const details = shape.someOf(leadFields);

/** Nobody could be called back, nor known again. */
const known = (given: {
  companyName?: string | undefined;
  phone?: string | null | undefined;
  creditCode?: string | null | undefined;
}) => Boolean(given.phone || given.creditCode || given.companyName);
const unknown = { error: "issue.lead_unknown", path: ["phone"] };

const occurrence = {
  campaign: shape.note(128).default(""),
  keyword: shape.note(128).default(""),
  /** What this occurrence cost, where the channel tells it. */
  costCents: shape.centsNotNegative.default(0),
  /** As the channel sent it; kept for whoever must look again. */
  raw: z
    .record(z.string().max(128), z.unknown())
    .refine((value) => JSON.stringify(value).length <= LARGEST_RAW, { error: "issue.text_long" })
    .optional(),
};

/** Leads as a list shows them. */
export const leadList = declareList("leads", {
  subject: "lead",
  about: "leads",
  function: "sales",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(leadStateNames),
    companyName: listField.text(),
    contactName: listField.text(),
    phone: listField.code(),
    product: listField.text(),
    region: listField.text(),
    province: listField.code({ shown: false }),
    channel: listField.oneOf(touchChannels),
    campaign: listField.text(),
    owner: listField.reference(),
    knownCustomer: listField.flag(),
    touchCount: listField.integer(),
    lastTouchAt: listField.instant(),
    contactDueAt: listField.instant(),
    contactedAt: listField.instant({ shown: false }),
    followedAt: listField.instant({ shown: false }),
    email: listField.text({ shown: false }),
    creditCode: listField.code({ shown: false }),
    createdAt: listField.instant(),
  },
});

/** The pool as every seller sees it: what is wanted and where, and no way to reach anybody before claiming. */
export const leadPoolList = declareList("leadPool", {
  subject: "pooled_lead",
  about: "leads in the pool, without anything by which the enquirer could be reached",
  function: "sales",
  actors: ["staff"],
  fields: {
    number: listField.code(),
    product: listField.text(),
    province: listField.code(),
    channel: listField.oneOf(touchChannels),
    touchCount: listField.integer(),
    lastTouchAt: listField.instant(),
    pooledAt: listField.instant(),
    poolReason: listField.oneOf(["released", "recalled"]),
    createdAt: listField.instant({ shown: false }),
  },
});

export const sales = { actors: ["staff"], function: "sales" } as const;
const oneLead = { type: "lead", key: "leadId" } as const;
const thisLead = { leadId: shape.id, revision: shape.revision };
const reason = shape.text(500);

/** What taking in an enquirer came to. The lead is there for whoever may see it: it may be a colleague's. */
export const taken = z.object({
  /** He was known already, and the touch joined his open lead. */
  joined: z.boolean(),
  /** The same occurrence had been sent before; nothing was written. */
  repeated: z.boolean(),
  knownCustomer: z.boolean(),
  lead: lead.nullable(),
});

const channelRow = z.object({
  channel: z.enum(touchChannels),
  campaign: z.string(),
  touches: z.int(),
  costCents: z.int(),
  leads: z.int(),
  converted: z.int(),
  invalid: z.int(),
  won: z.int(),
  wonCents: z.int(),
});

export const leadsContract = {
  ...listContract(leadList),
  ...listContract(leadPoolList),
  ...importContract("leads", { subject: "lead", about: "leads", function: "sales" }),
  "leads.create": write({
    ...sales,
    summary: "Writes down an enquirer; one who is known already gets a touch on his open lead.",
    permission: "leads.create",
    subject: { type: "lead", creates: true },
    input: details
      .extend({
        campaign: occurrence.campaign,
        /** Whose the new lead is: the writer's, or whom the rules say. */
        assign: z.enum(["me", "rule"]).default("me"),
      })
      .refine(known, unknown),
    output: taken,
  }),
  "leads.capture": write({
    ...sales,
    summary:
      "Takes in an occurrence from a channel, once per external id; for integrations with a person's token.",
    permission: "leads.capture",
    subject: { type: "lead", creates: true },
    idempotency: "natural",
    input: details
      .extend({
        channel: z.enum(touchChannels),
        account: shape.note(64).default(""),
        externalId: shape.text(128),
        occurredAt: shape.instant.optional(),
        ...occurrence,
      })
      .refine(known, unknown),
    output: taken,
  }),
  "leads.show": read({
    ...sales,
    summary: "One lead with its touches, and what may be done with it now.",
    permission: "leads.show",
    subject: oneLead,
    input: z.strictObject({ leadId: shape.id }),
    output: lead,
  }),
  "leads.update": write({
    ...sales,
    summary: "Changes what is known of the enquirer.",
    permission: "leads.update",
    subject: oneLead,
    input: details.extend(thisLead),
    output: lead,
    errors: ["revision.stale", "lead.closed", "lead.duplicate"],
  }),
  "leads.assign": write({
    ...sales,
    summary: "Gives a lead to a person, who must contact the enquirer in time.",
    permission: "leads.assign",
    subject: oneLead,
    input: z.strictObject({ ...thisLead, ownerId: shape.id }),
    output: lead,
    errors: ["revision.stale", "state.illegal_move", "reference.not_found"],
  }),
  "leads.claim": write({
    ...sales,
    summary: "Takes a lead out of the pool for oneself, so many a day.",
    permission: "leads.claim",
    subject: { type: "pooledLead", key: "pooledLeadId" },
    input: z.strictObject({ pooledLeadId: shape.id }),
    output: lead,
    errors: ["lead.claim_cap"],
  }),
  "leads.release": write({
    ...sales,
    summary: "Puts a lead into the pool, for others to claim.",
    permission: "leads.release",
    subject: oneLead,
    input: z.strictObject({ ...thisLead, reason }),
    output: lead,
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "leads.contact": write({
    ...sales,
    summary: "Notes that the enquirer was reached.",
    permission: "leads.contact",
    subject: oneLead,
    input: z.strictObject(thisLead),
    output: lead,
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "leads.discard": write({
    ...sales,
    summary: "Ends a lead from which nothing will come, with the reason.",
    permission: "leads.discard",
    subject: oneLead,
    input: z.strictObject({ ...thisLead, reason }),
    output: lead,
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "leads.reopen": write({
    ...sales,
    summary:
      "Takes an invalid lead up again, for a reason; it is the reopener's if it was nobody's.",
    permission: "leads.reopen",
    subject: oneLead,
    input: z.strictObject({ ...thisLead, reason }),
    output: lead,
    errors: ["revision.stale", "state.illegal_move", "lead.duplicate", "lead.merged"],
  }),
  "leads.merge": write({
    ...sales,
    summary:
      "Makes two leads one: touches and follow-ups go to the lead that stays; the other points to it.",
    permission: "leads.merge",
    subject: oneLead,
    input: z.strictObject({
      ...thisLead,
      /** The lead that ends. */
      mergedLeadId: shape.id,
    }),
    output: lead,
    errors: ["revision.stale", "state.illegal_move", "lead.same"],
  }),
  "leads.convert": write({
    ...sales,
    summary:
      "Makes a customer, a contact and a deal of a lead in one step; or a deal with an existing customer.",
    permission: "leads.convert",
    subject: oneLead,
    input: z.strictObject({
      ...thisLead,
      customerId: shape.id.optional(),
      /** The enquirer looks like a customer, and is another one all the same. */
      asNewCustomer: z.boolean().default(false),
      dealName: shape.text(128),
      amountCents: shape.centsNotNegative.default(0),
      expectedOn: shape.day.nullable().optional(),
    }),
    output: lead,
    errors: [
      "revision.stale",
      "state.illegal_move",
      "reference.not_found",
      "party.not_customer",
      "lead.customer_exists",
    ],
  }),
  "leads.channels": read({
    ...sales,
    summary: "What each channel and campaign cost, how many leads came of it and what they won.",
    permission: "leads.channels",
    subject: { type: "lead", list: true },
    input: z.strictObject({ from: shape.day.optional(), to: shape.day.optional() }),
    output: z.object({ rows: z.array(channelRow) }),
  }),
  "leads.recall": write({
    ...sales,
    summary:
      "Takes back into the pool what was not contacted or not followed in time; safe to repeat.",
    permission: "leads.recall",
    // Nothing is named: the settings decide which leads.
    subject: { type: "leadSettings", self: true },
    input: z.strictObject({}),
    output: z.object({ recalled: z.int() }),
  }),
} as const satisfies Contract;
