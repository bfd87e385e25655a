import { existsSync } from "node:fs";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { PRIVATE_FOLDER } from "../database/database-url";
import { privateServerUrl } from "../database/private-server";
import { serverFiles } from "../database/server-files";
import { runSelfAudit, type SelfAudit } from "../self-audit/run-self-audit";

/** Audits the books of the story's company; null when its database cannot be reached from here. */
export async function auditStory(
  databaseUrl: string | null,
  tenantId: string,
): Promise<SelfAudit | null> {
  const url = databaseUrl ?? (await databaseNearby(tenantId));
  // Nobody delivers messages in a throw-away product, so how long they wait says nothing.
  return url === null ? null : runSelfAudit(url, { tenantId, except: ["outbox."] });
}

/** The database behind a product on this machine: that of DATABASE_URL or of the demo, if the company is in it. */
async function databaseNearby(tenantId: string): Promise<string | null> {
  const { socket } = serverFiles(PRIVATE_FOLDER);
  const url = process.env.DATABASE_URL ?? privateServerUrl(socket, "quanlian");
  if (!process.env.DATABASE_URL && !existsSync(socket)) return null;
  try {
    const connection = await createConnection({ uri: url, connectTimeout: 3_000 });
    const [rows] = await connection.query<RowDataPacket[]>("SELECT 1 FROM tenants WHERE id = ?", [
      tenantId,
    ]);
    await connection.end();
    return rows.length > 0 ? url : null;
  } catch {
    return null; // another machine's product, or one behind another database
  }
}
