import type Koa from "koa";
import { refuse } from "../errors";

/** The token of an `Authorization: Bearer …` header; null without the header. A header of another form is refused. */
export function bearerOf(koa: Pick<Koa.Context, "get">): string | null {
  const header = koa.get("Authorization");
  if (header === "") return null;
  const token = /^Bearer ([\w.-]{1,4096})$/.exec(header)?.[1];
  if (!token) refuse("auth.required");
  return token;
}
