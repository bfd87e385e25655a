import type { Lead } from "@quanlian/shared/contract";
import {
  givenStaff,
  givenTenant,
  nextPhone,
  type GivenTenant,
} from "../../../../tests/support/given";
import { givenLead, type TakenLead } from "../../../../tests/support/given-leads";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

let sent = 0;
const capture = (input: Record<string, unknown>, token = tenant.admin.token) =>
  product.call<TakenLead>(token, "leads.capture", {
    channel: "baidu",
    externalId: `X${(sent += 1)}`,
    ...input,
  });
const show = async (leadId: string) =>
  (await product.call<Lead>(tenant.admin.token, "leads.show", { leadId })).data;
const countLeads = async () =>
  (await product.call<{ count: number }>(tenant.admin.token, "leads.count", {})).data.count;

describe("a touch", () => {
  it("of somebody unknown becomes a lead that nobody has yet", async () => {
    const phone = nextPhone();
    const { data } = await capture({ phone: `+86 ${phone}`, campaign: "春季", costCents: 1250 });
    expect(data).toMatchObject({ joined: false, repeated: false, knownCustomer: false });
    expect(data.lead).toMatchObject({ state: "new", phone, channel: "baidu", ownerId: null });
    expect(data.lead!.touches).toMatchObject([{ campaign: "春季", costCents: 1250 }]);
  });

  it.each([
    ["phone", { phone: "13911112222" }, { phone: "+86 139-1111-2222" }],
    ["credit code", { creditCode: "91310110324425929E" }, { creditCode: "91310110324425929e" }],
    ["company name", { companyName: "台州腾越机械有限公司" }, { companyName: "台州 腾越 机械" }],
  ])(
    "of the same %s joins the lead, fills its blanks and touches nothing else",
    async (_, first, again) => {
      const { data } = await capture({ ...first, product: "轴承座" });
      const { data: second } = await capture({ ...again, product: "螺母", contactName: "程工" });
      expect(second).toMatchObject({ joined: true, lead: { id: data.lead!.id } });
      expect(second.lead).toMatchObject({ product: "轴承座", contactName: "程工", touchCount: 2 });
    },
  );

  it("never moves a state or an owner that a person has set", async () => {
    const lead = await givenLead(product, tenant);
    await product.call(tenant.admin.token, "leads.contact", {
      leadId: lead.id,
      revision: lead.revision,
    });
    await capture({ phone: lead.phone });
    expect(await show(lead.id)).toMatchObject({
      state: "contacted",
      ownerId: tenant.admin.userId,
      touchCount: 2,
    });
  });

  it("that is sent twice counts once", async () => {
    const input = { phone: nextPhone(), externalId: "same-1" };
    const { data: first } = await capture(input);
    const { data: again } = await capture({ ...input, phone: nextPhone() });
    expect(again).toMatchObject({ repeated: true, lead: { id: first.lead!.id, touchCount: 1 } });
  });

  it("must name something by which the enquirer is known again", async () => {
    const before = await countLeads();
    const refused = await capture({ contactName: "无名" });
    expect(refused.error).toMatchObject({ code: "request.invalid", issues: [{ path: ["phone"] }] });
    expect(await countLeads()).toBe(before);
  });

  it("after the lead was ended is a new lead", async () => {
    const lead = await givenLead(product, tenant);
    const which = { leadId: lead.id, revision: lead.revision };
    await product.call(tenant.admin.token, "leads.discard", { ...which, reason: "空号" });
    const { data } = await capture({ phone: lead.phone });
    expect(data).toMatchObject({ joined: false });
    expect(data.lead!.id).not.toBe(lead.id);
  });

  it("of a customer says so", async () => {
    const phone = nextPhone();
    await product.call(tenant.admin.token, "parties.create", {
      code: "K1",
      name: "绍兴永泰轴承有限公司",
      isCustomer: true,
      contacts: [{ name: "沈工", phone }],
    });
    expect((await capture({ phone })).data).toMatchObject({ knownCustomer: true });
    expect((await capture({ companyName: "绍兴永泰轴承" })).data.knownCustomer).toBe(true);
    expect((await capture({ companyName: "绍兴永泰齿轮" })).data.knownCustomer).toBe(false);
  });
});

describe("several captures at the same moment", () => {
  it("of one enquirer make one lead with a touch each", async () => {
    const phone = nextPhone();
    const answers = await Promise.all(Array.from({ length: 8 }, () => capture({ phone })));
    const ids = new Set(answers.map(({ data }) => data.lead!.id));
    expect(ids.size).toBe(1);
    expect(answers.filter(({ data }) => !data.joined)).toHaveLength(1);
    const [id] = ids;
    expect((await show(id!)).touches).toHaveLength(8);
    expect((await show(id!)).touchCount).toBe(8);
  });

  it("of one occurrence write one touch", async () => {
    const input = { phone: nextPhone(), externalId: "same-2" };
    const answers = await Promise.all(Array.from({ length: 6 }, () => capture(input)));
    expect(answers.filter(({ data }) => !data.repeated)).toHaveLength(1);
    expect((await show(answers[0]!.data.lead!.id)).touches).toHaveLength(1);
  });

  it("with keys that cross do not stand in each other's way", async () => {
    const phones = [nextPhone(), nextPhone()];
    const names = ["嘉兴宏远紧固件", "湖州新力弹簧"];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        capture({ phone: phones[at % 2], companyName: names[(at + 1) % 2] }),
      ),
    );
    expect(new Set(answers.map(({ data }) => data.lead!.id)).size).toBe(2);
  });
});

describe("what a seller learns of a colleague's lead", () => {
  it("is that the enquirer is known, and no more", async () => {
    const seller = await givenStaff(product, tenant, { roles: ["sales"] });
    const lead = await givenLead(product, tenant);
    const { data } = await product.call<TakenLead>(seller.token, "leads.create", {
      phone: lead.phone,
    });
    expect(data).toEqual({ joined: true, repeated: false, knownCustomer: false, lead: null });
    const hidden = await product.call(seller.token, "leads.show", { leadId: lead.id });
    expect(hidden).toMatchObject({ status: 404 });
  });

  it("of another company's lead is nothing", async () => {
    const theirs = await givenTenant(product);
    const lead = await givenLead(product, theirs);
    expect((await capture({ phone: lead.phone })).data).toMatchObject({ joined: false });
    const shown = await product.call(tenant.admin.token, "leads.show", { leadId: lead.id });
    expect(shown).toMatchObject({ status: 404, error: { code: "record.not_found" } });
  });
});
