import { setTimeout as pause } from "node:timers/promises";
import type { Services } from "../kernel/access";
import { pendingMigrations } from "../kernel/db";
import type { Route } from "../kernel/http";
import { migrations } from "../migrations";

const READY_LIMIT_MS = 2_000;

/** What a load balancer and Prometheus ask. None of it says anything of a tenant. */
export function healthRoutes(services: Services, isStopping: () => boolean): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/health",
      guard: "public",
      handle: (koa) => Promise.resolve(void (koa.body = { status: "up" })),
    },
    {
      method: "GET",
      path: "/ready",
      guard: "public",
      async handle(koa) {
        const status = isStopping() ? "stopping" : await databaseStatus(services);
        koa.status = status === "ready" ? 200 : 503;
        koa.body = { status };
      },
    },
    {
      method: "GET",
      path: "/metrics",
      guard: "public",
      async handle(koa, { metrics }) {
        koa.set("Content-Type", metrics.registry.contentType);
        koa.body = await metrics.registry.metrics();
      },
    },
  ];
}

type DatabaseStatus = "ready" | "database does not answer" | "migrations are missing";

async function databaseStatus(services: Services): Promise<DatabaseStatus> {
  const limit = new AbortController();
  const tooLate = pause(READY_LIMIT_MS, null, { signal: limit.signal }).catch(() => null);
  const missing = pendingMigrations(services.db, migrations).catch(() => null);
  const answer = await Promise.race([missing, tooLate]);
  limit.abort();
  if (answer === null) return "database does not answer";
  return answer.length === 0 ? "ready" : "migrations are missing";
}
