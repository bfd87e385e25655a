import type { Lead, LeadForm, LeadRule } from "@quanlian/shared/contract";
import {
  givenStaff,
  givenTenant,
  nextPhone,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { givenLead, givenPooledLead, type TakenLead } from "../../../../tests/support/given-leads";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let seller: GivenStaff;
let other: GivenStaff;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  seller = await givenStaff(product, tenant, { roles: ["sales"] });
  other = await givenStaff(product, tenant, { roles: ["sales"] });
});
afterAll(() => product.close());

const call = <T = Lead>(operation: string, input: unknown, token = tenant.admin.token) =>
  product.call<T>(token, operation, input);
const on = (lead: Lead, rest: object = {}) => ({
  leadId: lead.id,
  revision: lead.revision,
  ...rest,
});
const setUp = async (settings: object) => {
  const { data } = await call<{ revision: number }>("leadSettings.show", {});
  const answer = await call("leadSettings.update", { ...settings, revision: data.revision });
  expect(answer.ok).toBe(true);
};

describe("the pool", () => {
  it("shows every seller what is wanted, and nobody how to reach the enquirer", async () => {
    const phone = nextPhone();
    const details = {
      phone,
      companyName: "德清盛达电机",
      contactName: "楼经理",
      product: "法兰盘",
    };
    const id = await givenPooledLead(product, tenant, details);
    const asked = { filter: { product: { contains: "法兰盘" } } };
    const { data } = await call<{ rows: object[] }>("leadPool.list", asked, seller.token);
    expect(data.rows).toMatchObject([{ id, product: "法兰盘", poolReason: "released" }]);
    expect(JSON.stringify(data)).not.toMatch(new RegExp(`${phone}|盛达|楼经理`));
    expect((await call("leads.show", { leadId: id }, seller.token)).status).toBe(404);
    const found = await call<{ hits: object[] }>("search.find", { query: "盛达" }, seller.token);
    expect(found.data.hits).toEqual([]);
    const counted = await call<{ count: number }>("leads.count", { search: "盛达" }, seller.token);
    expect(counted.data.count).toBe(0);
  });

  it("gives a lead to one of several who claim it at the same moment", async () => {
    const pooledLeadId = await givenPooledLead(product, tenant);
    const tokens = [seller.token, other.token, seller.token, other.token];
    const answers = await Promise.all(tokens.map((t) => call("leads.claim", { pooledLeadId }, t)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const got = answers.find(({ ok }) => ok)!.data;
    expect(got).toMatchObject({ id: pooledLeadId, state: "assigned" });
    expect([seller.userId, other.userId]).toContain(got.ownerId);
  });

  it("gives a person no more than the day's claims, also when they come at once", async () => {
    await setUp({ dailyClaims: 2 });
    const eager = await givenStaff(product, tenant, { roles: ["sales"] });
    const pool: string[] = [];
    for (let at = 0; at < 4; at += 1) pool.push(await givenPooledLead(product, tenant));
    const answers = await Promise.all(
      pool.map((pooledLeadId) => call("leads.claim", { pooledLeadId }, eager.token)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    const refused = answers.filter(({ ok }) => !ok).map(({ error }) => error!.code);
    expect(refused).toEqual(["lead.claim_cap", "lead.claim_cap"]);
    await setUp({ dailyClaims: 20 });
  });
});

describe("the rules", () => {
  it("give new leads to the people of the first rule that fits, in turn", async () => {
    const rule = (input: object) => call<LeadRule>("leadRules.create", input);
    const turns = await rule({
      name: "轮流",
      priority: 90,
      userIds: [seller.userId, other.userId],
    });
    const south = await rule({
      name: "广东",
      priority: 1,
      provinces: ["44"],
      userIds: [other.userId],
    });
    const word = await rule({
      name: "铸件",
      priority: 2,
      productWords: ["铸"],
      userIds: [seller.userId],
    });
    let sent = 0;
    const ownerOf = async (details: object) => {
      const input = {
        channel: "card",
        externalId: `R${(sent += 1)}`,
        phone: nextPhone(),
        ...details,
      };
      return (await call<TakenLead>("leads.capture", input)).data.lead!.ownerId;
    };
    expect(await ownerOf({ region: "广东佛山", product: "铸件" })).toBe(other.userId);
    expect(await ownerOf({ product: "球墨铸铁" })).toBe(seller.userId);
    expect([await ownerOf({}), await ownerOf({}), await ownerOf({})]).toEqual([
      seller.userId,
      other.userId,
      seller.userId,
    ]);
    for (const each of [turns, south, word]) {
      const { id: ruleId, revision } = each.data;
      await call("leadRules.update", { ruleId, revision, isActive: false });
    }
  });

  it("name people of the company only", async () => {
    const refused = await call("leadRules.create", {
      name: "错",
      userIds: [seller.userId, "12345"],
    });
    expect(refused.error).toMatchObject({
      code: "reference.not_found",
      issues: [{ path: ["userIds", 1] }],
    });
  });
});

describe("recalling", () => {
  it("takes back what was not contacted or not followed in time, and is safe to repeat", async () => {
    await setUp({ recallUncontactedHours: 2, recallUnfollowedDays: 3 });
    const late = await givenLead(product, tenant);
    const contacted = await givenLead(product, tenant);
    await call("leads.contact", on(contacted));
    expect((await call<{ recalled: number }>("leads.recall", {})).data.recalled).toBe(0);
    product.clock.advance({ hours: 2 });
    const fresh = await givenLead(product, tenant);
    await call("leads.recall", {});
    const stateOf = async (lead: Lead) => (await call("leads.show", { leadId: lead.id })).data;
    expect(await stateOf(late)).toMatchObject({ state: "pooled", ownerId: null });
    expect(await stateOf(contacted)).toMatchObject({ state: "contacted" });
    expect(await stateOf(fresh)).toMatchObject({ state: "assigned" });
    expect((await call<{ recalled: number }>("leads.recall", {})).data.recalled).toBe(0);
    await setUp({ recallUncontactedHours: null, recallUnfollowedDays: null });
  });
});

describe("assigning", () => {
  it("gives the lead and a new time for the first contact; the receiver sees it, the giver need not", async () => {
    const lead = await givenLead(product, tenant);
    const { data } = await call("leads.assign", on(lead, { ownerId: seller.userId }));
    const due = new Date(data.assignedAt!).getTime() + 24 * 3_600_000;
    expect(data).toMatchObject({
      ownerId: seller.userId,
      contactDueAt: new Date(due).toISOString(),
    });
    const own = await call("leads.show", { leadId: lead.id }, seller.token);
    expect(own.data.actions).toContain("leads.contact");
    const late = {
      filter: { state: { eq: "assigned" }, contactDueAt: { lt: "2199-01-01T00:00:00Z" } },
    };
    expect(
      (await call<{ count: number }>("leads.count", late, seller.token)).data.count,
    ).toBeGreaterThan(0);
  });

  it("is refused to a person whom the giver could not see, and to a stale reader", async () => {
    const lead = await givenLead(product, tenant);
    const stranger = await givenTenant(product);
    const refused = await call("leads.assign", on(lead, { ownerId: stranger.admin.userId }));
    expect(refused.error).toMatchObject({ code: "reference.not_found" });
    const stale = await call("leads.assign", {
      ...on(lead, { ownerId: seller.userId }),
      revision: 9,
    });
    expect(stale.error).toMatchObject({ code: "revision.stale" });
  });
});

describe("ending and taking up again", () => {
  it("needs a reason, frees the enquirer, and goes back to whoever had it", async () => {
    const lead = await givenLead(product, tenant);
    const ended = await call("leads.discard", on(lead, { reason: "空号" }));
    expect(ended.data).toMatchObject({ state: "invalid", invalidReason: "空号" });
    const again = await call("leads.reopen", on(ended.data, { reason: "回电了" }));
    expect(again.data).toMatchObject({ state: "assigned", ownerId: tenant.admin.userId });
  });

  it("is refused while the enquirer has another open lead", async () => {
    const lead = await givenLead(product, tenant);
    const ended = await call("leads.discard", on(lead, { reason: "空号" }));
    await givenLead(product, tenant, { phone: lead.phone });
    const refused = await call("leads.reopen", on(ended.data, { reason: "回电了" }));
    expect(refused.error).toMatchObject({ code: "lead.duplicate" });
    expect((await call("leads.show", { leadId: lead.id })).data.state).toBe("invalid");
  });

  it("lets no detail of a closed lead be changed, and no detail become another lead's", async () => {
    const [one, two] = [await givenLead(product, tenant), await givenLead(product, tenant)];
    const taken = await call("leads.update", on(one, { phone: two.phone }));
    expect(taken.error).toMatchObject({ code: "lead.duplicate" });
    const ended = await call("leads.discard", on(one, { reason: "空号" }));
    expect((await call("leads.update", on(ended.data, { note: "x" }))).error).toMatchObject({
      code: "lead.closed",
    });
  });
});

describe("merging", () => {
  it("moves the touches, fills the blanks, and leaves the other readable and pointing on", async () => {
    const stays = await givenLead(product, tenant, { product: "齿轮" });
    const ends = await givenLead(product, tenant, { product: "链轮", companyName: "桐乡联丰传动" });
    const { data } = await call("leads.merge", on(stays, { mergedLeadId: ends.id }));
    expect(data).toMatchObject({ product: "齿轮", companyName: "桐乡联丰传动", touchCount: 2 });
    expect(data.touches).toHaveLength(2);
    const gone = (await call("leads.show", { leadId: ends.id })).data;
    expect(gone).toMatchObject({ state: "invalid", mergedIntoId: stays.id, touches: [] });
    expect(gone.actions).not.toContain("leads.reopen");
    const reopened = await call("leads.reopen", on(gone, { reason: "x" }));
    expect(reopened.error).toMatchObject({ code: "lead.merged" });
    const joined = await givenLead(product, tenant, { companyName: "桐乡联丰传动有限公司" });
    expect(joined.id).toBe(stays.id);
  });

  it("is refused with itself, and with a lead out of reach", async () => {
    const lead = await givenLead(product, tenant);
    const itself = await call("leads.merge", on(lead, { mergedLeadId: lead.id }));
    expect(itself.error).toMatchObject({ code: "lead.same" });
    const theirs = await givenLead(product, await givenTenant(product));
    const foreign = await call("leads.merge", on(lead, { mergedLeadId: theirs.id }));
    expect(foreign).toMatchObject({ status: 404 });
  });
});

describe("a public form", () => {
  let form: LeadForm;
  const submit = (rest: object) =>
    product.call(null, "leadForms.submit", { formKey: form.formKey, ...rest });
  const countOf = async (phone: string) =>
    (await call<{ count: number }>("leads.count", { filter: { phone: { eq: phone } } })).data.count;
  beforeAll(async () => {
    form = (await call<LeadForm>("leadForms.create", { title: "询价", campaign: "官网" })).data;
  });

  it("takes an enquiry once, and answers the same to whoever is known", async () => {
    const phone = nextPhone();
    const first = await submit({ phone, contactName: "俞工", submissionId: "s-1" });
    const again = await submit({ phone, contactName: "俞工", submissionId: "s-1" });
    const known = await submit({ phone, submissionId: "s-2" });
    for (const { data } of [first, again, known]) expect(data).toEqual({ received: true });
    const { data } = await call<{ rows: { id: string }[] }>("leads.list", {
      filter: { phone: { eq: phone } },
    });
    expect(data.rows).toMatchObject([{ channel: "web_form", campaign: "官网", touchCount: 2 }]);
  });

  it("thanks a machine and writes nothing", async () => {
    const phone = nextPhone();
    const { data } = await submit({ phone, submissionId: "s-3", website: "http://spam.example" });
    expect(data).toEqual({ received: true });
    expect(await countOf(phone)).toBe(0);
  });

  it("opens to its key alone, while it is open", async () => {
    const opened = await product.call(null, "leadForms.open", { formKey: form.formKey });
    expect(opened.data).toEqual({ title: "询价", companyName: tenant.name });
    const guessed = form.formKey.slice(0, -2) + (form.formKey.endsWith("A") ? "BB" : "AA");
    const wrong = await product.call(null, "leadForms.open", { formKey: guessed });
    expect(wrong).toMatchObject({ status: 404 });
    const { id: formId, revision } = form;
    await call("leadForms.update", { formId, revision, isActive: false });
    expect(await submit({ phone: nextPhone(), submissionId: "s-4" })).toMatchObject({
      status: 404,
    });
  });
});

describe("an import", () => {
  const file = (text: string) => ({
    file: { name: "线索.csv", contentBase64: Buffer.from(text).toString("base64") },
  });

  it("makes one lead of each enquirer, and of the same file again nothing", async () => {
    const [a, b] = [nextPhone(), nextPhone()];
    const sheet = file(
      `公司,电话,产品,费用\n海宁联创,${a},螺栓,12.5\n,${b},螺母,\n海宁联创有限公司,,垫圈,\n`,
    );
    const first = await call<{ createdCount: number }>("leads.import", sheet);
    expect(first.data).toMatchObject({ createdCount: 3, unchangedCount: 0 });
    const asked = {
      filter: { phone: { in: [a, b] } },
      sort: [{ field: "touchCount", direction: "asc" }],
    };
    const { data } = await call<{ rows: object[] }>("leads.list", asked);
    expect(data.rows).toMatchObject([
      { touchCount: 1, product: "螺母" },
      { touchCount: 2, companyName: "海宁联创", product: "螺栓" },
    ]);
    const again = await call("leads.import", sheet);
    expect(again.data).toMatchObject({ createdCount: 0, unchangedCount: 3 });
  });

  it("names every fault by row and column, and writes nothing", async () => {
    const phone = nextPhone();
    const sheet = file(
      `公司,电话,信用代码,费用\n甲,123,,\n,,,\n乙,${phone},91X,\n丙,${phone},,-1\n,,,5\n`,
    );
    const refused = await call("leads.import", sheet);
    expect(refused.error).toMatchObject({ code: "import.faulty" });
    expect(refused.error!.issues!.map(({ path }) => path.slice(1))).toEqual([
      [2, "phone"],
      [4, "creditCode"],
      [5, "cost"],
      [6, "phone"],
    ]);
    const { data } = await call<{ count: number }>("leads.count", {
      filter: { phone: { eq: phone } },
    });
    expect(data.count).toBe(0);
  });
});
