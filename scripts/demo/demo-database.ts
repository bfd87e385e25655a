import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import { PRIVATE_FOLDER } from "../database/database-url";
import { startPrivateServer } from "../database/private-server";
import { demoTenant, FILLING_NAME } from "./factory/people";

/** The demo's database: the private one in `.data`, or that of DATABASE_URL. */
export interface DemoDatabase {
  url: string;
  /** Ours alone, in `.data`: whatever is in it may be thrown away. */
  isPrivate: boolean;
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
    return { url: given, isPrivate: false, stop: () => Promise.resolve() };
  }
  const folder = { folder: PRIVATE_FOLDER, durable: true, database: "quanlian" };
  const server = await startPrivateServer(folder);
  return { url: server.url, isPrivate: true, stop: () => server.stop() };
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

/** Empties the demo's database. A given one that holds another company is refused: that would be somebody's data. */
export function dropDemo({ url, isPrivate }: DemoDatabase): Promise<void> {
  return withConnection(url, async (connection) => {
    const other = isPrivate ? null : await otherCompany(connection);
    if (other !== null) {
      throw new Error(
        `The database also holds ${other}: it is not dropped. ` +
          "Name an empty one in DATABASE_URL, or drop it yourself.",
      );
    }
    const name = connection.escapeId(databaseName(url));
    await connection.query(`DROP DATABASE ${name}`);
    await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  });
}

/** A company that neither the demo nor a story has opened; null when there is none. */
async function otherCompany(connection: Connection): Promise<string | null> {
  if (!(await hasTenants(connection))) return null;
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT name FROM tenants WHERE code <> ? AND code NOT LIKE 'STORY-%' LIMIT 1",
    [demoTenant.code],
  );
  return rows[0] === undefined ? null : String(rows[0].name);
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
