import type { Tenant } from "@quanlian/shared/contract";
import {
  givenOperator,
  givenStaff,
  givenTenant,
  nextPhone,
  PASSWORD,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { createOperator } from "./create-operator";

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const newTenant = (code: string) => ({
  code,
  name: "锐成五金",
  functions: ["sales"],
  administrator: { name: "王", phone: nextPhone(), password: PASSWORD },
});

it("opens a company once per code, and leaves nothing of a second attempt", async () => {
  const operator = await givenOperator(product);
  const open = (input: object) =>
    product.call<{ tenant: Tenant }>(operator.token, "tenants.open", input);
  const { data } = await open(newTenant("RUICHENG"));
  expect(data.tenant).toMatchObject({ code: "RUICHENG", timeZone: "Asia/Shanghai", revision: 1 });
  const again = newTenant("RUICHENG");
  expect((await open(again)).error).toMatchObject({
    code: "record.duplicate",
    facts: { field: "code" },
  });
  const signIn = { account: again.administrator.phone, password: PASSWORD };
  expect((await product.call(null, "sessions.signIn", signIn)).status).toBe(401);
});

it("is the operator's alone", async () => {
  const tenant = await givenTenant(product);
  const sales = await givenStaff(product, tenant, { roles: ["sales"] });
  const operations: [string, object][] = [
    ["tenants.open", newTenant("MINE")],
    ["tenants.list", {}],
    ["tenants.update", { tenantId: tenant.tenantId, revision: 1, functions: [] }],
  ];
  for (const [operation, input] of operations) {
    expect((await product.call(null, operation, input)).status).toBe(401);
    for (const { token } of [tenant.admin, sales]) {
      expect((await product.call(token, operation, input)).status).toBe(403);
    }
  }
});

it("shows the operator the companies and none of their rows", async () => {
  const operator = await givenOperator(product);
  const tenant = await givenTenant(product);
  const { data } = await product.call<{ tenants: Tenant[] }>(operator.token, "tenants.list");
  expect(data.tenants.map((each) => each.id)).toContain(tenant.tenantId);
  for (const operation of ["users.list", "roles.list", "departments.list"]) {
    expect((await product.call(operator.token, operation)).status).toBe(403);
  }
});

it("refuses a stale revision, an unknown company, a function and a time zone that do not exist", async () => {
  const operator = await givenOperator(product);
  const { tenantId } = await givenTenant(product);
  const update = (input: object) =>
    product.call<Tenant>(operator.token, "tenants.update", { tenantId, revision: 1, ...input });
  expect((await update({ revision: 3, name: "x" })).error?.code).toBe("revision.stale");
  expect((await update({ tenantId: "12345", name: "x" })).status).toBe(404);
  expect((await update({ functions: ["flying"] })).status).toBe(422);
  expect((await update({ functions: ["sales"] })).data).toMatchObject({
    functions: ["sales"],
    revision: 2,
  });
  const open = { ...newTenant("ZONE"), timeZone: "Mars/Olympus" };
  expect(
    (await product.call(operator.token, "tenants.open", open)).error?.issues?.[0]?.path,
  ).toEqual(["timeZone"]);
});

it("makes no operator of a phone that is known", async () => {
  const tenant = await givenTenant(product);
  const operator = { name: "x", phone: tenant.admin.phone, password: PASSWORD };
  await expect(createOperator(product.services, operator)).rejects.toThrow("record.duplicate");
});

it("writes the opening into the new company's audit, under the operator's name", async () => {
  const tenant = await givenTenant(product);
  const rows = await product.services.db.withConnection(
    (connection) =>
      new Promise<Record<string, unknown>[]>((resolve, reject) => {
        const sql = `SELECT subject_type AS type, actor_kind AS kind FROM audit_entries WHERE tenant_id = ${tenant.tenantId}`;
        connection.query({ sql }, (error, found) =>
          error ? reject(error) : resolve(found as Record<string, unknown>[]),
        );
      }),
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { type: "tenant", kind: "operator" },
      { type: "user", kind: "operator" },
    ]),
  );
});
