import { commonErrors, errorCodes } from "@quanlian/shared/contract";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import type { OpenApi } from "./openapi";

let product: TestProduct;
let api: OpenApi;

beforeAll(async () => {
  product = await startProduct();
  const response = await fetch(`${product.url}/api/openapi.json`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("application/json");
  api = (await response.json()) as OpenApi;
});
afterAll(() => product.close());

describe("GET /api/openapi.json", () => {
  it("describes every operation of the registry, and no other", () => {
    const named = Object.values(api.paths).map(({ post }) => post.operationId);
    expect(named.sort()).toEqual([...product.product.registry.keys()].sort());
    expect(api.openapi).toBe("3.1.1");
  });

  it("asks for the idempotency key exactly where the server does", () => {
    for (const [name, { operation }] of product.product.registry) {
      const { parameters } = api.paths[`/api/${name}`]!.post;
      const needed = operation.kind === "write" && operation.idempotency !== "natural";
      expect([name, parameters.length === 1]).toEqual([name, needed]);
    }
  });

  it("gives each refusal of an operation under the status that it is answered with", () => {
    for (const [name, { operation }] of product.product.registry) {
      const { responses } = api.paths[`/api/${name}`]!.post;
      for (const code of [...operation.errors, ...commonErrors]) {
        const response = responses[String(errorCodes[code])] as { description: string };
        expect(response.description).toContain(`\`${code}\``);
      }
    }
  });

  it("has an object schema for every input and resolves every reference within itself", () => {
    for (const { post } of Object.values(api.paths)) {
      const body = post.requestBody as {
        content: { "application/json": { schema: { type?: string } } };
      };
      const { schema } = body.content["application/json"];
      expect([post.operationId, schema.type ?? "union"]).toEqual([
        post.operationId,
        expect.stringMatching(/^(object|union)$/),
      ]);
    }
    const text = JSON.stringify(api);
    for (const [, pointer] of text.matchAll(/"\$ref":"(#\/components\/[^"]+)"/g)) {
      const found = pointer!
        .slice(2)
        .split("/")
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], api);
      expect([pointer, found]).not.toEqual([pointer, undefined]);
    }
  });

  it("describes a list's filters field by field", () => {
    const list = JSON.stringify(api.paths["/api/parties.list"]!.post.requestBody);
    expect(list).toMatch(/"filter":\{"type":"object","properties":\{"code":/);
    expect(list).toMatch(/"onHold":\{"type":"object","properties":\{"eq":\{"type":"boolean"/);
  });
});

describe("GET /api/docs", () => {
  it("shows every operation under its link, and needs nothing that the content policy forbids", async () => {
    const response = await fetch(`${product.url}/api/docs`);
    const page = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
    for (const name of product.product.registry.keys())
      expect(page).toContain(`<code>${name}</code>`);
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|https?:\/\//i);
    const [, sheet] = /<link rel="stylesheet" href="([^"]+)">/.exec(page)!;
    const style = await fetch(`${product.url}${sheet}`);
    expect([style.status, style.headers.get("content-type")]).toEqual([
      200,
      "text/css; charset=utf-8",
    ]);
  });

  it("is reached by GET alone", async () => {
    const response = await fetch(`${product.url}/api/docs`, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(404);
  });
});
