import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPrivateServer, type PrivateServer } from "../../scripts/database/private-server";

/** Setup and teardown are two modules of one process: the server is handed over here. */
export type TestGlobal = typeof globalThis & { quanlianTestServer?: PrivateServer };

/**
 * Gives the whole run one database server: that of TEST_DATABASE_URL, or a throw-away MariaDB of
 * its own. The url names no database; each worker creates its own in it.
 */
export default async function globalSetup(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return;
  const server = await startPrivateServer({
    folder: mkdtempSync(join(tmpdir(), "quanlian-test-")),
    durable: false,
    disposable: true,
    // Counts the rows written in each table: what tells cheaply that a refused call has changed nothing.
    extraFlags: ["--userstat=1"],
  });
  (globalThis as TestGlobal).quanlianTestServer = server;
  process.env.TEST_DATABASE_URL = server.url;
}
