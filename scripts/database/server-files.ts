import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";

/** Where everything of one private server lies. */
export interface ServerFiles {
  /** The caller's folder, absolute; all that must survive is in it. */
  folder: string;
  /** The database's own data folder. */
  data: string;
  /** The data folder while it is being made; renamed once it is complete. */
  unfinishedData: string;
  /** The server's own temporary tables. A shared folder will not do: see `serverFlags`. */
  temporary: string;
  pid: string;
  errorLog: string;
  installLog: string;
  /** Held while a server is being started on this folder. */
  startLock: string;
  /** The socket, in the temp folder: see `socketPathOf`. */
  socket: string;
}

/** The shortest limit of the platforms that we run on (macOS 104, Linux 108), less the final zero. */
const SOCKET_PATH_LIMIT_BYTES = 103;

/** Names the files of the private server that lives in `folder`; touches nothing. */
export function serverFiles(folder: string): ServerFiles {
  const absolute = resolve(folder);
  return {
    folder: absolute,
    data: join(absolute, "data"),
    unfinishedData: join(absolute, "data.unfinished"),
    temporary: join(absolute, "temporary"),
    pid: join(absolute, "mariadb.pid"),
    errorLog: join(absolute, "error.log"),
    installLog: join(absolute, "install.log"),
    startLock: join(absolute, "start.lock"),
    socket: socketPathOf(absolute),
  };
}

/**
 * The socket of a data folder: always the same short path for the same folder, however deep the
 * folder lies, because a longer path than the kernel's limit cannot be bound.
 *
 * @param folder absolute path of the server's folder
 * @param temp the temp folder; `/tmp` stands in when its path is too long itself
 */
export function socketPathOf(folder: string, temp: string = tmpdir()): string {
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  const name = join(`quanlian-${userInfo().uid}`, `${hash}.sock`);
  const path = join(temp, name);
  return Buffer.byteLength(path) <= SOCKET_PATH_LIMIT_BYTES ? path : join("/tmp", name);
}

/**
 * Makes the folder that holds this user's sockets, closed to everyone else: the temp folder is
 * shared, and a stranger who could put a socket there would receive our connections.
 */
export function makeSocketFolder(socketPath: string): void {
  const folder = resolve(socketPath, "..");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} must be a folder of ${userInfo().username} with mode 700`);
  }
}

/** The last lines of a log, for an error message; says so when there is no log. */
export function tailOf(path: string, lines = 15): string {
  try {
    return readFileSync(path, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return `(no ${path})`;
  }
}

/** The process id in a pid file, or null when there is none. */
export function readPid(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, "utf8").trim());
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/**
 * Whether a process still runs. A dead process that nobody has collected yet (usual in containers
 * without an init) still takes signals, so on Linux its state is read as well.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/^\) [ZX] /.test(status.slice(status.lastIndexOf(")")));
  } catch {
    return process.platform !== "linux";
  }
}
