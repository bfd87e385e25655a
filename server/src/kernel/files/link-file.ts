import { stampOf, type ActorStamp } from "../access/actor";
import type { Ctx } from "../access/ctx";
import { onBooks } from "../access/create-ctx";
import { signPurposeToken } from "../access/tokens";
import { refuseNotFound } from "../errors";
import type { Id } from "../ids/id";
import { inAudience } from "../live/audiences";

export const FILE_PURPOSE = "file";
const LINK_SECONDS = 300;

interface FileRecord {
  id: Id;
  name: string;
  mime: string;
  bytes: number;
  subjectType: string | null;
  uploadedBy: string;
  customerId: Id | null;
  supplierId: Id | null;
  ownerId: Id | null;
  departmentId: Id | null;
}

/** A link to a file that the actor uploaded, or whose document he may read; any other file is not found. */
export async function linkFile(ctx: Ctx, fileId: Id) {
  const file = await onBooks(ctx).row<FileRecord>(
    `SELECT id, name, mime, bytes, subject_type AS subjectType, uploaded_by AS uploadedBy, customer_id AS customerId,
       supplier_id AS supplierId, owner_id AS ownerId, department_id AS departmentId
     FROM files WHERE tenant_id = :tenant AND id = :fileId`,
    { fileId },
  );
  if (!file || !mayOpen(ctx, file)) refuseNotFound("file");
  const { config } = ctx.services;
  const data = { tenantId: ctx.tenantId, fileId };
  const token = signPurposeToken(config.secret, FILE_PURPOSE, data, ctx.now, LINK_SECONDS);
  return {
    url: `/files/${token}`,
    expiresAt: new Date(ctx.now.getTime() + LINK_SECONDS * 1000).toISOString(),
    name: file.name,
    mime: file.mime,
    bytes: file.bytes,
  };
}

function mayOpen(ctx: Ctx, file: FileRecord): boolean {
  const by = JSON.parse(file.uploadedBy) as ActorStamp;
  const me = stampOf(ctx.actor);
  if (by.kind === me.kind && by.id !== null && by.id === me.id) return true;
  return file.subjectType !== null && inAudience(ctx.actor, file.subjectType, file);
}
