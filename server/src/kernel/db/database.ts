import { cents } from "@quanlian/shared/domain";
import { Sequelize, type Options } from "sequelize";
import { installGuard } from "../tenancy/guard";
import { bindModels } from "./model";
import type { Database, DatabaseOptions } from "./database-port";
import { execute, type Connection } from "./execute";

const SIDE_POOL_SIZE = 2;
const ACQUIRE_TIMEOUT_MS = 30_000;

/** Opens the pools. Every connection is set to READ COMMITTED on connect, never trusting the server's default. */
export function openDatabase(options: DatabaseOptions): Database {
  const main = connect(options.url, options.poolSize);
  const side = connect(options.url, SIDE_POOL_SIZE);
  bindModels(main);
  installGuard(main);
  if (options.onStatement) listen(main, options.onStatement);
  return {
    sequelize: main,
    begin: () => main.transaction(),
    withConnection: (work) => lend(main, work),
    withSideConnection: (work) => lend(side, work),
    async close() {
      await Promise.all([main.close(), side.close()]);
    },
  };
}

function connect(url: string, poolSize: number): Sequelize {
  const at = new URL(url);
  const settings = {
    database: at.pathname.slice(1),
    username: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    // The `mariadb` dialect reads DECIMAL as a JS number; `mysql` leaves it exact.
    dialect: "mysql",
    host: at.hostname || "localhost",
    port: Number(at.port) || 3306,
    timezone: "+00:00",
    logging: false,
    // A version here saves Sequelize the query that asks for it on connect.
    databaseVersion: "10.11.0",
    pool: { max: poolSize, min: 0, acquire: ACQUIRE_TIMEOUT_MS, idle: 60_000 },
    dialectOptions: {
      socketPath: at.searchParams.get("socketPath") ?? undefined,
      charset: "utf8mb4_unicode_ci",
      supportBigNumbers: true,
      bigNumberStrings: true,
      dateStrings: ["DATE"],
      typeCast: castField,
      connectTimeout: 10_000,
    },
    define: { timestamps: false },
  };
  const sequelize = new Sequelize(settings as Options);
  // Sequelize drops `SKIP LOCKED` in silence on this dialect unless told that the server has it.
  (
    sequelize as unknown as { dialect: { supports: { skipLocked: boolean } } }
  ).dialect.supports.skipLocked = true;
  sequelize.addHook("afterConnect", (connection) =>
    execute(connection as Connection, SESSION).then(() => undefined),
  );
  return sequelize;
}

const SESSION =
  "SET SESSION tx_isolation = 'READ-COMMITTED', time_zone = '+00:00', " +
  "sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE', " +
  "innodb_lock_wait_timeout = 20";

interface Field {
  type: string;
  length: number;
  name: string;
  string(): string | null;
}

/** Money columns (`…_cents`, `…Cents`) become safe integers, TINYINT(1) booleans, COUNT aliases (`…Count`) numbers. */
function castField(field: Field, next: () => unknown): unknown {
  if (field.type === "LONGLONG" && /(?:_c|C)ents$/.test(field.name)) {
    const text = field.string();
    return text === null ? null : cents(Number(text));
  }
  if (field.type === "LONGLONG" && field.name.endsWith("Count")) return Number(field.string());
  if (field.type === "TINY" && field.length === 1) {
    const text = field.string();
    return text === null ? null : text === "1";
  }
  return next();
}

interface Lender {
  getConnection(options: { type: string }): Promise<Connection>;
  releaseConnection(connection: Connection): void;
}

async function lend<T>(from: Sequelize, work: (connection: Connection) => Promise<T>): Promise<T> {
  const lender = from.connectionManager as unknown as Lender;
  const connection = await lender.getConnection({ type: "write" });
  try {
    return await work(connection);
  } finally {
    lender.releaseConnection(connection);
  }
}

/** Both ways to the driver report here: Sequelize's own statements and `execute`. */
function listen(sequelize: Sequelize, onStatement: (text: string) => void): void {
  sequelize.addHook("afterConnect", (connection) => {
    (connection as Connection & { onStatement?: typeof onStatement }).onStatement = onStatement;
  });
  const { options } = sequelize as unknown as { options: Options };
  options.logging = (text) => onStatement(text.replace(/^Executing \([^)]*\): /, ""));
}
