import type { Contact, Party } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import { createCtx } from "../../kernel/access";
import {
  givenDepartment,
  givenStaff,
  givenTenant,
  nextPhone,
  PASSWORD,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { findCustomerTerms, mayNameParty } from ".";

let product: TestProduct;
let tenant: GivenTenant;
let other: GivenTenant;
let admin: GivenStaff;
let last = 0;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  other = await givenTenant(product);
  admin = tenant.admin;
});
afterAll(() => product.close());

const call = <T = Party>(token: string, operation: string, input: unknown) =>
  product.call<T>(token, operation, input);

const create = async (values: object = {}, token = admin.token): Promise<Party> => {
  last += 1;
  const input = { code: `C${last}`, name: `远景五金${last}`, isCustomer: true, ...values };
  return (await call(token, "parties.create", input)).data;
};

const show = async (partyId: string, token = admin.token) =>
  (await call(token, "parties.show", { partyId })).data;

const jobOf = (tenantId: string) =>
  createCtx({
    services: product.services,
    actor: { kind: "job", tenantId, name: "test", onBehalfOf: null },
    origin: { requestId: "test-request", operation: "test.read", address: "" },
    language: "zh-CN",
  });

const auditOf = (subjectId: string) =>
  jobOf(tenant.tenantId).rows<{ operation: string; before: string | null; after: string }>(
    `SELECT a.operation, a.before, a.after FROM audit_entries a
     WHERE a.tenant_id = :tenant AND a.subject_id = :subjectId ORDER BY a.id`,
    { subjectId },
  );

describe("taking in a party", () => {
  it("keeps what was typed, belongs to whoever took it in, and is told to the audit", async () => {
    const term = await call<{ id: string }>(admin.token, "paymentTerms.create", {
      code: "M30",
      name: "月结30天",
      kind: "month_end_days",
      days: 30,
    });
    const party = await create({
      shortName: "远景",
      creditCode: " 91310110324425929e ",
      creditLimitCents: 5_000_000,
      paymentTermId: term.data.id,
      taxRate: "0.06",
      contacts: [{ name: "王采购", phone: "+86 138-0000-1111", isPrimary: true }, { name: "李工" }],
    });
    expect(party).toMatchObject({
      creditCode: "91310110324425929E",
      ownerId: admin.userId,
      departmentId: admin.departmentId,
      creditLimitCents: 5_000_000,
      taxRate: "0.06",
      onHold: false,
      isSupplier: false,
      masked: [],
      revision: 1,
      paymentTerm: { code: "M30", days: 30, depositRate: "0" },
      contacts: [
        { name: "王采购", phone: "13800001111", isPrimary: true },
        { name: "李工", phone: null, isPrimary: false },
      ],
    });
    expect(party.actions).toContain("parties.hold");
    expect(await auditOf(party.id)).toMatchObject([{ operation: "parties.create", before: null }]);
    const terms = await findCustomerTerms(jobOf(tenant.tenantId), party.id);
    expect(terms).toMatchObject({
      isCustomer: true,
      creditLimitCents: 5_000_000,
      taxRate: exact("0.06"),
      paymentTerm: { kind: "month_end_days", days: 30, depositRate: 0n },
    });
    expect(await findCustomerTerms(jobOf(other.tenantId), party.id)).toBeUndefined();
  });

  it("tells all faults of the values at once", async () => {
    const answer = await call(admin.token, "parties.create", {
      code: "",
      name: " ",
      creditCode: "91310110324425929X",
      taxRate: "13",
      contacts: [{ name: "王", phone: "12", email: "no" }],
      tenantId: "1",
    });
    expect(answer.status).toBe(422);
    expect(answer.error?.issues?.map((issue) => issue.path.join(".")).sort()).toEqual(
      [
        "code",
        "contacts.0.email",
        "contacts.0.phone",
        "creditCode",
        "name",
        "taxRate",
        "tenantId",
      ].sort(),
    );
  });

  it("tells a taken code, no role, unknown references and two primary contacts at once", async () => {
    const { code } = await create();
    const stranger = await call(other.admin.token, "paymentTerms.create", {
      code: "M30",
      name: "月结",
      kind: "month_end_days",
    });
    const answer = await call(admin.token, "parties.create", {
      code,
      name: "同名",
      ownerId: other.admin.userId,
      paymentTermId: stranger.data.id,
      contacts: [
        { name: "甲", isPrimary: true },
        { name: "乙", isPrimary: true },
      ],
    });
    expect(answer.error?.code).toBe("request.invalid");
    expect(answer.error?.issues?.map((issue) => `${issue.path.join(".")} ${issue.code}`)).toEqual([
      "isCustomer issue.party_role",
      "code issue.taken",
      "paymentTermId issue.reference",
      "contacts.1.isPrimary issue.duplicate",
      "ownerId issue.reference",
    ]);
  });

  it("lets one of two parties with the same code in, also when they come at once", async () => {
    const input = { code: "SAME", name: "同码", isCustomer: true };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => call(admin.token, "parties.create", input)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    for (const answer of answers.filter((each) => !each.ok)) {
      expect(answer.error).toMatchObject({ code: "record.duplicate", facts: { field: "code" } });
    }
    const elsewhere = await call(other.admin.token, "parties.create", input);
    expect(elsewhere.ok).toBe(true);
  });
});

