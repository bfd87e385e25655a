import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Patch } from "./patches";

const ROOT = resolve(__dirname, "../..");
const COPIED = [
  ...["server", "shared", "tests", "scripts"],
  ...["package.json", "jest.config.js", "tsconfig.json", "tsconfig.base.json"],
];
const LEFT_OUT = new Set(["node_modules", "dist", ".data"]);
const LONGEST_MS = 300_000;

export interface PatchResult {
  guard: string;
  /** The test that must notice it has failed. */
  found: boolean;
}

/** Takes one guard after the other out of a copy of the source and runs the test that must notice. */
export async function runPatches(
  patches: readonly Patch[],
  onResult: (result: PatchResult) => void = () => undefined,
): Promise<PatchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "quanlian-patched-"));
  try {
    copySource(folder);
    await demandGreen(folder, patches);
    const results: PatchResult[] = [];
    for (const patch of patches) {
      const path = join(folder, patch.file);
      const source = readFileSync(path, "utf8");
      writeFileSync(path, patched(source, patch));
      const found = (await runJest(folder, patch.foundBy)) !== 0;
      writeFileSync(path, source);
      results.push({ guard: patch.guard, found });
      onResult({ guard: patch.guard, found });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A test that fails on the copy as it is would "find" every guard. */
async function demandGreen(folder: string, patches: readonly Patch[]): Promise<void> {
  for (const path of new Set(patches.map(({ foundBy }) => foundBy)))
    if ((await runJest(folder, path)) !== 0)
      throw new Error(`${path} fails before any guard is taken out`);
}

function copySource(folder: string): void {
  for (const name of COPIED)
    cpSync(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: (path) => !LEFT_OUT.has(basename(path)),
    });
  for (const name of ["node_modules", "server/node_modules"])
    if (existsSync(join(ROOT, name))) symlinkSync(join(ROOT, name), join(folder, name));
}

/** @throws when the guard stands there no more as the table says: the table has to follow it */
export function patched(source: string, { guard, file, from, to }: Patch): string {
  if (source.split(from).length !== 2)
    throw new Error(`${guard}: not found once in ${file}: ${from}`);
  return source.replace(from, () => to);
}

function runJest(folder: string, path: string): Promise<number | null> {
  const jest = join(folder, "node_modules/jest/bin/jest.js");
  const child = spawn(process.execPath, [jest, "--runInBand", "--forceExit", path], {
    cwd: folder,
    stdio: "ignore",
    timeout: LONGEST_MS,
    env: { ...process.env, NODE_PATH: "" },
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("exit", (code) => done(code));
  });
}
