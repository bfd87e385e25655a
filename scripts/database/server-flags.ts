import { spawn } from "node:child_process";
import { existsSync, openSync, closeSync, renameSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import type { MariadbPrograms } from "./find-mariadb";
import { tailOf, type ServerFiles } from "./server-files";

/** What of the options decides the flags. */
export interface FlagOptions {
  durable: boolean;
  bufferPoolMegabytes?: number;
}

/**
 * The flags of mariadbd for a private server. `--no-defaults` comes first: what the machine's own
 * MariaDB is configured to must not reach ours.
 */
export function serverFlags(files: ServerFiles, options: FlagOptions): string[] {
  return [
    "--no-defaults",
    ...runAsRootFlags(),
    `--datadir=${files.data}`,
    // A starting server empties its temp folder of tables, those of a running neighbour included.
    `--tmpdir=${files.temporary}`,
    `--socket=${files.socket}`,
    `--pid-file=${files.pid}`,
    `--log-error=${files.errorLog}`,
    "--skip-networking",
    "--skip-name-resolve",
    "--skip-log-bin",
    "--performance-schema=OFF",
    "--character-set-server=utf8mb4",
    // unicode_ci takes every character beyond U+FFFF for the same one, rare Chinese names included.
    "--collation-server=utf8mb4_unicode_520_ci",
    "--default-time-zone=+00:00",
    "--max-connections=200",
    "--max-allowed-packet=64M",
    `--innodb-buffer-pool-size=${options.bufferPoolMegabytes ?? 128}M`,
    ...durabilityFlags(options.durable),
  ];
}

/**
 * Makes the data folder of a private server unless it exists. The one superuser is this OS user,
 * known by the socket's peer: there is no password to keep. It is made under another name and
 * renamed, so that a half-made one is never taken for a database.
 */
export async function makeDataFolder(
  programs: MariadbPrograms,
  files: ServerFiles,
  durable: boolean,
): Promise<void> {
  if (existsSync(files.data)) return;
  rmSync(files.unfinishedData, { recursive: true, force: true });
  await run(programs.installDb, installFlags(files, durable), files.installLog);
  renameSync(files.unfinishedData, files.data);
}

function installFlags(files: ServerFiles, durable: boolean): string[] {
  return [
    "--no-defaults",
    ...runAsRootFlags(),
    `--datadir=${files.unfinishedData}`,
    "--auth-root-authentication-method=socket",
    `--auth-root-socket-user=${userInfo().username}`,
    "--skip-test-db",
    "--skip-name-resolve",
    "--skip-log-bin",
    ...durabilityFlags(durable),
  ];
}

/** mariadbd refuses to run as root unless it is told to. */
function runAsRootFlags(): string[] {
  return userInfo().uid === 0 ? ["--user=root"] : [];
}

function durabilityFlags(durable: boolean): string[] {
  if (durable) {
    return ["--innodb-flush-log-at-trx-commit=1", "--innodb-log-file-size=96M"];
  }
  return [
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=OFF",
    "--innodb-flush-method=nosync",
    "--innodb-log-file-size=32M",
    "--innodb-stats-persistent=OFF",
  ];
}

function run(program: string, args: string[], logPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const log = openSync(logPath, "w", 0o600);
    const child = spawn(program, args, { stdio: ["ignore", log, log] });
    closeSync(log);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} failed (${signal ?? code}):\n${tailOf(logPath)}`));
    });
  });
}
