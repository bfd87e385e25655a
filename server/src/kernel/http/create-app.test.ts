import { givenTenant } from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const post = (path: string, init: RequestInit = {}) =>
  fetch(`${product.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    ...init,
  });
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe("the one route", () => {
  it("answers malformed JSON, an unknown operation and a missing token each with its own refusal", async () => {
    const malformed = await post("/api/orders.list", { body: "{" });
    expect([malformed.status, await codeOf(malformed)]).toEqual([400, "request.malformed"]);
    const unknown = await post("/api/orders.fly", { body: "{}" });
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, "request.unknown_operation"]);
    const nobody = await post("/api/orders.list", { body: "{}" });
    expect([nobody.status, await codeOf(nobody)]).toEqual([401, "auth.required"]);
  });

  it("refuses a body that is too large before it is read as a whole", async () => {
    const huge = await post("/api/orders.list", {
      body: JSON.stringify({ x: "y".repeat(9_000_000) }),
    });
    expect([huge.status, await codeOf(huge)]).toEqual([413, "request.too_large"]);
  });

  it("refuses an odd Authorization header without a server error", async () => {
    const odd = await post("/api/orders.list", {
      body: "{}",
      headers: { authorization: "Basic abc" },
    });
    expect(odd.status).toBe(401);
  });

  it("keeps a caller's request id when it is harmless, and makes one otherwise", async () => {
    const kept = await post("/api/x.y", { body: "{}", headers: { "x-request-id": "trace-1234" } });
    expect(kept.headers.get("x-request-id")).toBe("trace-1234");
    const made = await post("/api/x.y", { body: "{}", headers: { "x-request-id": "a b" } });
    expect(made.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("sends strict security headers", async () => {
    const { headers } = await post("/api/x.y", { body: "{}" });
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("speaks the caller's language", async () => {
    const english = await post("/api/x.y", { body: "{}", headers: { "accept-language": "en-GB" } });
    expect(((await english.json()) as { error: { message: string } }).error.message).toContain(
      "no operation",
    );
  });
});

describe("a function that the tenant does not subscribe to", () => {
  it("is absent", async () => {
    const tenant = await givenTenant(product, { functions: ["inventory"] });
    const refused = await product.call(tenant.admin.token, "orders.list");
    expect(refused).toMatchObject({ status: 403, error: { code: "function.not_subscribed" } });
  });
});
