import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { type Connection, createConnection } from "mysql2/promise";
import type { MariadbPrograms } from "./find-mariadb";
import { ensureMariadb } from "./install-mariadb";
import { makeDataFolder, serverFlags } from "./server-flags";
import { isRunning, makeSocketFolder, readPid, serverFiles, tailOf } from "./server-files";
import type { ServerFiles } from "./server-files";
import { holdStartLock } from "./start-lock";

export interface PrivateServerOptions {
  /** The server's folder; made on first use. May lie as deep as it likes. */
  folder: string;
  /**
   * True: a commit that was answered survives a power cut. False: nothing is ever flushed on
   * purpose, for servers whose data is thrown away.
   */
  durable: boolean;
  /**
   * "parent" (the default): the server stops when this process ends, however it ends.
   * "independent": it runs on until `stop` or `stopPrivateServer`.
   */
  lifetime?: "parent" | "independent";
  /** Only with lifetime "parent": kill instead of shutting down, then remove the folder. */
  disposable?: boolean;
  /** Created if missing, and named in the url. Without it the url names no database. */
  database?: string;
  /** InnoDB's buffer pool, in megabytes; 128 by default. */
  bufferPoolMegabytes?: number;
  /** Further flags of mariadbd, after ours, so that they win. */
  extraFlags?: readonly string[];
}

