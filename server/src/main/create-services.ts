import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Services } from "../kernel/access";
import { systemClock, type Clock } from "../kernel/clock";
import type { Config } from "../kernel/config";
import { openDatabase } from "../kernel/db";
import { createFolderStore } from "../kernel/files";
import { createIdMaker, leaseWorker, LeaseLost, type Lease } from "../kernel/ids";
import type { Logger } from "pino";
import { createLogger } from "../kernel/log";

const RENEW_MS = 60_000;
/** Shorter than the lease itself, so that the process is gone before another gets its number. */
const LONGEST_WITHOUT_MS = 8 * 60_000;

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
  const db = openDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    onStatement,
  });
  const lease = await leaseWorker(db, `${hostname().slice(0, 20)}-${randomUUID()}`);
  const renewal = keepLease(lease, log);
  return {
    services: {
      config,
      db,
      clock,
      ids: createIdMaker(lease.number),
      log,
      files: createFolderStore(config.filesFolder),
    },
    async close() {
      clearInterval(renewal);
      await lease.release().catch(() => undefined);
      await db.close();
    },
  };
}

/** Renews the lease while the process lives. A database that is away for some minutes is no reason to end. */
function keepLease(lease: Lease, log: Logger): NodeJS.Timeout {
  let renewedAtMs = Date.now();
  const renewal = setInterval(() => {
    lease.renew().then(
      () => (renewedAtMs = Date.now()),
      (error: unknown) => {
        const expired = Date.now() - renewedAtMs > LONGEST_WITHOUT_MS;
        if (!expired && !(error instanceof LeaseLost)) {
          return log.warn({ err: error }, "the worker number was not renewed");
        }
        // Ids could collide from here on: better no process than one that writes under another's number.
        log.fatal({ err: error }, "the worker number is lost");
        process.exit(1);
      },
    );
  }, RENEW_MS);
  renewal.unref();
  return renewal;
}
