import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection, type Connection } from "mysql2/promise";
import { backUp, restore } from "./back-up";
import { clientAccess } from "./client-flags";

const folder = mkdtempSync(join(tmpdir(), "quanlian-backup-"));
const names: string[] = [];
let admin: Connection;

beforeAll(async () => {
  admin = await connect();
});
afterAll(async () => {
  for (const name of names) await admin.query(`DROP DATABASE ${name}`);
  await admin.end();
  rmSync(folder, { recursive: true, force: true });
});

function connect(database?: string): Promise<Connection> {
  const at = new URL(process.env.TEST_DATABASE_URL!);
  return createConnection({
    host: at.hostname || "localhost",
    port: Number(at.port) || 3306,
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    socketPath: at.searchParams.get("socketPath") ?? undefined,
    database,
    bigNumberStrings: true,
    supportBigNumbers: true,
  });
}

async function freshUrl(): Promise<string> {
  const name = `backup_${randomUUID().slice(0, 8)}`;
  names.push(name);
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const at = new URL(process.env.TEST_DATABASE_URL!);
  at.pathname = `/${name}`;
  return at.toString();
}

const databaseOf = (url: string) => new URL(url).pathname.slice(1);

describe("A backup", () => {
  it("brings rows, exact numbers, rare characters and triggers into an empty database", async () => {
    const from = await freshUrl();
    const source = await connect(databaseOf(from));
    await source.query(
      "CREATE TABLE parts (id BIGINT PRIMARY KEY, name VARCHAR(64), price DECIMAL(20,6), note MEDIUMTEXT)",
    );
    await source.query(
      `INSERT INTO parts VALUES (9223372036854775807, '法兰𠮷', '0.123456', 'a''b\\\\n;\\n')`,
    );
    await source.query(
      "CREATE TRIGGER parts_kept BEFORE DELETE ON parts FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'kept'",
    );
    const [before] = await source.query("SELECT * FROM parts");
    await source.end();

    const file = join(folder, "one.sql.gz");
    await backUp(from, file);
    const to = await freshUrl();
    await restore(to, file);

    const target = await connect(databaseOf(to));
    const [after] = await target.query("SELECT * FROM parts");
    expect(after).toEqual(before);
    await expect(target.query("DELETE FROM parts")).rejects.toThrow("kept");
    await target.end();
    await expect(restore(to, file)).rejects.toThrow("empty database only");
  });

  it("of a database that is not there leaves no file, and says what is wrong", async () => {
    const url = new URL(await freshUrl());
    url.pathname = "/no_such_database";
    const file = join(folder, "two.sql.gz");
    await expect(backUp(url.toString(), file)).rejects.toThrow(/no_such_database/);
    expect(readdirSync(folder).filter((name) => name.startsWith("two"))).toEqual([]);
  });
});

describe("The client programs' flags", () => {
  it("never hold the password", () => {
    const access = clientAccess("mysql://shop:s%40fe@db.example:3307/quanlian");
    expect(access.flags.join(" ")).not.toContain("s@fe");
    expect(access.env).toEqual({ MYSQL_PWD: "s@fe" });
    expect(access.flags).toContain("--port=3307");
  });
});
