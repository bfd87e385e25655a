import { createHash } from "node:crypto";
import type { UploadedFile } from "@quanlian/shared/contract";
import { stampOf } from "../access/actor";
import type { Ctx } from "../access/ctx";
import { insertRow } from "../db/insert-rows";
import { Refusal, refuse } from "../errors";
import { requestHash, writeOnce } from "../http/idempotency";
import { FileRow, storageKey } from "./file.model";
import { createSniffer, type FileType } from "./sniff-type";

export const LARGEST_MEGABYTES = 20;
const LARGEST_BYTES = LARGEST_MEGABYTES * 1024 * 1024;

/** A file as it arrives. */
export interface Upload {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
  idempotencyKey: string;
}

/** What was learnt of the bytes while they were stored. */
interface Stored {
  bytes: number;
  sha256: string;
  type: FileType;
}

/**
 * Takes in a file: bytes first, into the store, then its row, which belongs to whoever uploaded it until a document takes
 * it over (`attachFiles`). Nothing remains of a file that is too large, of a type that is not accepted, or whose request
 * was only a repetition.
 *
 * @throws Refusal file.too_large, file.type_refused, idempotency.key_reused
 */
export async function uploadFile(ctx: Ctx, upload: Upload): Promise<UploadedFile> {
  const id = ctx.newId();
  const key = storageKey({ tenantId: ctx.tenantId, id });
  let kept = false;
  try {
    const stored = await store(ctx, key, upload);
    const hash = requestHash("files.upload", [upload.name, stored.sha256]);
    const { answer, replayed } = await writeOnce(ctx, upload.idempotencyKey, hash, async (tx) => {
      const file = {
        id,
        name: upload.name,
        mime: stored.type.mime,
        bytes: stored.bytes,
        sha256: stored.sha256,
      };
      const party = partyOf(ctx);
      await insertRow(tx.books, FileRow, { ...file, ...party, uploadedBy: stampOf(ctx.actor) });
      tx.record({ type: "file", id, before: null, after: { ...file, ...party } });
      return JSON.stringify(file);
    });
    kept = !replayed;
    return JSON.parse(answer) as UploadedFile;
  } finally {
    if (!kept) await ctx.services.files.remove(key);
  }
}

async function store(ctx: Ctx, key: string, upload: Upload): Promise<Stored> {
  const sniffer = createSniffer(upload.name);
  const hash = createHash("sha256");
  let bytes = 0;
  async function* watched() {
    for await (const chunk of upload.bytes) {
      bytes += chunk.length;
      if (bytes > LARGEST_BYTES) refuse("file.too_large", { megabytes: LARGEST_MEGABYTES });
      sniffer.see(chunk);
      hash.update(chunk);
      yield chunk;
    }
  }
  await ctx.services.files.put(key, watched());
  const type = bytes > 0 ? sniffer.verdict() : null;
  if (!type) throw new Refusal("file.type_refused");
  return { bytes, sha256: hash.digest("hex"), type };
}

/** What a party uploads is the party's: its other contacts may see it as well once it hangs on a document. */
function partyOf({ actor }: Ctx) {
  return {
    customerId: actor.kind === "customer" ? actor.partyId : null,
    supplierId: actor.kind === "supplier" ? actor.partyId : null,
  };
}
