import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { startPrivateServer, stopPrivateServer } from "./private-server";
import { isRunning, socketPathOf } from "./server-files";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "quanlian-server-"))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function ask(url: string, sql: string): Promise<unknown> {
  const connection = await createConnection(url);
  const [rows] = await connection.query<RowDataPacket[]>({ sql, rowsAsArray: true });
  await connection.end();
  return rows[0];
}

async function execute(url: string, sql: string): Promise<void> {
  const connection = await createConnection(url);
  await connection.query(sql);
  await connection.end();
}

/** Another process that starts a throw-away server on `folder` and then does nothing. */
async function givenParentOfServer(folder: string): Promise<{ parent: ChildProcess; pid: number }> {
  const program = `
    require("tsx/cjs");
    const { startPrivateServer } = require(${JSON.stringify(join(__dirname, "private-server.ts"))});
    startPrivateServer({ folder: process.argv[1], durable: false, disposable: true })
      .then((server) => { console.log(server.pid); setInterval(() => {}, 60_000); });`;
  const parent = spawn(process.execPath, ["-e", program, folder], {
    cwd: join(__dirname, "..", ".."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed = await new Promise<string>((resolve, reject) => {
    parent.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString()));
    parent.once("exit", (code) => reject(new Error(`the parent ended with ${code}`)));
  });
  return { parent, pid: Number(printed) };
}

test("a durable server flushes each commit, keeps it over a restart, and opens no port", async () => {
  const folder = join(root, "demo");
  const first = await startPrivateServer({ folder, durable: true, database: "quanlian" });
  await execute(first.url, "CREATE TABLE t (a INT) AS SELECT 7 AS a");
  const flags = "SELECT @@innodb_flush_log_at_trx_commit, @@skip_networking, @@max_connections";
  expect(await ask(first.url, flags)).toEqual([1, 1, 200]);
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);

  const second = await startPrivateServer({ folder, durable: true, database: "quanlian" });
  expect(await ask(second.url, "SELECT a FROM t")).toEqual([7]);
  await second.stop();
  await second.stop();
});

test("two starters of one folder at the same moment share one server", async () => {
  const options = { folder: join(root, "demo"), durable: false } as const;
  const servers = await Promise.all([startPrivateServer(options), startPrivateServer(options)]);
  expect(servers.filter((server) => server.reused)).toHaveLength(1);
  expect(servers[0].pid).toBe(servers[1].pid);

  await servers.find((server) => server.reused)?.stop();
  expect(isRunning(servers[0].pid)).toBe(true);
  await servers.find((server) => !server.reused)?.stop();
  expect(isRunning(servers[0].pid)).toBe(false);
});

test("a server that was killed is started again on the same folder", async () => {
  const options = { folder: join(root, "demo"), durable: true, database: "quanlian" } as const;
  const first = await startPrivateServer(options);
  await execute(first.url, "CREATE TABLE t (a INT) AS SELECT 7 AS a");
  process.kill(first.pid, "SIGKILL");
  while (isRunning(first.pid)) await pause(5);

  const second = await startPrivateServer(options);
  expect(second.reused).toBe(false);
  expect(await ask(second.url, "SELECT a FROM t")).toEqual([7]);
  await first.stop(); // must not reach the second one
  expect(isRunning(second.pid)).toBe(true);
  await second.stop();
});

test("a throw-away server and its folder vanish when its parent is killed with -9", async () => {
  const folder = join(root, "throw-away");
  const { parent, pid } = await givenParentOfServer(folder);
  expect(isRunning(pid)).toBe(true);

  parent.kill("SIGKILL");
  while (isRunning(pid) || existsSync(folder)) await pause(5);
  expect(existsSync(socketPathOf(folder))).toBe(false);
});

test("an independent server runs on and is stopped by its folder", async () => {
  const folder = join(root, "demo");
  const server = await startPrivateServer({ folder, durable: false, lifetime: "independent" });
  expect(await ask(server.url, "SELECT 1")).toEqual([1]);
  expect(await stopPrivateServer(folder)).toBe(true);
  expect(isRunning(server.pid)).toBe(false);
  expect(await stopPrivateServer(folder)).toBe(false);
});

test("a folder whose path is longer than a socket's may be is served all the same", async () => {
  const folder = join(root, "x".repeat(120), "y".repeat(120));
  const server = await startPrivateServer({ folder, durable: false, disposable: true });
  expect(Buffer.byteLength(server.socketPath)).toBeLessThanOrEqual(103);
  expect(await ask(server.url, "SELECT 1")).toEqual([1]);
  await server.stop();
  expect(existsSync(folder)).toBe(false);
});

test("a long temp folder is left for /tmp", () => {
  expect(socketPathOf("/a", `/${"t".repeat(90)}`)).toMatch(
    /^\/tmp\/quanlian-\d+\/[0-9a-f]{16}\.sock$/,
  );
});

test("a server that cannot start says why, with the end of its log", async () => {
  const folder = join(root, "broken");
  mkdirSync(join(folder, "data"), { recursive: true }); // looks made, has no system tables
  const starting = startPrivateServer({ folder, durable: false });
  await expect(starting).rejects.toThrow(/did not start[^]*privilege tables/);
  expect(readFileSync(join(folder, "error.log"), "utf8")).toContain("privilege tables");
  expect(existsSync(socketPathOf(folder))).toBe(false);
});

test("a lock left by a dead process does not keep a server from starting", async () => {
  const folder = join(root, "demo");
  mkdirSync(folder);
  const dead = spawn("true");
  await new Promise((resolve) => dead.once("exit", resolve));
  writeFileSync(join(folder, "start.lock"), String(dead.pid));
  const server = await startPrivateServer({ folder, durable: false, disposable: true });
  await server.stop();
});

test.each(["a`b", "", "a-b", "x".repeat(65)])(
  "%j is refused as a database's name",
  async (name) => {
    const folder = join(root, "demo");
    const starting = startPrivateServer({ folder, durable: false, database: name });
    await expect(starting).rejects.toThrow("Not a database name");
    expect(existsSync(folder)).toBe(false);
  },
);

test("a server that starts but cannot be used is not left running", async () => {
  const folder = join(root, "demo");
  const elsewhere = join(root, "elsewhere.pid"); // there while the server runs
  const extraFlags = [`--pid-file=${elsewhere}`]; // so that nobody could stop it
  const starting = startPrivateServer({ folder, durable: false, extraFlags });
  await expect(starting).rejects.toThrow("mariadb.pid is gone");
  expect(existsSync(elsewhere)).toBe(false);
});
