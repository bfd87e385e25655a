import { backUp } from "./database/back-up";
import { databaseUrl } from "./database/database-url";
import { report } from "./report";

/** `npm run backup -- FILE.sql.gz`: a consistent copy of the whole database, taken while it works. */
async function main(): Promise<void> {
  const day = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
  const file = process.argv[2] ?? `quanlian-${day}.sql.gz`;
  await backUp(await databaseUrl(), file);
  process.stdout.write(`The backup is in ${file}\n`);
}

report(main());
