import { touchChannels } from "@quanlian/shared/contract";
import type { Cents } from "@quanlian/shared/domain";
import {
  cents,
  day,
  defineDocument,
  defineTable,
  flag,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";
import { leadStates } from "./lead.states";

/** An enquirer, and how far we have come with him. */
export class Lead extends defineDocument("leads", {
  number: text(64),
  state: oneOf(...leadStates.names),
  ownerId: nullable(reference()),
  departmentId: nullable(reference()),
  companyName: withDefault(text(128), ""),
  contactName: withDefault(text(64), ""),
  phone: nullable(text(64)),
  email: nullable(text(128)),
  creditCode: nullable(text(64)),
  /** The company's name as it is compared. */
  companyKey: withDefault(text(128), ""),
  region: withDefault(text(64), ""),
  province: nullable(text(64)),
  product: withDefault(text(200), ""),
  note: withDefault(text(1000), ""),
  /** Of the first touch: where the enquirer came from. */
  channel: oneOf(...touchChannels),
  campaign: withDefault(text(128), ""),
  touchCount: integer(),
  lastTouchAt: instant(),
  assignedAt: nullable(instant()),
  contactDueAt: nullable(instant()),
  contactedAt: nullable(instant()),
  followedAt: nullable(instant()),
  pooledAt: nullable(instant()),
  poolReason: nullable(oneOf("released", "recalled")),
  closedAt: nullable(instant()),
  invalidReason: withDefault(text(500), ""),
  mergedIntoId: nullable(reference()),
  knownCustomer: withDefault(flag(), false),
  customerId: nullable(reference()),
  dealId: nullable(reference()),
  /** What its deal came to, for the account of the channel; 0 while it is not won. */
  wonCents: withDefault(cents(), 0 as Cents),
  custom: nullable(json<Record<string, unknown>>()),
}) {}

/** By what an open lead is known again. The unique key makes one lead of two captures in the same moment. */
export class LeadKey extends defineTable("lead_keys", {
  kind: oneOf("phone", "credit_code", "company"),
  value: text(128),
  leadId: reference(),
}) {}

/** One occurrence: where it came from, what it cost, as the channel sent it. Never changed; a merge moves it. */
export class LeadTouch extends defineTable("lead_touches", {
  leadId: reference(),
  channel: oneOf(...touchChannels),
  account: withDefault(text(64), ""),
  externalId: nullable(text(128)),
  campaign: withDefault(text(128), ""),
  keyword: withDefault(text(128), ""),
  costCents: cents(),
  formId: nullable(reference()),
  raw: nullable(json<Record<string, unknown>>()),
  occurredAt: instant(),
  createdAt: instant(),
}) {}

/** A form that anybody may fill in who knows its key. */
export class LeadForm extends defineDocument("lead_forms", {
  title: text(128),
  campaign: withDefault(text(128), ""),
  secret: text(64),
  isActive: flag(),
}) {}

/** Whose a new lead is: the first rule that fits, its people in turn. */
export class LeadRule extends defineDocument("lead_rules", {
  name: text(128),
  priority: integer(),
  isActive: flag(),
  provinces: json<string[]>(),
  productWords: json<string[]>(),
  channels: json<string[]>(),
  userIds: json<string[]>(),
  turn: withDefault(integer(), 0),
}) {}

/** How a tenant works with leads; a tenant without a row works by the defaults. */
export class LeadSettings extends defineDocument("lead_settings", {
  firstContactHours: integer(),
  recallUncontactedHours: nullable(integer()),
  recallUnfollowedDays: nullable(integer()),
  dailyClaims: integer(),
  intakeDepartmentId: nullable(reference()),
}) {}

/** How many leads a person has claimed on a day. */
export class LeadClaim extends defineTable("lead_claims", {
  userId: reference(),
  day: day(),
  claimed: integer(),
}) {}
