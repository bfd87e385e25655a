import { spawn, type ChildProcess } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { createConnection } from "mysql2/promise";
import { clientAccess } from "./client-flags";
import { findMariadbTool } from "./find-mariadb";

/**
 * Writes a whole database into a gzipped file, as it was at one instant, while the product goes on working. The file
 * appears under its name once it is complete and on the disk.
 */
export async function backUp(databaseUrl: string, file: string): Promise<void> {
  const { flags, env, database } = clientAccess(databaseUrl);
  const options = [
    "--single-transaction",
    "--quick",
    "--triggers",
    "--routines",
    "--hex-blob",
    "--skip-lock-tables",
    "--no-tablespaces",
  ];
  const child = run("mariadb-dump", [...flags, ...options, database], env);
  const unfinished = `${file}.part`;
  try {
    await Promise.all([
      pipeline(child.process.stdout!, createGzip(), createWriteStream(unfinished, { mode: 0o600 })),
      child.ended,
    ]);
    await syncFile(unfinished);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Puts a backup into a database that must be empty: nothing is ever restored over rows that exist. */
export async function restore(databaseUrl: string, file: string): Promise<void> {
  const tables = await tablesIn(databaseUrl);
  if (tables > 0) {
    throw new Error(
      `The database already holds ${tables} tables. A backup is restored into an empty database only: ` +
        "create a new one and name it in DATABASE_URL.",
    );
  }
  const { flags, env, database } = clientAccess(databaseUrl);
  const child = run("mariadb", [...flags, "--binary-mode", database], env);
  await Promise.all([
    pipeline(createReadStream(file), createGunzip(), child.process.stdin!),
    child.ended,
  ]);
}

async function tablesIn(databaseUrl: string): Promise<number> {
  const at = new URL(databaseUrl);
  const connection = await createConnection({
    host: at.hostname || "localhost",
    port: Number(at.port) || 3306,
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    database: at.pathname.slice(1),
    socketPath: at.searchParams.get("socketPath") ?? undefined,
  });
  try {
    const [rows] = await connection.query("SHOW TABLES");
    return (rows as unknown[]).length;
  } finally {
    await connection.end();
  }
}

interface Running {
  process: ChildProcess;
  /** Fails with what the program said when it ends with an error. */
  ended: Promise<void>;
}

function run(
  name: "mariadb-dump" | "mariadb",
  args: string[],
  env: Record<string, string>,
): Running {
  const program = findMariadbTool(name);
  if (program === null) {
    throw new Error(`${name} was not found: install MariaDB's client programs (mariadb-client)`);
  }
  const child = spawn(program, args, { env: { ...process.env, ...env } });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${name} failed (${signal ?? code}): ${said.trim()}`));
    });
  });
  return { process: child, ended };
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