describe("changing a party", () => {
  it("changes the named fields, notes before and after, and refuses a stale revision", async () => {
    const { id: partyId } = await create({ creditLimitCents: 100 });
    const changed = await call(admin.token, "parties.update", {
      partyId,
      revision: 1,
      name: "新名",
      creditLimitCents: null,
      taxRate: "0.130000",
    });
    expect(changed.data).toMatchObject({ name: "新名", creditLimitCents: null, revision: 2 });
    const [, update] = await auditOf(partyId);
    expect(Object.keys(JSON.parse(update!.after) as object).sort()).toEqual([
      "creditLimitCents",
      "name",
      "nameKey",
    ]);
    expect(JSON.parse(update!.before!)).toMatchObject({ creditLimitCents: 100 });

    const stale = await call(admin.token, "parties.update", { partyId, revision: 1, name: "旧" });
    expect(stale.error?.code).toBe("revision.stale");
    expect((await show(partyId)).name).toBe("新名");
  });

  it("writes nothing when nothing changes", async () => {
    const { id: partyId, name } = await create();
    const same = await call(admin.token, "parties.update", { partyId, revision: 1, name });
    expect(same.data.revision).toBe(1);
    expect(await auditOf(partyId)).toHaveLength(1);
  });

  it("never leaves a party without a role", async () => {
    const { id: partyId } = await create();
    const input = { partyId, revision: 1, isCustomer: false };
    const answer = await call(admin.token, "parties.update", input);
    expect(answer.error?.issues?.[0]?.code).toBe("issue.party_role");
    const both = await call(admin.token, "parties.update", { ...input, isSupplier: true });
    expect(both.data).toMatchObject({ isCustomer: false, isSupplier: true });
  });

  it("holds with a reason and releases, each only from the other side", async () => {
    const { id: partyId } = await create();
    const early = await call(admin.token, "parties.release", { partyId, revision: 1 });
    expect(early.error).toMatchObject({ code: "state.illegal_move", facts: { state: "trading" } });
    const input = { partyId, revision: 1, reason: "逾期三个月" };
    const held = await call(admin.token, "parties.hold", input);
    expect(held.data).toMatchObject({ onHold: true, holdReason: "逾期三个月", revision: 2 });
    expect(held.data.actions).toContain("parties.release");
    expect(held.data.actions).not.toContain("parties.hold");
    const again = await call(admin.token, "parties.hold", { ...input, revision: 2 });
    expect(again.error?.code).toBe("state.illegal_move");
    const released = await call(admin.token, "parties.release", { partyId, revision: 2 });
    expect(released.data).toMatchObject({ onHold: false, holdReason: "" });
  });
});

