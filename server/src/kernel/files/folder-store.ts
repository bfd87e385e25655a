import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { FileMissing, type FileStore } from "./file-store";

const KEY = /^\d{1,19}(?:\/\d{1,19})*$/;

/**
 * Files in a folder of the machine, outside anything that is served. Keys are ids alone, so that no name of a person's
 * choice ever becomes a path. A file is written beside its place, synced to the disk and then renamed: a crash leaves
 * either all of it or nothing under the key.
 */
export function createFolderStore(folder: string): FileStore {
  const root = resolve(folder);
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new TypeError(`Not a file key: ${key}`);
    return join(root, key);
  };
  return {
    put: (key, source) => write(pathOf(key), source),
    get: (key) => read(pathOf(key), key),
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

async function write(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomUUID()}.part`;
  const file = await open(unfinished, "wx", 0o600);
  try {
    for await (const chunk of source) await file.writeFile(chunk);
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** A rename is durable once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function read(path: string, key: string): Promise<Readable> {
  const file: FileHandle = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw new FileMissing(key);
    throw error;
  });
  return createReadStream("", { fd: file, autoClose: true });
}
