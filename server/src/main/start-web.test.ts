import type { Context } from "koa";
import { startProduct, type TestProduct } from "../../../tests/support/product";
import { until } from "../../../tests/support/until";
import { readConfig } from "../kernel/config";
import { openProcess, MigrationsMissing, withDatabase } from "./open-process";
import { startWeb, type Web } from "./start-web";
import { startWorker } from "./start-worker";

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const config = (overrides: Record<string, string> = {}) =>
  readConfig({
    NODE_ENV: "test",
    DATABASE_URL: product.services.config.databaseUrl,
    LOG_LEVEL: "silent",
    PORT: "0",
    PASSWORD_COST: "4",
    ...overrides,
  });

const status = async (web: Web, path: string) => {
  const response = await fetch(`http://127.0.0.1:${web.port}${path}`);
  return { code: response.status, text: await response.text() };
};

describe("A web process", () => {
  it("says that it is up and ready, and what it measures", async () => {
    const web = await startWeb(await openProcess(config(), false));
    expect(await status(web, "/health")).toMatchObject({ code: 200 });
    expect(await status(web, "/ready")).toEqual({ code: 200, text: '{"status":"ready"}' });
    expect((await status(web, "/metrics")).text).toContain("quanlian_operation_seconds");
    await web.stop();
    await web.stop();
    await expect(status(web, "/health")).rejects.toThrow("fetch failed");
  });

  it("finishes a request in flight before it goes", async () => {
    const opened = await openProcess(config(), false);
    let arrived = false;
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow = {
      method: "GET",
      path: "/slow",
      guard: "public",
      async handle(koa: Context) {
        arrived = true;
        await gate;
        koa.body = { done: true };
      },
    } as const;
    const routes = [...opened.product.routes, slow];
    const web = await startWeb({ ...opened, product: { ...opened.product, routes } });
    const answer = status(web, "/slow");
    await until(() => arrived);
    const stopped = web.stop();
    release();
    expect(await answer).toEqual({ code: 200, text: '{"done":true}' });
    await stopped;
  });

  it("does not start on a database that lacks migrations, unless it may bring it up to date", async () => {
    const name = `empty_${Date.now()}`;
    await withDatabase(config(), (db) =>
      db.withConnection(
        (connection) =>
          new Promise<void>((resolve, reject) =>
            connection.query({ sql: `CREATE DATABASE ${name} CHARACTER SET utf8mb4` }, (error) =>
              error ? reject(error) : resolve(),
            ),
          ),
      ),
    );
    const url = new URL(product.services.config.databaseUrl);
    url.pathname = `/${name}`;
    const empty = config({ DATABASE_URL: url.toString() });
    await expect(openProcess(empty, false)).rejects.toThrow(MigrationsMissing);
    const opened = await openProcess(empty, true);
    await opened.close();
    await (await openProcess(empty, false)).close();
  });
});

describe("A worker process", () => {
  it("works off what waits, and stops in good order", async () => {
    const worker = startWorker(await openProcess(config(), false));
    await worker.stop();
    await worker.stop();
  });
});
