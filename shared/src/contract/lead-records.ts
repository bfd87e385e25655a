import { z } from "zod";
import { creditCode, email, telephone } from "./party-fields";
import * as shape from "./primitives";

/** Leads: somebody may want something of us. Every occurrence is kept as a touch; the same enquirer is one lead. */

export const touchChannels = [
  "web_form",
  "api",
  "excel",
  "card",
  "baidu",
  "ocean_engine",
  "tencent_ads",
  "registry",
  "manual",
] as const;
export type TouchChannel = (typeof touchChannels)[number];

export const leadStateNames = [
  "new",
  "assigned",
  "contacted",
  "converted",
  "invalid",
  "pooled",
] as const;

/** What is known of whoever enquires. By phone, credit code or company name he is known again. */
export const leadFields = {
  companyName: shape.note(128),
  contactName: shape.note(64),
  phone: telephone.nullable(),
  email: email.nullable(),
  creditCode: creditCode.nullable(),
  /** Province or its code first: 广东省佛山市, 440600. */
  region: shape.note(64),
  product: shape.note(200),
  note: shape.note(1000),
};
const touch = z.object({
  id: shape.id,
  channel: z.enum(touchChannels),
  account: z.string(),
  externalId: z.string().nullable(),
  campaign: z.string(),
  keyword: z.string(),
  costCents: z.int(),
  occurredAt: z.string(),
});

export const lead = z.object({
  id: shape.id,
  number: z.string(),
  state: z.enum(leadStateNames),
  revision: z.int(),
  ownerId: shape.id.nullable(),
  ownerName: z.string().nullable(),
  departmentId: shape.id.nullable(),
  companyName: z.string(),
  contactName: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  creditCode: z.string().nullable(),
  region: z.string(),
  province: z.string().nullable(),
  product: z.string(),
  note: z.string(),
  channel: z.enum(touchChannels),
  campaign: z.string(),
  touchCount: z.int(),
  lastTouchAt: z.string(),
  assignedAt: z.string().nullable(),
  /** Until when the first contact must be made. */
  contactDueAt: z.string().nullable(),
  contactedAt: z.string().nullable(),
  followedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  invalidReason: z.string(),
  /** The lead into which this one was merged. */
  mergedIntoId: shape.id.nullable(),
  /** Whoever enquires is a customer already. Which one is told to those who may name it. */
  knownCustomer: z.boolean(),
  customerId: shape.id.nullable(),
  dealId: shape.id.nullable(),
  createdAt: z.string(),
  touches: z.array(touch),
  /** Other open leads that may be the same, within the actor's reach. */
  lookalikes: z.array(z.object({ id: shape.id, number: z.string(), companyName: z.string() })),
  actions: shape.actions,
});
export type Lead = z.output<typeof lead>;
export type Touch = z.output<typeof touch>;
