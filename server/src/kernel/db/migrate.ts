import { createHash } from "node:crypto";
import { Umzug, type UmzugStorage } from "umzug";
import { execute, type WriteResult } from "./execute";
import { literal } from "./literal";
import type { Database } from "./database-port";

/**
 * A step of the schema's history.
 *
 * - `expand`: adds, online, while the old code runs · `contract`: removes, once every node runs the new code
 * - `data`: fills or mends rows in bounded batches
 *
 * Each statement is one DDL and safe to repeat (`IF NOT EXISTS`): MariaDB commits DDL by itself, so a migration that was
 * killed half-way is simply run again.
 */
export interface Migration {
  name: string;
  kind: "expand" | "contract" | "data";
  statements: readonly string[];
}

export function migration(
  name: string,
  kind: Migration["kind"],
  statements: readonly string[],
): Migration {
  if (!/^\d{14}-[a-z0-9-]+$/.test(name))
    throw new Error(`A migration is named YYYYMMDDHHMMSS-verb-thing: ${name}`);
  return { name, kind, statements };
}

type Send = <R>(sql: string) => Promise<R>;

/**
 * Applies what is missing, in order, and answers the names. A migration that was edited after it was applied stops the
 * run. Two nodes may start at once: one waits for the lock row (not GET_LOCK, which a cluster does not share).
 */
export function migrate(db: Database, all: readonly Migration[]): Promise<string[]> {
  return db.withConnection(async (connection) => {
    const send: Send = (sql) => execute(connection, sql);
    await send(HISTORY);
    await send(LOCKS);
    return holdingLock(send, async () => {
      await refuseEdited(send, all);
      const umzug = new Umzug({
        migrations: all.map((each) => ({ name: each.name, up: () => apply(send, each) })),
        storage: historyStorage(send, all),
        logger: undefined,
      });
      return (await umzug.up()).map(({ name }) => name);
    });
  });
}

/** The names of the migrations that a database lacks, in order; all of them where there is no history yet. */
export function pendingMigrations(db: Database, all: readonly Migration[]): Promise<string[]> {
  return db.withConnection(async (connection) => {
    const [history] = await execute<object[]>(connection, "SHOW TABLES LIKE 'schema_migrations'");
    const applied = history
      ? await execute<{ name: string }[]>(connection, "SELECT name FROM schema_migrations")
      : [];
    const known = new Set(applied.map((row) => row.name));
    return all.map((each) => each.name).filter((name) => !known.has(name));
  });
}

const HISTORY = `CREATE TABLE IF NOT EXISTS schema_migrations (
  name VARCHAR(190) NOT NULL PRIMARY KEY, kind VARCHAR(16) NOT NULL, checksum CHAR(64) NOT NULL,
  applied_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3)) ENGINE=InnoDB`;
const LOCKS = `CREATE TABLE IF NOT EXISTS migration_locks (
  id INT NOT NULL PRIMARY KEY, holder VARCHAR(64) NOT NULL, expires_at DATETIME(3) NOT NULL) ENGINE=InnoDB`;

const checksum = (each: Migration) =>
  createHash("sha256").update(each.statements.join(";\n")).digest("hex");

async function apply(send: Send, each: Migration): Promise<void> {
  for (const statement of each.statements) await send(statement);
}

async function refuseEdited(send: Send, all: readonly Migration[]): Promise<void> {
  const applied = await send<{ name: string; checksum: string }[]>(
    "SELECT name, checksum FROM schema_migrations",
  );
  const known = new Map(all.map((each) => [each.name, checksum(each)]));
  const edited = applied.filter(
    (row) => known.has(row.name) && known.get(row.name) !== row.checksum,
  );
  if (edited.length > 0) {
    throw new Error(`Applied migrations were edited: ${edited.map((row) => row.name).join(", ")}`);
  }
}

function historyStorage(send: Send, all: readonly Migration[]): UmzugStorage {
  const byName = new Map(all.map((each) => [each.name, each]));
  return {
    async executed() {
      const rows = await send<{ name: string }[]>(
        "SELECT name FROM schema_migrations ORDER BY name",
      );
      return rows.map((row) => row.name);
    },
    async logMigration({ name }) {
      const each = byName.get(name)!;
      const values = [each.name, each.kind, checksum(each)].map((value) => literal(value, false));
      await send(
        `INSERT INTO schema_migrations (name, kind, checksum) VALUES (${values.join(", ")})`,
      );
    },
    async unlogMigration() {
      throw new Error("Migrations go forward only");
    },
  };
}

const LOCK_MINUTES = 30;
const LOCK_TRIES = 600;

/** The lock is a row with an expiry by the database's clock: a killed holder blocks nobody for long. */
async function holdingLock<T>(send: Send, work: () => Promise<T>): Promise<T> {
  const holder = literal(`${process.pid}-${Math.random().toString(36).slice(2)}`, false);
  for (let attempt = 0; ; attempt += 1) {
    if (await takeLock(send, holder)) break;
    if (attempt === LOCK_TRIES)
      throw new Error("Another node is migrating; gave up waiting for its lock");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  try {
    return await work();
  } finally {
    await send(`DELETE FROM migration_locks WHERE id = 1 AND holder = ${holder}`);
  }
}

async function takeLock(send: Send, holder: string): Promise<boolean> {
  await send("DELETE FROM migration_locks WHERE id = 1 AND expires_at <= UTC_TIMESTAMP(3)");
  const result = await send<WriteResult>(
    `INSERT IGNORE INTO migration_locks (id, holder, expires_at)
     VALUES (1, ${holder}, UTC_TIMESTAMP(3) + INTERVAL ${LOCK_MINUTES} MINUTE)`,
  );
  return result.affectedRows === 1;
}
