import type { ActorStamp } from "../access/actor";
import { instant, integer, json, nullable, reference, text } from "../db/column";
import { defineTable } from "../db/model";

/** An uploaded file: what it is and whose; its bytes lie in the file store under `storageKey(row)`. */
export class FileRow extends defineTable(
  "files",
  {
    subjectType: nullable(text(64)),
    subjectId: nullable(reference()),
    name: text(255),
    mime: text(128),
    bytes: integer(),
    sha256: text(64),
    uploadedBy: json<ActorStamp>(),
    customerId: nullable(reference()),
    supplierId: nullable(reference()),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    createdAt: instant(),
  },
  { customer: "customerId", supplier: "supplierId" },
) {}

export const storageKey = (file: { tenantId: string; id: string }) => `${file.tenantId}/${file.id}`;