export interface PrivateServer {
  /**
   * A DATABASE_URL: `mysql://<OS user>@localhost/<database>?socketPath=<encoded path>`.
   * There is no password and no port: the server knows the OS user by the socket's peer.
   */
  url: string;
  socketPath: string;
  /** The process id of mariadbd itself. */
  pid: number;
  /** True when the server ran already; then `stop` leaves it to whoever started it. */
  reused: boolean;
  /** Stops the server and waits until it is gone; harmless when repeated. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
/** A large buffer pool is written out first, so stopping may take longer than starting. */
const STOP_LIMIT_MS = 120_000;
const POLL_MS = 20;
/** How a connection fails while a server is not there yet, or no longer. */
const NOT_LISTENING = new Set([
  "ENOENT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "PROTOCOL_CONNECTION_LOST",
]);

/**
 * Starts MariaDB for this OS user alone on a folder: unix socket, no password, no port.
 *
 * Installs MariaDB first where that is possible, makes the data folder on first use, and joins a
 * server that already answers on the folder. When it resolves, the server takes queries.
 *
 * @throws Error with the tail of the server's log when it does not get that far
 */
export async function startPrivateServer(options: PrivateServerOptions): Promise<PrivateServer> {
  if (options.disposable === true && options.lifetime === "independent") {
    throw new Error("A server whose folder is thrown away cannot outlive its parent");
  }
  if (options.database !== undefined && !/^[A-Za-z0-9_]{1,64}$/.test(options.database)) {
    throw new Error(`Not a database name: ${options.database}`);
  }
  const files = serverFiles(options.folder);
  mkdirSync(files.folder, { recursive: true, mode: 0o700 });
  mkdirSync(files.temporary, { recursive: true, mode: 0o700 });
  makeSocketFolder(files.socket);

  const releaseLock = await holdStartLock(files.startLock, START_LIMIT_MS);
  try {
    const running = await connectOnce(files.socket);
    if (running !== null) {
      const reuse = { reused: true, stop: () => Promise.resolve() };
      return await describe(running, files, options.database, reuse);
    }

    const programs = await ensureMariadb();
    await makeDataFolder(programs, files, options.durable);
    return await launch(programs, files, options);
  } finally {
    releaseLock();
  }
}

/**
 * Stops the server of a folder, whoever started it, and waits until it is gone.
 *
 * @returns whether there was one
 */
export async function stopPrivateServer(folder: string): Promise<boolean> {
  const files = serverFiles(folder);
  const connection = await connectOnce(files.socket);
  if (connection === null) return false; // a left-over pid file may name a stranger's process
  await connection.end();

  const pid = readPid(files.pid);
  if (pid === null)
    throw new Error(`A server answers on ${files.socket}, but ${files.pid} is gone`);
  process.kill(pid, "SIGTERM");
  await waitUntilGone(pid, files);
  return true;
}

/** The url of a private server's socket; see `PrivateServer.url`. */
export function privateServerUrl(socketPath: string, database = ""): string {
  const user = encodeURIComponent(userInfo().username);
  return `mysql://${user}@localhost/${database}?socketPath=${encodeURIComponent(socketPath)}`;
}

async function launch(
  programs: MariadbPrograms,
  files: ServerFiles,
  options: PrivateServerOptions,
): Promise<PrivateServer> {
  rmSync(files.pid, { force: true }); // of a server that was killed
  const flags = [...serverFlags(files, options), ...(options.extraFlags ?? [])];
  const child =
    options.lifetime === "independent"
      ? spawnIndependent(programs.mariadbd, flags, files)
      : spawnSupervised(programs.mariadbd, flags, files, options.disposable === true);
  try {
    const connection = await waitUntilReady(child, files);
    return await describe(connection, files, options.database, {
      reused: false,
      stop: (pid) => stopChild(child, pid, files),
    });
  } catch (error) {
    await giveUp(child);
    rmSync(files.socket, { force: true }); // a server that aborts leaves it behind
    throw error;
  }
}

/** The server becomes a process of its own that knows nothing of us. */
function spawnIndependent(mariadbd: string, flags: string[], files: ServerFiles): ChildProcess {
  const log = openSync(files.errorLog, "a", 0o600);
  const child = spawn(mariadbd, flags, { detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  child.unref();
  return child;
}

/**
 * Runs the server under a small shell that reads from a pipe of ours. The kernel closes the pipe
 * when we end, even by kill -9; the shell then stops the server. (Watching our process id instead
 * would need polling, and would be fooled when the id is used again.) The shell also ends when
 * the server does, so that it never signals an id that has passed to another process.
 *
 * Arguments: signal to stop with, folder to remove afterwards or "", socket, then the command.
 */
const SUPERVISOR = `
signal=$1 remove=$2 socket=$3; shift 3
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
( trap - TERM; read -r _ <&3; kill -s "$signal" "$server" ) 2>/dev/null &
watcher=$!
wait "$server"; status=$?
kill "$watcher" 2>/dev/null
if [ -n "$remove" ]; then rm -rf -- "$remove" "$socket" "$socket.lock"; fi
exit "$status"
`;

function spawnSupervised(
  mariadbd: string,
  flags: string[],
  files: ServerFiles,
  disposable: boolean,
): ChildProcess {
  const log = openSync(files.errorLog, "a", 0o600);
  const order = disposable ? ["KILL", files.folder] : ["TERM", ""];
  const child = spawn(
    "/bin/sh",
    ["-c", SUPERVISOR, "quanlian-database", ...order, files.socket, mariadbd, ...flags],
    // A session of its own: Ctrl-C in the terminal must not reach the server before us.
    // Its working folder is the root, so that it keeps no folder of ours busy.
    { detached: true, cwd: "/", stdio: ["pipe", log, log] },
  );
  closeSync(log);
  child.stdin?.on("error", () => undefined); // the shell ended first
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref(); // must not keep this process alive
  return child;
}

async function waitUntilReady(child: ChildProcess, files: ServerFiles): Promise<Connection> {
  const ended = { reason: "" };
  child.once("error", (error) => (ended.reason = error.message));
  child.once("exit", (code, signal) => (ended.reason = signal ?? `exit code ${code}`));

  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    if (ended.reason !== "") {
      throw new Error(`MariaDB did not start (${ended.reason}):\n${tailOf(files.errorLog)}`);
    }
    const connection = await connectOnce(files.socket);
    if (connection !== null) return connection;
    await pause(POLL_MS);
  }
  throw new Error(`MariaDB did not answer in ${START_LIMIT_MS} ms:\n${tailOf(files.errorLog)}`);
}

/** A connection, or null when nothing listens yet. Any other refusal is an error worth showing. */
async function connectOnce(socketPath: string): Promise<Connection | null> {
  if (!existsSync(socketPath)) return null;
  try {
    return await createConnection({ uri: privateServerUrl(socketPath), connectTimeout: 5_000 });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined && NOT_LISTENING.has(code)) return null;
    if (code === "ER_ACCESS_DENIED_ERROR" || code === "ER_ACCESS_DENIED_NO_PASSWORD_ERROR") {
      throw new Error(
        `The private MariaDB refuses ${userInfo().username}: ${message}. ` +
          "Run as the OS user who made its folder.",
      );
    }
    throw error;
  }
}

/** What the caller gets of a server that answers; ends `connection`. */
async function describe(
  connection: Connection,
  files: ServerFiles,
  database: string | undefined,
  { reused, stop }: { reused: boolean; stop: (pid: number) => Promise<void> },
): Promise<PrivateServer> {
  try {
    if (database !== undefined) await createDatabase(connection, database);
  } finally {
    await connection.end();
  }
  const pid = readPid(files.pid);
  if (pid === null)
    throw new Error(`A server answers on ${files.socket}, but ${files.pid} is gone`);
  return {
    url: privateServerUrl(files.socket, database),
    socketPath: files.socket,
    pid,
    reused,
    stop: () => stop(pid),
  };
}

async function createDatabase(connection: Connection, name: string): Promise<void> {
  await connection.query(`CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4`);
}

async function stopChild(child: ChildProcess, pid: number, files: ServerFiles): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.ref();
  if (child.stdin !== null) child.stdin.end();
  else process.kill(pid, "SIGTERM");
  await Promise.race([ended, waitUntilGone(pid, files)]); // fails when the server does not stop
  await ended; // the shell may still be removing the folder
}

/** Ends a server that did not come up, and waits until it holds its files no more. */
async function giveUp(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.ref();
  if (child.stdin !== null) child.stdin.end();
  else child.kill("SIGKILL");
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function waitUntilGone(pid: number, files: ServerFiles): Promise<void> {
  const limit = Date.now() + STOP_LIMIT_MS;
  while (isRunning(pid)) {
    if (Date.now() > limit) {
      throw new Error(`MariaDB (${pid}) did not stop:\n${tailOf(files.errorLog)}`);
    }
    await pause(POLL_MS);
  }
}
