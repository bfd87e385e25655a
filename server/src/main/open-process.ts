import type { Config } from "../kernel/config";
import { migrate, openDatabase, pendingMigrations, type Database } from "../kernel/db";
import { migrations } from "../migrations";
import { assembleProduct, type Product } from "./assemble";
import { createServices, type Started } from "./create-services";

/** One process of the product, web or worker: its services and the assembled rooms. */
export interface OpenProcess extends Started {
  product: Product;
}

/** The database is older than the program. */
export class MigrationsMissing extends Error {
  constructor(readonly names: string[]) {
    super(
      `The database lacks migrations (${names.join(", ")}). Run "npm run migrate", or start with MIGRATE=1.`,
    );
    this.name = "MigrationsMissing";
  }
}

/**
 * Opens a process on a database that fits it. A database that lacks migrations is refused, or brought up to date first
 * when `bringUpToDate` says so.
 *
 * @throws MigrationsMissing
 */
export async function openProcess(config: Config, bringUpToDate: boolean): Promise<OpenProcess> {
  const product = assembleProduct();
  // Worker numbers are leased from a table, so the schema comes before the services.
  await withDatabase(config, async (db) => {
    if (bringUpToDate) await migrate(db, migrations);
    const missing = await pendingMigrations(db, migrations);
    if (missing.length > 0) throw new MigrationsMissing(missing);
  });
  return { product, ...(await createServices(config)) };
}

/** Lends a database that is closed afterwards. */
export async function withDatabase<T>(
  config: Config,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const db = openDatabase({ url: config.databaseUrl, poolSize: 2 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
