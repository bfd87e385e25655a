import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findMariadb, isOlderThanTested, parseMariadbVersion } from "./find-mariadb";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "quanlian-find-"))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function givenProgram(folder: string, name: string, mode = 0o755): string {
  mkdirSync(join(root, folder), { recursive: true });
  const path = join(root, folder, name);
  writeFileSync(path, "#!/bin/sh\n");
  chmodSync(path, mode);
  return path;
}

test("programs on PATH win over those in the usual folders", () => {
  const mariadbd = givenProgram("path", "mariadbd");
  givenProgram("usual", "mariadbd");
  const installDb = givenProgram("usual", "mariadb-install-db");
  const path = `:${join(root, "none")}:${join(root, "path")}`;
  expect(findMariadb(path, [join(root, "usual")])).toEqual({ mariadbd, installDb });
});

test("a server without the program that makes its folder is not enough", () => {
  givenProgram("path", "mariadbd");
  expect(findMariadb(join(root, "path"), [])).toBeNull();
});

test("a file that cannot be run is not a program", () => {
  givenProgram("path", "mariadbd", 0o644);
  givenProgram("path", "mariadb-install-db");
  expect(findMariadb(join(root, "path"), [])).toBeNull();
});

test.each([
  ["mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64", "10.11.19"],
  ["mariadbd from 11.8.3-MariaDB, client", null],
  ["mysqld  Ver 8.0.36 for Linux on x86_64 (MySQL Community Server - GPL)", null],
])("the version in %j is %s", (printed, version) => {
  expect(parseMariadbVersion(printed)).toBe(version);
});

test.each([
  ["10.6.22", true],
  ["10.11.0", false],
  ["10.9.9", true],
  ["11.4.2", false],
  ["5.5.68", true],
])("that %s is older than what is tested: %s", (version, older) => {
  expect(isOlderThanTested(version)).toBe(older);
});
