import { createServer } from "node:net";
import { readConfig } from "../../server/src/kernel/config";
import { openProcess } from "../../server/src/main/open-process";
import { startWeb } from "../../server/src/main/start-web";
import { startWorker } from "../../server/src/main/start-worker";

/** The demo at work: web and worker in this process. */
export interface Serving {
  /** Paths that the web answers beside the operations. */
  paths: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Starts web and worker on a database that is ready. */
export async function serveDemo(url: string, port: number): Promise<Serving> {
  const config = readConfig({
    ...process.env,
    DATABASE_URL: url,
    PORT: String(port),
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
  });
  const opened = await openProcess(config, false);
  const web = await startWeb(opened);
  // Both share one set of services: the web, which is stopped last, closes it.
  const worker = startWorker({ ...opened, close: () => Promise.resolve() });
  return {
    paths: new Set(opened.product.routes.map((route) => route.path)),
    async stop() {
      await worker.stop();
      await web.stop();
    },
  };
}

/** Refuses a port that something else listens on, before minutes are spent on filling the data. */
export async function expectFreePort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      const reason = taken ? "is taken by another program" : `cannot be used: ${error.message}`;
      reject(new Error(`Port ${port} ${reason}. Choose another: npm run demo -- --port 8081`));
    });
    probe.listen(port, () => probe.close(() => resolve()));
  });
}
