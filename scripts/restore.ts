import { restore } from "./database/back-up";
import { databaseUrl } from "./database/database-url";
import { report } from "./report";

/** `npm run restore -- FILE.sql.gz`: puts a backup into the database of DATABASE_URL, which must be empty. */
async function main(): Promise<void> {
  const file = process.argv[2];
  if (file === undefined) throw new Error("Name the backup: npm run restore -- FILE.sql.gz");
  await restore(await databaseUrl(), file);
  process.stdout.write(`${file} is restored\n`);
}

report(main());
