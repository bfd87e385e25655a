import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const SKIPPED = new Set(["node_modules", "dist", "coverage"]);

/**
 * Reads every TypeScript file under some folders.
 *
 * @param root the project's root, absolute
 * @param folders folders under it, with slashes; one that does not exist (yet) holds nothing
 * @returns source by path from the root, with slashes, in alphabetical order
 */
export function readSources(root: string, folders: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    if (existsSync(join(root, folder))) readInto(files, root, folder);
  }
  return files;
}

function readInto(files: Map<string, string>, root: string, folder: string): void {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) readInto(files, root, path);
    if (entry.isFile() && /(?<!\.d)\.tsx?$/.test(entry.name)) {
      files.set(path, readFileSync(join(root, path), "utf8"));
    }
  }
}
