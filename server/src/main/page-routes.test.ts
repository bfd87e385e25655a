import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Koa from "koa";
import { Refusal } from "../kernel/errors";
import { findRoute } from "../kernel/http/route";
import { pageRoutes } from "./page-routes";

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pages-"));
  await mkdir(join(folder, "built", "js"), { recursive: true });
  await writeFile(join(folder, "built", "index.html"), "<p>pages</p>");
  await writeFile(join(folder, "built", "js", "app.0123abcd.js"), "let a = 1;");
  await writeFile(join(folder, "secret.txt"), "secret");
  const routes = pageRoutes("/portal", join(folder, "built"));
  const app = new Koa();
  app.use(async (koa) => {
    const route = findRoute(routes, koa.method, koa.path);
    try {
      if (!route) koa.status = 404;
      else await route.handle(koa, undefined as never);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      koa.status = 404;
    }
  });
  const answer = app.callback();
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const get = (path: string) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

describe("The pages of a built folder", () => {
  it("open with and without the slash, and are asked for anew each time", async () => {
    for (const path of ["/portal", "/portal/", "/portal/index.html"]) {
      const page = await get(path);
      expect([page.status, await page.text()]).toEqual([200, "<p>pages</p>"]);
      expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(page.headers.get("cache-control")).toBe("no-cache");
    }
  });

  it("are sent small, and kept for good where the name holds a hash", async () => {
    const script = await get("/portal/js/app.0123abcd.js");
    expect(await script.text()).toBe("let a = 1;");
    expect(script.headers.get("content-encoding")).toBe("gzip");
    expect(script.headers.get("cache-control")).toContain("immutable");
  });

  it("reach nothing outside the folder, no folder and no other kind of file", async () => {
    const paths = ["/portal/../secret.txt", "/portal/%2e%2e/secret.txt", "/portal/..%2fsecret.txt"];
    for (const path of [...paths, "/portal/js", "/portal/js/", "/portal/none.js", "/portal/.env"])
      expect((await get(path)).status).toBe(404);
  });

  it("show what was built after the first request", async () => {
    expect((await get("/portal/later.html")).status).toBe(404);
    await writeFile(join(folder, "built", "later.html"), "later");
    expect(await (await get("/portal/later.html")).text()).toBe("later");
  });
});
