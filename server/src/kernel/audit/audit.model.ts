import { instant, integer, json, nullable, reference, text } from "../db/column";
import { defineBare, defineTable } from "../db/model";
import { primaryKey } from "../db/column";

/**
 * Who did what to which document, before → after. Written unchained with the change itself; the sealer adds place and
 * hash within seconds. The table refuses every other UPDATE and every DELETE (triggers).
 */
export class AuditEntry extends defineTable("audit_entries", {
  operation: text(96),
  subjectType: text(64),
  subjectId: reference(),
  subjectNumber: nullable(text(64)),
  actorKind: text(16),
  actorId: nullable(reference()),
  actorName: text(128),
  address: text(64),
  requestId: text(64),
  factId: nullable(reference()),
  before: nullable(json<Record<string, unknown>>()),
  after: nullable(json<Record<string, unknown>>()),
  reason: nullable(text(500)),
  createdAt: instant(),
  sealedPlace: nullable(integer()),
  sealedHash: nullable(text(64)),
}) {}

/** Where a tenant's chain stands: one row, locked by the sealer. */
export class AuditChain extends defineBare("audit_chains", {
  tenantId: primaryKey(),
  place: integer(),
  hash: text(64),
  sealedAt: instant(),
}) {}
