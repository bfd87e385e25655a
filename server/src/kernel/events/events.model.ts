import type { ActorStamp } from "../access/actor";
import {
  instant,
  integer,
  json,
  longText,
  nullable,
  reference,
  text,
  withDefault,
} from "../db/column";
import { defineTable } from "../db/model";

/** Every fact of the business, append-only, with the fact that caused it. */
export class FactRow extends defineTable("facts", {
  name: text(64),
  subjectType: text(64),
  subjectId: reference(),
  causeId: nullable(reference()),
  operation: text(96),
  actor: json<ActorStamp>(),
  payload: json<Record<string, unknown>>(),
  createdAt: instant(),
}) {}

/** Messages for the world, written with what caused them, delivered after the commit at least once. */
export class OutboxRow extends defineTable("outbox", {
  topic: text(64),
  payload: json<Record<string, unknown>>(),
  actor: json<ActorStamp>(),
  requestId: text(64),
  /** The tenant's time zone when it was written: the handler's `today` is the tenant's day. */
  timeZone: text(64),
  createdAt: instant(),
  availableAt: instant(),
  attempts: withDefault(integer(), 0),
  publishedAt: nullable(instant()),
  deadAt: nullable(instant()),
  lastError: nullable(longText()),
}) {}
