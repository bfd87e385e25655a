import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Ctx } from "../access/ctx";
import { refuse } from "../errors/refusal";
import type { Place } from "./keyset";

const SIGNATURE_BYTES = 16;
const held = z.object({
  v: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  i: z.string(),
});

/**
 * A place as an opaque text, signed together with the tenant and the question that it answers: a cursor of another
 * tenant, another list or another filter is no cursor here. Rights do not depend on it: the row rule is asked again.
 */
export function writeCursor(ctx: Ctx, question: string, place: Place): string {
  const text = Buffer.from(JSON.stringify({ v: place.values, i: place.id })).toString("base64url");
  return `${text}.${signature(ctx, question, text).toString("base64url")}`;
}

/** Reads one back. Whatever was not written by `writeCursor` for this very question is `list.bad_cursor`. */
export function readCursor(ctx: Ctx, question: string, cursor: string): Place {
  const [text = "", sign = ""] = cursor.split(".");
  const given = Buffer.from(sign, "base64url");
  const own = signature(ctx, question, text);
  if (given.length !== own.length || !timingSafeEqual(given, own)) refuse("list.bad_cursor");
  const { v, i } = held.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  return { values: v, id: i };
}

function signature(ctx: Ctx, question: string, text: string): Buffer {
  return createHmac("sha256", ctx.services.config.secret)
    .update(`list-cursor\n${ctx.tenantId}\n`)
    .update(createHash("sha256").update(question).digest())
    .update(text)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}
