import { instant, json, nullable, text } from "../db/column";
import { defineTable } from "../db/model";

/**
 * What arrived from outside (a payment notice, a parcel's track, a lead), each once: unique on (tenant, source, external
 * id). Its effects run from the outbox, which also holds the state of its delivery.
 */
export class InboxRow extends defineTable("inbox", {
  source: text(64),
  externalId: text(191),
  payload: json<Record<string, unknown>>(),
  receivedAt: instant(),
  processedAt: nullable(instant()),
}) {}
