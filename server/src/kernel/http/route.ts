import type Koa from "koa";
import type { Caller } from "./call-operation";
import type { Metrics } from "./metrics";

/** What a route may use of its process. */
export interface RouteParts extends Caller {
  metrics: Metrics;
}

/**
 * A route outside the contract: files, live events, callbacks, health. Few, and registered, so that the adversary knows
 * and attacks them too.
 */
export interface Route {
  method: "GET" | "POST";
  /** The path, or its beginning when it ends in `/`. */
  path: string;
  /** Of a beginning: the beginning itself is answered too, as a folder of pages has a first one. */
  opensBare?: true;
  /** How the adversary attacks it: whose right lets one in. */
  guard: "public" | "purpose-token" | "access-token" | "signature";
  handle: (koa: Koa.Context, parts: RouteParts) => Promise<void>;
}

export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): Route | undefined {
  return routes.find(
    (route) =>
      (route.method === method || (method === "HEAD" && route.method === "GET")) &&
      (route.path.endsWith("/")
        ? path.startsWith(route.path) && (path !== route.path || route.opensBare === true)
        : path === route.path),
  );
}
