import type Koa from "koa";
import { API_PAGE_STYLE, writeApiPage } from "./api-page";
import { describeApi } from "./openapi";
import type { Registered } from "./registry";
import type { Route } from "./route";

/**
 * The contract as documents: OpenAPI 3.1 for machines, a page for people. Public, as they hold nothing but the shape of
 * the product; made once, when first asked for.
 */
export function apiRoutes(registry: ReadonlyMap<string, Registered>): Route[] {
  const page = (path: string, type: string, make: () => string): Route => {
    let made: string | undefined;
    return {
      method: "GET",
      path,
      guard: "public",
      handle(koa: Koa.Context) {
        made ??= make();
        koa.type = type;
        koa.set("Cache-Control", "public, max-age=300");
        koa.body = made;
        return Promise.resolve();
      },
    };
  };
  return [
    page("/api/openapi.json", "application/json; charset=utf-8", () =>
      JSON.stringify(describeApi(registry)),
    ),
    page("/api/docs", "text/html; charset=utf-8", () => writeApiPage(registry)),
    page("/api/docs.css", "text/css; charset=utf-8", () => API_PAGE_STYLE),
  ];
}
