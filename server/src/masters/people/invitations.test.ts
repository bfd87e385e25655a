import type { SignedIn } from "@quanlian/shared/contract";
import {
  givenContactLogin,
  givenInvitation,
  givenOperator,
  givenStaff,
  givenTenant,
  nextNumber,
  nextPhone,
  PASSWORD,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

const nextContact = (kind: "customer" | "supplier" = "customer") => ({
  kind,
  partyId: `81${nextNumber()}`,
  contactId: `82${nextNumber()}`,
});

const accept = (token: string, phone = nextPhone(), password = PASSWORD, rest: object = {}) =>
  product.call<SignedIn>(null, "sessions.acceptInvitation", { token, phone, password, ...rest });

it("binds a new person to the contact and signs in as that party, with none of the staff's rights", async () => {
  const contact = nextContact("supplier");
  const { token } = await givenInvitation(product, tenant, contact);
  const { data } = await accept(token, nextPhone(), PASSWORD, { name: "吴小姐" });
  expect(data.place).toMatchObject({
    kind: "supplier",
    partyId: contact.partyId,
    memberId: contact.contactId,
    memberName: "吴小姐",
    tenantId: tenant.tenantId,
  });
  expect((await product.call(data.accessToken, "users.list")).status).toBe(403);
});

it("is good once: the second to come is refused and becomes nobody", async () => {
  const { token } = await givenInvitation(product, tenant, nextContact());
  expect((await accept(token)).status).toBe(200);
  const late = nextPhone();
  expect((await accept(token, late)).error?.code).toBe("invitation.spent");
  const signIn = { account: late, password: PASSWORD };
  expect((await product.call(null, "sessions.signIn", signIn)).status).toBe(401);
});

it("lets exactly one in when many come at once", async () => {
  const { token } = await givenInvitation(product, tenant, nextContact());
  const phones = Array.from({ length: 8 }, nextPhone);
  // A clock that goes on, as clocks do: two who come at once are not the same row change.
  const started = product.clock.now().getTime();
  let ticks = 0;
  const clock = jest
    .spyOn(product.clock, "now")
    .mockImplementation(() => new Date(started + (ticks += 1)));
  const answers = await Promise.all(phones.map((phone) => accept(token, phone)));
  clock.mockRestore();
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  for (const answer of answers.filter((each) => !each.ok)) {
    expect(answer.error?.code).toBe("invitation.spent");
  }
  const known = await product.services.db.withConnection(
    (connection) =>
      new Promise<unknown>((resolve, reject) => {
        const sql = `SELECT phone FROM persons WHERE phone IN (${phones.join(",")})`;
        connection.query({ sql }, (error, rows) => (error ? reject(error) : resolve(rows)));
      }),
  );
  expect(known).toHaveLength(1);
});

it("asks a known person for the password, and spends nothing on a wrong one", async () => {
  const staff = await givenStaff(product, tenant, { roles: ["sales"] });
  const { token } = await givenInvitation(product, tenant, nextContact());
  expect((await accept(token, staff.phone, "somebody else")).error?.code).toBe(
    "auth.bad_credentials",
  );
  const { data } = await accept(token, staff.phone);
  expect(data.person.id).toBe(staff.personId);
  expect(data.place.kind).toBe("customer");
});

it("counts wrong passwords towards the lock-out", async () => {
  const staff = await givenStaff(product, tenant, { roles: ["sales"] });
  const { token } = await givenInvitation(product, tenant, nextContact());
  for (let i = 0; i < 5; i += 1) await accept(token, staff.phone, "somebody else");
  expect((await accept(token, staff.phone)).error?.code).toBe("auth.locked_out");
});

it("is refused when it was never made, has expired, was replaced, or its company is closed", async () => {
  const contact = nextContact();
  const replaced = await givenInvitation(product, tenant, contact);
  const expiring = await givenInvitation(product, tenant, contact);
  const closed = await givenTenant(product);
  const shut = await givenInvitation(product, closed, nextContact());
  const operator = await givenOperator(product);
  await product.call(operator.token, "tenants.update", {
    tenantId: closed.tenantId,
    revision: 1,
    state: "closed",
  });
  const secret = expiring.token.split(".")[1];
  for (const token of [
    "x",
    `1.${secret}`,
    `${closed.tenantId}.${secret}`,
    replaced.token,
    shut.token,
  ]) {
    const answer = await accept(token);
    expect([token, answer.status, answer.error?.code]).toEqual([token, 409, "invitation.spent"]);
  }
  product.clock.advance({ days: 7 });
  expect((await accept(expiring.token)).error?.code).toBe("invitation.spent");
});

it("shuts the former person out when the contact is bound to another", async () => {
  const contact = nextContact();
  const former = await givenContactLogin(product, tenant, contact);
  const successor = await givenContactLogin(product, tenant, contact);
  expect((await product.call(former.token, "sessions.me")).status).toBe(401);
  expect((await product.call(successor.token, "sessions.me")).status).toBe(200);
});

it("staff shut a contact out: sessions, login and open invitations", async () => {
  const party = await product.call<{ id: string }>(tenant.admin.token, "parties.create", {
    code: `C${nextNumber()}`,
    name: "宁海机电",
    isCustomer: true,
  });
  const contact = { ...nextContact(), partyId: party.data.id };
  const person = await givenContactLogin(product, tenant, contact);
  const { token } = await givenInvitation(product, tenant, contact);
  const { contactId } = contact;
  const foreign = await givenTenant(product);
  const revoke = (by: GivenTenant, id: string) =>
    product.call(by.admin.token, "people.revokeContactAccess", { contactId: id });
  const notTheirs = await revoke(foreign, contactId);
  const unknown = await revoke(foreign, "99");
  expect(notTheirs.status).toBe(404);
  expect({ ...notTheirs.error, requestId: "" }).toEqual({ ...unknown.error, requestId: "" });
  expect((await product.call(person.token, "sessions.me")).status).toBe(200);

  expect((await revoke(tenant, contactId)).data).toEqual({ revokedCount: 1 });
  expect((await product.call(person.token, "sessions.me")).status).toBe(401);
  expect((await accept(token)).error?.code).toBe("invitation.spent");
  const signIn = { account: person.phone, password: PASSWORD };
  expect((await product.call(null, "sessions.signIn", signIn)).status).toBe(401);
});