describe("contacts", () => {
  it("a new primary contact takes the place of the former one", async () => {
    const { id: partyId } = await create({ contacts: [{ name: "甲", isPrimary: true }] });
    const added = await call<Contact>(admin.token, "contacts.create", {
      partyId,
      name: "乙",
      isPrimary: true,
    });
    expect(added.data).toMatchObject({ partyId, name: "乙", isPrimary: true, revision: 1 });
    const [first, second] = (await show(partyId)).contacts;
    expect(first).toMatchObject({ name: "乙", isPrimary: true });
    expect(second).toMatchObject({ name: "甲", isPrimary: false, revision: 2 });

    const stale = { contactId: second!.id, revision: 1, isPrimary: true };
    expect((await call(admin.token, "contacts.update", stale)).error?.code).toBe("revision.stale");
    const back = await call<Contact>(admin.token, "contacts.update", { ...stale, revision: 2 });
    expect(back.data.isPrimary).toBe(true);
    expect((await show(partyId)).contacts.filter((each) => each.isPrimary)).toHaveLength(1);
  });

  it("are invited once per link, for a role that the party has", async () => {
    const { contacts } = await create({ contacts: [{ name: "甲", phone: "13800002222" }] });
    const contactId = contacts[0]!.id;
    const invited = await call<{ token: string; expiresAt: string }>(
      admin.token,
      "parties.inviteContact",
      { contactId, kind: "customer" },
    );
    expect(invited.data.token).not.toBe("");
    expect(new Date(invited.data.expiresAt) > product.clock.now()).toBe(true);
    const wrong = { contactId, kind: "supplier" };
    const refused = await call(admin.token, "parties.inviteContact", wrong);
    expect(refused.error?.code).toBe("party.not_supplier");
    const [entry] = await auditOf(contactId);
    expect(JSON.stringify(entry)).not.toContain(invited.data.token);
  });

  it("whose invitation is taken back are not let in by it, nor twice; a new one is good", async () => {
    const { contacts } = await create({ contacts: [{ name: "甲" }] });
    const contactId = contacts[0]!.id;
    const invite = async () =>
      (
        await call<{ token: string }>(admin.token, "parties.inviteContact", {
          contactId,
          kind: "customer",
        })
      ).data.token;
    const accept = (token: string, phone: string) =>
      product.call(null, "sessions.acceptInvitation", { token, phone, password: PASSWORD });
    const revoke = () => call(admin.token, "parties.revokeInvitation", { contactId });
    const token = await invite();
    expect((await revoke()).data).toEqual({ revokedCount: 1 });
    expect((await revoke()).data).toEqual({ revokedCount: 0 });
    expect((await accept(token, nextPhone())).error?.code).toBe("invitation.spent");

    const phone = nextPhone();
    expect((await accept(await invite(), phone)).status).toBe(200);
    await revoke();
    const signIn = { account: phone, password: PASSWORD };
    expect((await product.call(null, "sessions.signIn", signIn)).status).toBe(200);
  });
});

