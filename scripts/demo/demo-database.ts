import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import { PRIVATE_FOLDER } from "../database/database-url";
import { startPrivateServer } from "../database/private-server";
import { demoTenant, FILLING_NAME } from "./factory/people";

/** The demo's database: the private one in `.data`, or that of DATABASE_URL. */
export interface DemoDatabase {
  url: string;
  /** Stops the private server; leaves any other alone. */
  stop(): Promise<void>;
}

/** How far the demo's data is: not begun, interrupted while it was filled, complete. */
export type DemoState = "none" | "partial" | "complete";

/** Finds or installs MariaDB and starts the private server, unless DATABASE_URL names another database. */
export async function openDemoDatabase(): Promise<DemoDatabase> {
  const given = process.env.DATABASE_URL;
  if (given) {
    await withConnection(given, (connection) => connection.ping());
    return { url: given, stop: () => Promise.resolve() };
  }
  return startPrivateServer({ folder: PRIVATE_FOLDER, durable: true, database: "quanlian" });
}

/** What is there of the demo. A tenant gets its real name last, so another one tells of an interruption. */
export function demoState(url: string): Promise<DemoState> {
  return withConnection(url, async (connection) => {
    if (!(await hasTenants(connection))) return "none";
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT name FROM tenants WHERE code = ?",
      [demoTenant.code],
    );
    if (rows[0] === undefined) return "none";
    return rows[0].name === FILLING_NAME ? "partial" : "complete";
  });
}

/** Empties the demo's database. One that holds another company is refused: that would be somebody's data. */
export function dropDemo(url: string): Promise<void> {
  return withConnection(url, async (connection) => {
    if (await hasTenants(connection)) {
      const [others] = await connection.query<RowDataPacket[]>(
        "SELECT name FROM tenants WHERE code <> ? LIMIT 1",
        [demoTenant.code],
      );
      if (others[0] !== undefined) {
        throw new Error(
          `The database also holds ${String(others[0].name)}: it is not dropped. ` +
            "Name an empty one in DATABASE_URL, or drop it yourself.",
        );
      }
    }
    const name = connection.escapeId(databaseName(url));
    await connection.query(`DROP DATABASE ${name}`);
    await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  });
}

const databaseName = (url: string) => decodeURIComponent(new URL(url).pathname.slice(1));

async function hasTenants(connection: Connection): Promise<boolean> {
  const [tables] = await connection.query<RowDataPacket[]>("SHOW TABLES LIKE 'tenants'");
  return tables.length > 0;
}

async function withConnection<T>(
  url: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(url);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

async function connect(url: string): Promise<Connection> {
  try {
    return await createConnection({ uri: url, connectTimeout: 5_000 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const { host, pathname } = new URL(url);
    throw new Error(
      `The database ${pathname.slice(1)} at ${host || "the socket"} does not answer: ${reason}. ` +
        "Check DATABASE_URL, or unset it to use a private MariaDB.",
    );
  }
}
