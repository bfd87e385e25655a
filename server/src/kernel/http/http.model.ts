import { instant, integer, nullable, longText, text } from "../db/column";
import { defineTable } from "../db/model";

/** The answer that a write gave, under the key that the client chose: the same request twice equals once. */
export class IdempotencyKey extends defineTable("idempotency_keys", {
  actorKey: text(64),
  key: text(128),
  operation: text(96),
  requestHash: text(64),
  answer: nullable(longText()),
  status: integer(),
  createdAt: instant(),
}) {}