describe("who sees what", () => {
  it("another tenant's party and contact are not found, exactly as ids that do not exist", async () => {
    const party = await create({ contacts: [{ name: "甲" }] });
    const contactId = party.contacts[0]!.id;
    const attempts: [string, (partyId: string, contactId: string) => object][] = [
      ["parties.show", (partyId) => ({ partyId })],
      ["parties.update", (partyId) => ({ partyId, revision: 1, name: "x" })],
      ["parties.hold", (partyId) => ({ partyId, revision: 1, reason: "x" })],
      ["parties.release", (partyId) => ({ partyId, revision: 1 })],
      ["contacts.create", (partyId) => ({ partyId, name: "x", isPrimary: true })],
      ["contacts.update", (_, of) => ({ contactId: of, revision: 1, name: "x" })],
      ["parties.inviteContact", (_, of) => ({ contactId: of, kind: "customer" })],
      ["parties.revokeInvitation", (_, of) => ({ contactId: of })],
    ];
    for (const [operation, input] of attempts) {
      const foreign = await call(other.admin.token, operation, input(party.id, contactId));
      const missing = await call(other.admin.token, operation, input("987654321", "987654321"));
      expect(foreign.status).toBe(404);
      expect({ ...foreign.error, requestId: "" }).toEqual({ ...missing.error, requestId: "" });
    }
    expect(party).toEqual({ ...(await show(party.id)), sameName: { count: 0, parties: [] } });
    const list = await call<{ rows: { id: string }[] }>(other.admin.token, "parties.list", {});
    expect(list.data.rows.map((row) => row.id)).not.toContain(party.id);
  });

  it("sales people see their own parties; a role for all sees all; so do lists and contacts", async () => {
    const role = { permissions: ["parties.*", "contacts.*", "orders.*"], scope: "own" as const };
    const department = await givenDepartment(product, tenant);
    const ann = await givenStaff(product, tenant, { roles: role, department });
    const ben = await givenStaff(product, tenant, { roles: role });
    const mine = await create({ contacts: [{ name: "甲" }] }, ann.token);
    expect(mine).toMatchObject({ ownerId: ann.userId, departmentId: department });
    const listed = async (token: string) =>
      (
        await call<{ rows: { id: string }[] }>(token, "parties.list", {
          filter: { code: { eq: mine.code } },
        })
      ).data.rows.map((row) => row.id);
    expect(await listed(ann.token)).toEqual([mine.id]);
    expect(await listed(ben.token)).toEqual([]);
    expect(await listed(admin.token)).toEqual([mine.id]);
    const hidden = await call(ben.token, "parties.show", { partyId: mine.id });
    expect(hidden.error?.code).toBe("record.not_found");
    const contact = { contactId: mine.contacts[0]!.id, revision: 1, name: "乙" };
    expect((await call(ben.token, "contacts.update", contact)).status).toBe(404);

    const away = { partyId: mine.id, revision: 1, ownerId: ben.userId };
    const given = await call(ann.token, "parties.update", away);
    expect(given.error).toMatchObject({ code: "reference.not_found", facts: { field: "ownerId" } });
    const moved = await call(admin.token, "parties.update", away);
    expect(moved.data).toMatchObject({ ownerId: ben.userId, departmentId: null });
    expect(await listed(ann.token)).toEqual([]);
    expect(await listed(ben.token)).toEqual([mine.id]);
  });

  it("may be named in a document only by who sees it under the document's permission", async () => {
    const party = await create();
    const ctx = jobOf(tenant.tenantId);
    expect(await mayNameParty(ctx, "orders.create", party.id)).toBe(true);
    expect(await mayNameParty(jobOf(other.tenantId), "orders.create", party.id)).toBe(false);
    const contactOf = (partyId: string) =>
      createCtx({
        services: product.services,
        actor: {
          kind: "customer",
          tenantId: tenant.tenantId,
          personId: "1",
          contactId: "2",
          partyId,
          sessionId: "3",
          name: "甲",
          functions: [],
        },
        origin: ctx.origin,
        language: "zh-CN",
      });
    expect(await mayNameParty(contactOf(party.id), "orders.create", party.id)).toBe(true);
    expect(await mayNameParty(contactOf("99"), "orders.create", party.id)).toBe(false);
  });

  it("a masked credit limit is neither shown, written, filtered nor sorted by", async () => {
    const party = await create({ creditLimitCents: 777_000 });
    const role = { permissions: ["parties.*"], masks: ["credit" as const] };
    const { token } = await givenStaff(product, tenant, { roles: role });
    expect(await show(party.id, token)).toMatchObject({
      creditLimitCents: null,
      masked: ["creditLimitCents"],
    });
    const write = { partyId: party.id, revision: 1, creditLimitCents: 1 };
    expect((await call(token, "parties.update", write)).error?.code).toBe("auth.field_masked");
    const fresh = { code: "MASKED", name: "x", isCustomer: true, creditLimitCents: 1 };
    expect((await call(token, "parties.create", fresh)).error?.code).toBe("auth.field_masked");
    const filter = { filter: { creditLimitCents: { eq: 777_000 } } };
    expect((await call(token, "parties.list", filter)).ok).toBe(false);
    const sort = { sort: [{ field: "creditLimitCents", direction: "asc" }] };
    expect((await call(token, "parties.list", sort)).ok).toBe(false);
    expect(JSON.stringify((await call(token, "parties.list", {})).data)).not.toContain("777000");
    const other = { partyId: party.id, revision: 1, level: "A" };
    expect((await call(token, "parties.update", other)).data.level).toBe("A");
    expect((await show(party.id)).creditLimitCents).toBe(777_000);
  });

  it("is found by a piece of its name, also after it got a new one", async () => {
    const party = await create({ name: "凤凰山精密铸造" });
    const found = async (search: string) =>
      (await call<{ rows: { id: string }[] }>(admin.token, "parties.list", { search })).data.rows;
    expect(await found("山精密")).toMatchObject([{ id: party.id }]);
    const rename = { partyId: party.id, revision: 1, name: "麒麟岭铸造" };
    expect((await call(admin.token, "parties.update", rename)).ok).toBe(true);
    expect(await found("山精密")).toEqual([]);
    expect(await found("麒麟岭")).toMatchObject([{ id: party.id }]);
  });

  it("asks for the operation's permission", async () => {
    const { token } = await givenStaff(product, tenant, {
      roles: { permissions: ["parties.show"] },
    });
    const answer = await call(token, "parties.create", { code: "N", name: "n", isCustomer: true });
    expect(answer.error?.code).toBe("auth.forbidden");
    expect((await call(token, "paymentTerms.list", {})).error?.code).toBe("auth.forbidden");
    const anyone = await product.call(null, "parties.list", {});
    expect(anyone.error?.code).toBe("auth.required");
  });
});
