import { readConfig } from "../server/src/kernel/config";
import { migrate } from "../server/src/kernel/db";
import { withDatabase } from "../server/src/main/open-process";
import { migrations } from "../server/src/migrations";
import { databaseUrl } from "./database/database-url";
import { report } from "./report";

/** `npm run migrate`: brings the database up to this program's schema; safe to repeat. */
async function main(): Promise<void> {
  const config = readConfig({ ...process.env, DATABASE_URL: await databaseUrl() });
  const applied = await withDatabase(config, (db) => migrate(db, migrations));
  const lines = applied.length > 0 ? applied.map((name) => `applied ${name}`) : ["nothing to do"];
  process.stdout.write(`${lines.join("\n")}\n`);
}

report(main());
