import { randomUUID } from "node:crypto";
import { givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

const createUnit = (code: string, idempotencyKey: string | null) =>
  product.call<{ id: string }>(
    tenant.admin.token,
    "units.create",
    { code, name: "件", places: 0 },
    { idempotencyKey },
  );
const units = async () =>
  (
    await product.call<{ rows: { code: string }[] }>(tenant.admin.token, "units.list")
  ).data.rows.map((row) => row.code);

describe("a write", () => {
  it("sent twice counts once and answers the same", async () => {
    const key = randomUUID();
    const first = await createUnit("u1", key);
    const second = await createUnit("u1", key);
    expect(second.data).toEqual(first.data);
    expect(second.headers.get("idempotent-replay")).toBe("true");
    expect((await units()).filter((code) => code === "u1")).toHaveLength(1);
  });

  it("sent many times at once counts once, and every sender gets the answer", async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => createUnit("u2", key)));
    expect(new Set(answers.map((answer) => answer.data.id)).size).toBe(1);
    expect((await units()).filter((code) => code === "u2")).toHaveLength(1);
  });

  it("with a key that was used for something else is refused", async () => {
    const key = randomUUID();
    await createUnit("u3", key);
    const reused = await createUnit("u4", key);
    expect(reused).toMatchObject({ status: 422, error: { code: "idempotency.key_reused" } });
    expect(await units()).not.toContain("u4");
  });

  it("that was refused leaves its key free", async () => {
    const key = randomUUID();
    const refused = await createUnit("u1", key);
    expect(refused.error).toMatchObject({ code: "record.duplicate" });
    expect((await createUnit("u5", key)).ok).toBe(true);
  });

  it.each([null, "short", "with space in it", "x".repeat(129)])(
    "needs a proper key, not %p",
    async (key) => {
      const refused = await createUnit("u6", key);
      expect(refused).toMatchObject({ status: 400, error: { code: "idempotency.key_required" } });
    },
  );

  it("is not confused with another person's of the same key", async () => {
    const other = await givenTenant(product);
    const key = randomUUID();
    await createUnit("u7", key);
    const theirs = await product.call(
      other.admin.token,
      "units.create",
      { code: "v1", name: "件", places: 0 },
      { idempotencyKey: key },
    );
    expect(theirs.ok).toBe(true);
  });
});
