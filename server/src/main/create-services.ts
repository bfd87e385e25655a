import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Services } from "../kernel/access/ctx";
import { systemClock, type Clock } from "../kernel/clock/clock";
import type { Config } from "../kernel/config/config";
import { openDatabase } from "../kernel/db/database";
import { createIdMaker, leaseWorker } from "../kernel/ids";
import { createLogger } from "../kernel/log/logger";

const RENEW_MS = 60_000;

/** The services of one process, and how to end them. */
export interface Started {
  services: Services;
  close(): Promise<void>;
}

/** Opens the database, leases this process's worker number, and keeps it leased while the process lives. */
export async function createServices(
  config: Config,
  clock: Clock = systemClock,
  onStatement?: (text: string) => void,
): Promise<Started> {
  const log = createLogger(config.logLevel);
  const db = openDatabase({ url: config.databaseUrl, poolSize: config.databasePoolSize, onStatement });
  const lease = await leaseWorker(db, `${hostname().slice(0, 20)}-${randomUUID()}`);
  const renewal = setInterval(() => {
    lease.renew().catch((error: unknown) => {
      // Ids could collide from here on: better no process than one that writes under another's number.
      log.fatal({ err: error }, "the worker number is lost");
      process.exit(1);
    });
  }, RENEW_MS);
  renewal.unref();
  return {
    services: { config, db, clock, ids: createIdMaker(lease.number), log },
    async close() {
      clearInterval(renewal);
      await lease.release().catch(() => undefined);
      await db.close();
    },
  };
}
