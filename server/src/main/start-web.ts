import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { createApp, createMetrics, createRateLimiter } from "../kernel/http";
import { liveHub } from "../kernel/live";
import { healthRoutes } from "./health-routes";
import type { OpenProcess } from "./open-process";

/** A web process at work. */
export interface Web {
  port: number;
  /** Stops accepting, lets requests in flight finish for ten seconds, then closes everything. Harmless when repeated. */
  stop(): Promise<void>;
}

const FINISH_MS = 10_000;

/** Serves the product over HTTP on the configured port (0: any free one). Takes over the process and closes it. */
export async function startWeb(opened: OpenProcess): Promise<Web> {
  const { services, product } = opened;
  let stopping: Promise<void> | null = null;
  const app = createApp({
    services,
    registry: product.registry,
    actors: product.actors,
    routes: [...product.routes, ...healthRoutes(services, () => stopping !== null)],
    limiter: createRateLimiter(() => services.clock.now().getTime()),
    metrics: createMetrics(),
  });
  const answer = app.callback();
  const server = createServer((request, response) => void answer(request, response));
  await listen(server, services.config.port);
  const close = async () => {
    // Streams and long polls would outlast any limit: they are ended first, and their clients come back elsewhere.
    liveHub(services).close();
    await closeServer(server);
    await opened.close();
  };
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => (stopping ??= close()),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const limit = new AbortController();
  await Promise.race([closed, pause(FINISH_MS, undefined, { signal: limit.signal })]).catch(
    () => undefined,
  );
  limit.abort();
  server.closeAllConnections();
}
