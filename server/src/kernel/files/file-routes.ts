import type Koa from "koa";
import { filesContract } from "@quanlian/shared/contract";
import { z } from "zod";
import { createCtx } from "../access/create-ctx";
import { jobCtx } from "../access/worker-ctx";
import { readPurposeToken } from "../access/tokens";
import { refuse, refuseFaults, refuseNotFound } from "../errors";
import { bearerOf } from "../http/bearer";
import { identify } from "../http/call-operation";
import { implement } from "../http/registry";
import type { Route, RouteParts } from "../http/route";
import type { Id } from "../ids/id";
import { FileMissing } from "./file-store";
import { storageKey } from "./file.model";
import { FILE_PURPOSE, linkFile } from "./link-file";
import { LARGEST_MEGABYTES, uploadFile } from "./upload-file";

export const filesOperations = implement(filesContract, {
  "files.link": (ctx, { fileId }) => linkFile(ctx, fileId),
});

/**
 * `POST /files`: the body is the file itself, `X-File-Name` its name (percent-encoded UTF-8), `Idempotency-Key` as with
 * every write. What the sender calls its type is not read.
 */
const uploadRoute: Route = {
  method: "POST",
  path: "/files",
  guard: "access-token",
  async handle(koa, parts) {
    const ctx = await uploaderCtx(koa, parts);
    if (koa.request.length > LARGEST_MEGABYTES * 1024 * 1024) {
      refuse("file.too_large", { megabytes: LARGEST_MEGABYTES });
    }
    const name = fileName(koa.get("X-File-Name"));
    const idempotencyKey = koa.get("Idempotency-Key");
    if (!/^[\x21-\x7e]{8,128}$/.test(idempotencyKey)) refuse("idempotency.key_required");
    // Breaking off must leave the socket open, so that the sender can read why.
    const bytes = koa.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    koa.body = await uploadFile(ctx, { name, bytes, idempotencyKey });
  },
};

async function uploaderCtx(koa: Koa.Context, parts: RouteParts) {
  const { actor, timeZone, language } = await identify(parts, bearerOf(koa));
  koa.state.actor = actor;
  if (actor.kind === "anyone") refuse("auth.required");
  if (actor.kind !== "staff" && actor.kind !== "customer" && actor.kind !== "supplier") {
    refuse("auth.forbidden");
  }
  const { services, limiter } = parts;
  const seconds = limiter.take(`session:${actor.sessionId}`, services.config.ratePerMinute);
  if (seconds > 0) refuse("rate.limited", { seconds });
  const requestId = String((koa.state as { requestId?: unknown }).requestId);
  const origin = { requestId, operation: "files.upload", address: koa.ip };
  return createCtx({ services, actor, origin, language, timeZone });
}

const NAME = /^[^\u0000-\u001f\u007f/\\<>:"|?*\u202a-\u202e\u2066-\u2069]{1,255}$/u;

/** A name without a path, without characters that hide or reverse its ending. */
function fileName(header: string): string {
  const name = decoded(header)?.trim();
  if (name && NAME.test(name) && name.isWellFormed()) return name;
  const path = ["x-file-name"];
  refuseFaults([{ path, code: "issue.format", message: "X-File-Name" }]);
  return refuse("request.invalid");
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const linkData = z.object({ tenantId: z.string(), fileId: z.string() });

/** `GET /files/<token>`: the bytes, always as a download, never run or sniffed by a browser. */
const downloadRoute: Route = {
  method: "GET",
  path: "/files/",
  guard: "purpose-token",
  async handle(koa, { services }) {
    const token = koa.path.slice("/files/".length);
    const { secret } = services.config;
    const data = readPurposeToken(secret, FILE_PURPOSE, token, services.clock.now());
    const { tenantId, fileId } = linkData.parse(data);
    const ctx = jobCtx(services, {
      tenantId,
      name: "files.download",
      onBehalfOf: null,
      requestId: "",
    });
    const file = await ctx.row<{ id: Id; name: string; mime: string; bytes: number }>(
      "SELECT id, name, mime, bytes FROM files WHERE tenant_id = :tenant AND id = :fileId",
      { fileId },
    );
    if (!file) refuseNotFound("file");
    koa.attachment(file.name);
    koa.set({
      "Content-Type": file.mime,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
      "Content-Security-Policy": "sandbox; default-src 'none'",
    });
    koa.length = file.bytes;
    if (koa.method === "HEAD") {
      koa.status = 200;
      return;
    }
    koa.body = await services.files.get(storageKey({ tenantId, id: fileId })).catch(notFound);
    koa.length = file.bytes;
    koa.set("Content-Type", file.mime);
  },
};

function notFound(error: unknown): never {
  if (error instanceof FileMissing) refuseNotFound("file");
  throw error;
}

export const fileRoutes: readonly Route[] = [uploadRoute, downloadRoute];
