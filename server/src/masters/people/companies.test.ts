import type {
  OutputOf,
  PortalCompany,
  portalCompaniesContract,
  SignedIn,
} from "@quanlian/shared/contract";
import {
  givenContactLogin,
  givenInvitation,
  givenOperator,
  givenSession,
  givenTenant,
  nextNumber,
  PASSWORD,
  type GivenContact,
} from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let first: GivenFactory;
let second: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => {
  // Each test opens factories of its own, signed in now: the operator may stem from an earlier clock.
  const operator = await givenOperator(product);
  Object.assign(operator, await givenSession(product, operator.phone));
  first = await givenFactory(product, await givenTenant(product));
  second = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

type Contact = { kind: "customer"; partyId: string; contactId: string; partyName: string };

async function customerAt(factory: GivenFactory): Promise<Contact> {
  const partyId = await givenCustomer(factory, { contacts: [{ name: "采购员" }] });
  const { data } = await product.call<{ contacts: { id: string }[] }>(
    factory.token,
    "parties.show",
    { partyId },
  );
  const partyName = `客户${nextNumber()}`;
  return { kind: "customer", partyId, contactId: data.contacts[0]!.id, partyName };
}

/** The person of a login accepts another company's invitation as well. */
async function alsoStandsFor(person: GivenContact, factory: GivenFactory, contact: Contact) {
  const { token } = await givenInvitation(product, factory.tenant, contact);
  await product.call(null, "sessions.acceptInvitation", {
    token,
    phone: person.phone,
    password: PASSWORD,
  });
}

/** A person who stands for a customer at each of the two factories, signed in for the first. */
async function givenTwoCompanies() {
  const here = await customerAt(first);
  const there = await customerAt(second);
  const person = await givenContactLogin(product, first.tenant, here);
  await alsoStandsFor(person, second, there);
  return { here, there, person };
}

const switchTo = (token: string, { kind, contactId }: Pick<Contact, "kind" | "contactId">) =>
  product.call<SignedIn>(token, "portal.companies.switch", { kind, contactId });
const companiesOf = async (token: string) =>
  (await product.call<{ companies: PortalCompany[] }>(token, "portal.companies.list")).data
    .companies;
const ordersOf = async (token: string) =>
  (await product.call<{ rows: { id: string }[] }>(token, "portal.orders.list")).data.rows.map(
    (row) => row.id,
  );
const orderFor = async (factory: GivenFactory, customerId: string) =>
  givenConfirmed(
    factory,
    await givenOrder(factory, [[await givenItem(factory), "1"]], { customerId }),
  );

describe("a person with several companies", () => {
  it("sees all of them, the current one marked", async () => {
    const { here, there, person } = await givenTwoCompanies();
    const companies = await companiesOf(person.token);
    expect(companies.map((each) => [each.contactId, each.partyName, each.current])).toEqual(
      expect.arrayContaining([
        [here.contactId, here.partyName, true],
        [there.contactId, there.partyName, false],
      ]),
    );
    expect(companies).toHaveLength(2);
  });

  it("never sees one company's rows while acting for the other", async () => {
    const { here, there, person } = await givenTwoCompanies();
    const mine = await orderFor(first, here.partyId);
    const other = await orderFor(second, there.partyId);
    expect(await ordersOf(person.token)).toEqual([mine.id]);
    const hidden = await product.call(person.token, "portal.orders.show", { orderId: other.id });
    expect(hidden.error?.code).toBe("record.not_found");

    const { accessToken } = (await switchTo(person.token, there)).data;
    expect(await ordersOf(accessToken)).toEqual([other.id]);
    const left = await product.call(accessToken, "portal.orders.show", { orderId: mine.id });
    expect(left.error?.code).toBe("record.not_found");
  });

  it("keeps two customers of the same factory apart as well", async () => {
    const here = await customerAt(first);
    const there = await customerAt(first);
    const person = await givenContactLogin(product, first.tenant, here);
    await alsoStandsFor(person, first, there);
    const other = await orderFor(first, there.partyId);
    expect(await ordersOf(person.token)).toEqual([]);
    const { accessToken } = (await switchTo(person.token, there)).data;
    expect(await ordersOf(accessToken)).toEqual([other.id]);
  });

  it("is told who he is and for whom he acts, after switching too", async () => {
    const { there, person } = await givenTwoCompanies();
    const { accessToken } = (await switchTo(person.token, there)).data;
    const { data } = await product.call<
      OutputOf<(typeof portalCompaniesContract)["portal.me.show"]>
    >(accessToken, "portal.me.show");
    expect(data).toMatchObject({
      person: { id: person.personId },
      phone: person.phone,
      company: { contactId: there.contactId, partyName: there.partyName, current: true },
      companyCount: 2,
    });
  });
});

describe("switching", () => {
  it("ends the session that asked, with its refresh token", async () => {
    const { there, person } = await givenTwoCompanies();
    expect((await switchTo(person.token, there)).status).toBe(200);
    expect((await switchTo(person.token, there)).error?.code).toBe("auth.expired");
    const renewed = await product.call(null, "sessions.refresh", {
      refreshToken: person.refreshToken,
    });
    expect(renewed.error?.code).toBe("auth.expired");
  });

  it("lets one of several calls at once through", async () => {
    const { there, person } = await givenTwoCompanies();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => switchTo(person.token, there)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it("hides a company that the person does not stand for, and leaves the session open", async () => {
    const { person } = await givenTwoCompanies();
    const strangers = await customerAt(second);
    await givenContactLogin(product, second.tenant, strangers);
    const foreign = await switchTo(person.token, strangers);
    const unknown = await switchTo(person.token, { kind: "customer", contactId: "99" });
    expect(foreign.status).toBe(404);
    expect({ ...foreign.error, requestId: "" }).toEqual({ ...unknown.error, requestId: "" });
    expect(await companiesOf(person.token)).toHaveLength(2);
  });

  it("does not offer a company whose access was taken away", async () => {
    const { there, person } = await givenTwoCompanies();
    await product.call(second.token, "people.revokeContactAccess", { contactId: there.contactId });
    expect((await switchTo(person.token, there)).status).toBe(404);
    expect(await companiesOf(person.token)).toHaveLength(1);
  });

  it("is not for staff, nor a way to become staff", async () => {
    const { here, person } = await givenTwoCompanies();
    const refused = await switchTo(first.token, here);
    expect(refused.error?.code).toBe("auth.forbidden");
    const asStaff = await product.call(person.token, "portal.companies.switch", {
      kind: "staff",
      contactId: first.tenant.admin.userId,
    });
    expect(asStaff.error?.code).toBe("request.invalid");
  });
});
