import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPool, type Pool, type RowDataPacket } from "mysql2/promise";
import { readConfig, type Config } from "../../../server/src/kernel/config";
import { startPrivateServer, type PrivateServer } from "../../database/private-server";

/** The server of one bench run, thrown away afterwards. */
export interface BenchDatabase {
  server: PrivateServer;
  /** The environment of a product process on it, as in production. */
  environment: Record<string, string>;
  config: Config;
  /** For statements that are no part of what is measured. */
  admin: Pool;
  close(): Promise<void>;
}

/** A private MariaDB on a new folder; durable, unless the run measures nothing. */
export async function openBenchDatabase(durable: boolean): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "quanlian-bench-"));
  // A server that starts removes temporary tables from its folder for them: others' too, if they share it.
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  const server = await startPrivateServer({
    folder,
    extraFlags: [`--tmpdir=${temporary}`],
    durable,
    disposable: true,
    database: "bench",
    bufferPoolMegabytes: 512,
  });
  const environment = {
    NODE_ENV: "production",
    DATABASE_URL: server.url,
    DATABASE_POOL: "32",
    SECRET: randomBytes(32).toString("hex"),
    PUBLIC_URL: "https://bench.invalid",
    PORT: "0",
    LOG_LEVEL: "error",
    ACCESS_TOKEN_MINUTES: "60",
    RATE_PER_MINUTE: "100000000",
  };
  const admin = openPool(server.url, 2);
  if (durable) await demandDurable(admin);
  return {
    server,
    environment,
    config: readConfig(environment),
    admin,
    async close() {
      await admin.end();
      await server.stop();
    },
  };
}

/** A pool of the driver alone, as the floor uses it: sessions as the product sets them. */
export function openPool(url: string, size: number): Pool {
  const at = new URL(url);
  const pool = createPool({
    socketPath: at.searchParams.get("socketPath") ?? undefined,
    user: decodeURIComponent(at.username),
    database: at.pathname.slice(1),
    connectionLimit: size,
    timezone: "Z",
    charset: "utf8mb4_unicode_ci",
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: ["DATE"],
    // Statements come complete: the driver need not search them for placeholders.
    queryFormat: (sql: string) => sql,
  });
  pool.pool.on("connection", (connection) => {
    connection.query(
      "SET SESSION tx_isolation = 'READ-COMMITTED', time_zone = '+00:00', innodb_lock_wait_timeout = 20",
    );
  });
  return pool;
}

/** A figure that was not paid for with a flush per commit is no figure. */
async function demandDurable(admin: Pool): Promise<void> {
  const [rows] = await admin.query<RowDataPacket[]>(
    "SELECT @@innodb_flush_log_at_trx_commit AS flushes, @@innodb_doublewrite AS doublewrite, @@innodb_flush_method AS method",
  );
  const { flushes, doublewrite, method } = rows[0]!;
  if (Number(flushes) !== 1 || Number(doublewrite) !== 1 || /nosync/i.test(String(method))) {
    throw new Error(`The server does not commit durably: ${JSON.stringify(rows[0])}`);
  }
}
