import {
  givenInvitation,
  givenSession,
  givenTenant,
  nextNumber,
  PASSWORD,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { sweepSignIns } from ".";

let product: TestProduct;

beforeAll(async () => {
  product = await startProduct({ REFRESH_TOKEN_DAYS: "30" });
});
afterAll(() => product.close());

it("deletes what nobody can sign in with any more, and nothing that is still good", async () => {
  const tenant = await givenTenant(product);
  const contact = () => ({
    kind: "customer" as const,
    partyId: `81${nextNumber()}`,
    contactId: `82${nextNumber()}`,
  });
  await givenInvitation(product, tenant, contact());
  await product.call(null, "sessions.signIn", { account: "nobody", password: "wrong" });
  await sweepSignIns(product.services);
  expect(await sweepSignIns(product.services)).toBe(0);

  product.clock.advance({ days: 29 });
  const { refreshToken } = await givenSession(product, tenant.admin.phone);
  // The attempt alone: the invitation expired 22 days ago and the first sessions are good for another day.
  expect(await sweepSignIns(product.services)).toBe(1);

  product.clock.advance({ days: 9 });
  const idsMs = Date.now() + 38 * 24 * 60 * 60_000;
  // The invitation, and the first sessions of the operator and of the administrator.
  expect(await sweepSignIns(product.services, idsMs)).toBe(3);
  expect(await sweepSignIns(product.services, idsMs)).toBe(0);
  expect((await product.call(null, "sessions.refresh", { refreshToken })).status).toBe(200);
  const signIn = { account: tenant.admin.phone, password: PASSWORD };
  expect((await product.call(null, "sessions.signIn", signIn)).status).toBe(200);
});
