import { instant, nullable, reference, text } from "../db/column";
import { defineTable } from "../db/model";

/**
 * "This changed": type and id, and whose it is, so that each listener hears only of rows within his rule. Listeners
 * re-read under their own rights. Rows older than an hour are swept.
 */
export class ChangeRow extends defineTable(
  "changes",
  {
    subjectType: text(64),
    subjectId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    customerId: nullable(reference()),
    supplierId: nullable(reference()),
    /** Ids with commas between them. */
    collaboratorIds: nullable(text(1000)),
    createdAt: instant(),
  },
  { customer: "customerId", supplier: "supplierId" },
) {}
