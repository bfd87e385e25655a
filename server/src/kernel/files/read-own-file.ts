import { stampOf, type ActorStamp } from "../access/actor";
import type { Ctx } from "../access/ctx";
import { refuse } from "../errors";
import type { Id } from "../ids/id";
import { storageKey } from "./file.model";

/** A file's bytes with its name. */
export interface OwnFile {
  name: string;
  bytes: Buffer;
}

/** The bytes of a file that the actor himself has uploaded; any other is unknown to him. */
export async function readOwnFile(ctx: Ctx, fileId: Id): Promise<OwnFile> {
  const file = await ctx.row<{ name: string; uploadedBy: string }>(
    "SELECT f.name, f.uploaded_by AS uploadedBy FROM files f WHERE f.tenant_id = :tenant AND f.id = :fileId",
    { fileId },
  );
  const me = stampOf(ctx.actor);
  const by = file && (JSON.parse(file.uploadedBy) as ActorStamp);
  if (!by || by.kind !== me.kind || by.id === null || by.id !== me.id) {
    refuse("reference.not_found", { field: "fileId" });
  }
  const chunks: Buffer[] = [];
  const key = storageKey({ tenantId: ctx.tenantId, id: fileId });
  for await (const chunk of await ctx.services.files.get(key)) chunks.push(chunk as Buffer);
  return { name: file.name, bytes: Buffer.concat(chunks) };
}
