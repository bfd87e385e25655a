import {
  cents,
  day,
  decimal,
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
import { dealStates } from "./deal.states";

/** What may become an order. */
export class Deal extends defineDocument("deals", {
  number: text(64),
  name: text(128),
  state: oneOf(...dealStates.names),
  customerId: reference(),
  contactId: nullable(reference()),
  /** The lead that it came from; a lead opens one deal. */
  leadId: nullable(reference()),
  ownerId: nullable(reference()),
  departmentId: nullable(reference()),
  stageId: reference(),
  stageSince: instant(),
  /** Expected; of a won deal what it came to. */
  amountCents: cents(),
  expectedOn: nullable(day()),
  lostReasonId: nullable(reference()),
  lostNote: withDefault(text(500), ""),
  note: withDefault(text(1000), ""),
  closedAt: nullable(instant()),
  custom: nullable(json<Record<string, unknown>>()),
}) {}

/** What the customer is interested in: an item, or words. */
export class DealLine extends defineTable("deal_lines", {
  dealId: reference(),
  lineNo: integer(),
  itemId: nullable(reference()),
  description: withDefault(text(500), ""),
  quantity: decimal(),
}) {}

/** One step on a deal's way, with the time that it had spent at the stage before. Never changed. */
export class DealMove extends defineTable("deal_moves", {
  dealId: reference(),
  fromStageId: nullable(reference()),
  toStageId: reference(),
  minutesBefore: nullable(integer()),
  movedAt: instant(),
}) {}

/** A stage of the tenant's pipeline. Never deleted, for steps name it; out of use it is not active. */
export class DealStage extends defineTable("deal_stages", {
  name: text(64),
  kind: oneOf(...dealStates.names),
  probability: decimal(),
  position: integer(),
  isActive: flag(),
}) {}

/** The row by which changes of a tenant's pipeline queue: there is one. */
export class DealPipeline extends defineDocument("deal_pipelines", {}) {}

export class LostReason extends defineTable("deal_lost_reasons", {
  name: text(64),
  position: integer(),
  isActive: flag(),
}) {}
