import type { Deal, Lead, Party } from "@quanlian/shared/contract";
import {
  givenStaff,
  givenTenant,
  nextPhone,
  type GivenTenant,
} from "../../../../tests/support/given";
import { givenLead } from "../../../../tests/support/given-leads";
import { raw } from "../../../../tests/adversary/holder";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

const call = <T = Lead>(operation: string, input: unknown, token = tenant.admin.token) =>
  product.call<T>(token, operation, input);
const wanted = (lead: Lead, rest: object = {}) => ({
  leadId: lead.id,
  revision: lead.revision,
  dealName: "年度法兰",
  ...rest,
});
const countParties = async () => (await call<{ count: number }>("parties.count", {})).data.count;

describe("converting a lead", () => {
  it("makes a customer, its contact and a deal in one step, and tells the owner", async () => {
    const phone = nextPhone();
    const said = { companyName: "温岭鑫达泵业有限公司", contactName: "金厂长", phone };
    const lead = await givenLead(product, tenant, said);
    const { data } = await call("leads.convert", wanted(lead, { amountCents: 880_000 }));
    expect(data).toMatchObject({ state: "converted", knownCustomer: true });
    const party = (await call<Party>("parties.show", { partyId: data.customerId })).data;
    expect(party).toMatchObject({
      name: said.companyName,
      isCustomer: true,
      ownerId: lead.ownerId,
    });
    expect(party.contacts).toMatchObject([{ name: "金厂长", phone, isPrimary: true }]);
    const deal = (await call<Deal>("deals.show", { dealId: data.dealId })).data;
    expect(deal).toMatchObject({ leadId: lead.id, customerId: party.id, amountCents: 880_000 });
    expect(deal.contactId).toBe(party.contacts[0]!.id);
    const messages = await raw<{ payload: string }>(
      product,
      `SELECT payload FROM outbox WHERE topic = 'lead.converted' AND tenant_id = ${tenant.tenantId}`,
    );
    expect(JSON.parse(messages[0]!.payload)).toMatchObject({
      leadId: lead.id,
      ownerId: lead.ownerId,
    });
  });

  it("happens once, also when it is asked for several times at the same moment", async () => {
    const lead = await givenLead(product, tenant);
    const before = await countParties();
    const answers = await Promise.all([1, 2, 3, 4].map(() => call("leads.convert", wanted(lead))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await countParties()).toBe(before + 1);
  });

  it("refuses to make a second customer of one who is known, unless it is said to be another", async () => {
    const first = await givenLead(product, tenant, { companyName: "玉环宏昌阀门有限公司" });
    const made = (await call("leads.convert", wanted(first))).data;
    const again = await givenLead(product, tenant, { companyName: "玉环宏昌阀门" });
    expect(again.knownCustomer).toBe(true);
    const before = await countParties();
    const refused = await call("leads.convert", wanted(again));
    expect(refused.error).toMatchObject({
      code: "lead.customer_exists",
      facts: { customerId: made.customerId },
    });
    expect(await countParties()).toBe(before);
    const joined = await call("leads.convert", wanted(again, { customerId: made.customerId }));
    expect(joined.data.customerId).toBe(made.customerId);
    expect(await countParties()).toBe(before);
    const other = await givenLead(product, tenant, { companyName: "玉环宏昌阀门" });
    const separate = await call("leads.convert", wanted(other, { asNewCustomer: true }));
    expect(separate.data.customerId).not.toBe(made.customerId);
  });

  it("names no customer out of the actor's reach, and none that is a supplier only", async () => {
    const seller = await givenStaff(product, tenant, { roles: ["sales"] });
    const { data: theirs } = await call<Party>("parties.create", {
      code: "HC1",
      name: "瑞安同力汽配",
      isCustomer: true,
    });
    const { data } = await call<{ lead: Lead }>(
      "leads.create",
      { phone: nextPhone() },
      seller.token,
    );
    const named = wanted(data.lead, { customerId: theirs.id });
    const refused = await call("leads.convert", named, seller.token);
    expect(refused.error).toMatchObject({ code: "reference.not_found" });
    const { data: supplier } = await call<Party>("parties.create", {
      code: "HC2",
      name: "乐清电镀",
      isSupplier: true,
    });
    const lead = await givenLead(product, tenant);
    const wrong = await call("leads.convert", wanted(lead, { customerId: supplier.id }));
    expect(wrong.error).toMatchObject({ code: "party.not_customer" });
    expect((await call("leads.show", { leadId: lead.id })).data.state).toBe("assigned");
  });
});

describe("what a channel brings", () => {
  it("is what its touches cost, the leads that came of it, and what their deals won", async () => {
    const fresh = await givenTenant(product);
    const { token } = fresh.admin;
    const capture = async (externalId: string, costCents: number, phone: string) =>
      (
        await call<{ lead: Lead }>(
          "leads.capture",
          { channel: "baidu", campaign: "法兰", externalId, costCents, phone },
          token,
        )
      ).data.lead;
    const phone = nextPhone();
    const lead = await capture("c-1", 3_000, phone);
    await capture("c-2", 2_000, phone);
    await capture("c-3", 1_000, nextPhone());
    const assign = { leadId: lead.id, revision: lead.revision + 1, ownerId: fresh.admin.userId };
    const given = (await call("leads.assign", assign, token)).data;
    const { dealId } = (await call("leads.convert", wanted(given), token)).data;
    const channels = async () =>
      (await call<{ rows: object[] }>("leads.channels", {}, token)).data.rows;
    const costs = { channel: "baidu", campaign: "法兰", touches: 3, costCents: 6_000, leads: 2 };
    expect(await channels()).toEqual([{ ...costs, converted: 1, invalid: 0, won: 0, wonCents: 0 }]);
    const deal = (await call<Deal>("deals.show", { dealId }, token)).data;
    const win = { dealId, revision: deal.revision, amountCents: 50_000 };
    const won = (await call<Deal>("deals.win", win, token)).data;
    expect(await channels()).toMatchObject([{ ...costs, won: 1, wonCents: 50_000 }]);
    const reopen = { dealId, revision: won.revision, reason: "合同未签" };
    await call("deals.reopen", reopen, token);
    expect(await channels()).toMatchObject([{ won: 0, wonCents: 0 }]);
  });
});
