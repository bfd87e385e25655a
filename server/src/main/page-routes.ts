import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type Koa from "koa";
import { refuse } from "../kernel/errors";
import type { Route } from "../kernel/http";

const compress = promisify(gzip);

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  txt: "text/plain; charset=utf-8",
};

/** Names that a build writes: no dots in a row, nothing that begins with one, no drive and no escape. */
const NAME = /^(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*\.([a-z]{2,4})$/;
/** A build puts a hash of the content into these names: they never change. */
const HASHED = /\.[0-9a-f]{8}\.(?:js|css)$/;
const YEAR_SECONDS = 31_536_000;

/**
 * The built pages in a folder, under a path. They are public: what they show, they ask for with the reader's own token. The
 * folder is looked into at each request that is not remembered yet, so that pages may be built while the server runs.
 */
export function pageRoutes(path: string, folder: string): readonly Route[] {
  const packed = new Map<string, Buffer>();
  const answer = (name: string) => (koa: Koa.Context) => answerFile(koa, folder, name, packed);
  return [
    { method: "GET", path, guard: "public", handle: answer("index.html") },
    {
      method: "GET",
      path: `${path}/`,
      opensBare: true,
      guard: "public",
      handle: (koa) => answer(koa.path.slice(path.length + 1) || "index.html")(koa),
    },
  ];
}

async function answerFile(
  koa: Koa.Context,
  folder: string,
  name: string,
  packed: Map<string, Buffer>,
): Promise<void> {
  const ending = NAME.exec(name)?.[1] ?? "";
  const type = TYPES[ending];
  const bytes = type && !name.includes("..") ? await readBuilt(join(folder, name)) : null;
  if (bytes === null) refuse("record.not_found", { subject: "page" });
  koa.set("Content-Type", type!);
  koa.vary("Accept-Encoding");
  const hashed = HASHED.test(name);
  koa.set("Cache-Control", hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
  if (ending === "png" || !koa.acceptsEncodings("gzip")) {
    koa.body = bytes;
    return;
  }
  const small = (hashed ? packed.get(name) : undefined) ?? (await compress(bytes));
  // Names with a hash of a build are few, and their content is theirs for good.
  if (hashed) packed.set(name, small);
  koa.set("Content-Encoding", "gzip");
  koa.body = small;
}

/** Null where nothing was built under that name. */
async function readBuilt(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") return null;
    throw error;
  }
}
