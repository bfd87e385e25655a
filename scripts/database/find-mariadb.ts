import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The two programs that a private server needs, as absolute paths. */
export interface MariadbPrograms {
  /** The server itself. */
  mariadbd: string;
  /** Fills an empty folder with the system tables. */
  installDb: string;
}

/** The oldest release that the product is tested on; older ones may work, nobody promises it. */
export const OLDEST_TESTED_VERSION = "10.11";

/**
 * Folders that are searched after PATH. Servers often live in `sbin` folders, which are missing
 * from an ordinary user's PATH, and Homebrew keeps versioned formulas out of PATH on purpose.
 */
const USUAL_FOLDERS = [
  "/usr/sbin",
  "/usr/bin",
  "/usr/libexec",
  "/usr/local/sbin",
  "/usr/local/bin",
  "/usr/local/mysql/bin",
  "/usr/local/mariadb/bin",
  "/usr/local/opt/mariadb/bin",
  "/opt/homebrew/bin",
  "/opt/homebrew/opt/mariadb/bin",
  "/opt/mariadb/bin",
];

/**
 * Finds MariaDB's programs on this machine, or answers null when either is missing.
 *
 * @param path the PATH to search first (entries separated as the platform does)
 * @param usualFolders folders searched after it
 */
export function findMariadb(
  path: string = process.env.PATH ?? "",
  usualFolders: readonly string[] = USUAL_FOLDERS,
): MariadbPrograms | null {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ""), ...usualFolders];
  const mariadbd = findProgram("mariadbd", folders);
  const installDb = findProgram("mariadb-install-db", folders);
  return mariadbd !== null && installDb !== null ? { mariadbd, installDb } : null;
}

/**
 * Finds one of MariaDB's client programs, searched like the server: `mariadb-dump`, `mariadb`. Older releases know them by
 * MySQL's names.
 */
export function findMariadbTool(
  name: "mariadb-dump" | "mariadb",
  path: string = process.env.PATH ?? "",
  usualFolders: readonly string[] = USUAL_FOLDERS,
): string | null {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ""), ...usualFolders];
  const older = name === "mariadb" ? "mysql" : "mysqldump";
  return findProgram(name, folders) ?? findProgram(older, folders);
}

/** The release that `mariadbd --version` prints, e.g. "10.11.19"; null when it cannot be read. */
export function readMariadbVersion(mariadbd: string): string | null {
  const printed = execFileSync(mariadbd, ["--no-defaults", "--version"], { encoding: "utf8" });
  return parseMariadbVersion(printed);
}

/** The release inside a line such as `mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for …`. */
export function parseMariadbVersion(printed: string): string | null {
  return /Ver (\d+\.\d+\.\d+)-MariaDB/.exec(printed)?.[1] ?? null;
}

/** Whether a release such as "10.6.22" comes before the oldest that the product is tested on. */
export function isOlderThanTested(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [testedMajor = 0, testedMinor = 0] = OLDEST_TESTED_VERSION.split(".").map(Number);
  return major < testedMajor || (major === testedMajor && minor < testedMinor);
}

function findProgram(name: string, folders: readonly string[]): string | null {
  for (const folder of folders) {
    const candidate = join(folder, name);
    if (isExecutable(candidate)) return candidate;
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
