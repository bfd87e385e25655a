import type { MadeFile, Party, SearchHit } from "@quanlian/shared/contract";
import { createCtx, type StaffActor } from "../../kernel/access";
import { liveHub } from "../../kernel/live";
import {
  givenDepartment,
  givenStaff,
  givenTenant,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { mayNameParty } from ".";

let product: TestProduct;
let tenant: GivenTenant;
let other: GivenTenant;
let owner: GivenStaff;
let helper: GivenStaff;
let bystander: GivenStaff;
let last = 0;

const OWN = { permissions: ["parties.*", "contacts.*", "addresses.*"] };

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  other = await givenTenant(product);
  const roles = { ...OWN, scope: "own" as const };
  owner = await givenStaff(product, tenant, {
    roles,
    department: await givenDepartment(product, tenant),
  });
  helper = await givenStaff(product, tenant, { roles });
  bystander = await givenStaff(product, tenant, { roles });
});
afterAll(async () => {
  liveHub(product.services).close();
  await product.close();
});

const call = <T = Party>(who: { token: string }, operation: string, input: unknown = {}) =>
  product.call<T>(who.token, operation, input);

const party = async (): Promise<Party> => {
  last += 1;
  const input = { code: `SH${last}`, name: `云帆传动${last}`, isCustomer: true };
  return (await call(owner, "parties.create", { ...input, contacts: [{ name: "甲" }] })).data;
};

const share = (of: { id: string; revision: number }, staff: GivenStaff[], by = owner) =>
  call(by, "parties.share", {
    ...{ partyId: of.id, revision: of.revision },
    collaboratorIds: staff.map(({ userId }) => userId),
  });

/** Every way in which one may come to know of a party. */
async function seenBy(who: GivenStaff, { id, code, name }: Party) {
  const filter = { filter: { code: { eq: code } } };
  const rows = await call<{ rows: { id: string }[] }>(who, "parties.list", filter);
  const count = await call<{ count: number }>(who, "parties.count", filter);
  const file = await call<MadeFile>(who, "parties.export", { format: "csv", query: filter });
  const found = await call<{ rows: { id: string }[] }>(who, "parties.list", { search: name });
  const hits = await call<{ hits: SearchHit[] }>(who, "search.find", { query: name });
  const shown = await call(who, "parties.show", { partyId: id });
  return {
    listed: rows.data.rows.some((row) => row.id === id),
    counted: count.data.count === 1,
    exported: file.data.rowCount === 1,
    searched: found.data.rows.some((row) => row.id === id),
    hit: hits.data.hits.some((hit) => hit.id === id),
    shown: shown.ok,
  };
}

const ways = (seen: boolean) => ({
  ...{ listed: seen, counted: seen, exported: seen, searched: seen, hit: seen, shown: seen },
});

describe("a collaborator", () => {
  it("sees the party by every way by which its owner sees it, and others do not", async () => {
    const mine = await party();
    expect(await seenBy(owner, mine)).toEqual(ways(true));
    expect(await seenBy(helper, mine)).toEqual(ways(false));
    const shared = (await share(mine, [helper])).data;
    expect(shared).toMatchObject({
      revision: 2,
      owner: { id: owner.userId, label: owner.name },
      collaborators: [{ id: helper.userId, label: helper.name }],
    });
    expect(await seenBy(helper, mine)).toEqual(ways(true));
    expect(await seenBy(owner, mine)).toEqual(ways(true));
    expect(await seenBy(bystander, mine)).toEqual(ways(false));
  });

  it("comes once in a list of what several work with", async () => {
    const mine = await party();
    await share(mine, [helper, bystander]);
    const filter = { filter: { code: { eq: mine.code } } };
    const { rows } = (await call<{ rows: object[] }>(tenant.admin, "parties.list", filter)).data;
    expect(rows).toHaveLength(1);
  });

  it("may change it, write its contacts and name it in documents", async () => {
    const mine = await party();
    const { revision } = (await share(mine, [helper])).data;
    const changed = { partyId: mine.id, revision, level: "A" };
    expect((await call(helper, "parties.update", changed)).data.level).toBe("A");
    expect((await call(bystander, "parties.update", changed)).status).toBe(404);
    const contact = { partyId: mine.id, name: "乙" };
    expect((await call(helper, "contacts.create", contact)).ok).toBe(true);
    const address = { partyId: mine.id, recipient: "甲", line: "x" };
    expect((await call(helper, "addresses.create", address)).ok).toBe(true);
    expect(await mayNameParty(ctxOf(helper), "parties.show", mine.id)).toBe(true);
    expect(await mayNameParty(ctxOf(bystander), "parties.show", mine.id)).toBe(false);
  });

  it("can neither take the party, give it away nor let others in", async () => {
    const mine = await party();
    const { revision } = (await share(mine, [helper])).data;
    for (const ownerId of [helper.userId, bystander.userId, null]) {
      const taken = await call(helper, "parties.update", { partyId: mine.id, revision, ownerId });
      expect(taken.error?.code).toBe("party.not_yours");
    }
    const let1 = await share({ id: mine.id, revision }, [helper, bystander], helper);
    expect(let1.error?.code).toBe("party.not_yours");
    expect((await call(owner, "parties.show", { partyId: mine.id })).data).toMatchObject({
      revision,
      ownerId: owner.userId,
      collaborators: [{ id: helper.userId }],
    });
  });

  it("is one no more when left out", async () => {
    const mine = await party();
    const { revision } = (await share(mine, [helper])).data;
    const rest = await share({ id: mine.id, revision }, [bystander]);
    expect(rest.data.collaborators.map(({ id }) => id)).toEqual([bystander.userId]);
    expect(await seenBy(helper, mine)).toEqual(ways(false));
    const again = await share({ id: mine.id, revision: rest.data.revision }, [bystander]);
    expect(again.data.revision).toBe(rest.data.revision);
    expect((await share({ id: mine.id, revision }, [])).error?.code).toBe("revision.stale");
  });

  it("hears of its changes as its owner does, and a bystander does not", async () => {
    const mine = await party();
    const { revision } = (await share(mine, [helper])).data;
    const begun = await Promise.all([owner, helper, bystander].map((who) => wait(who)));
    await call(owner, "parties.update", { partyId: mine.id, revision, level: "B" });
    const heard = await Promise.all(
      [owner, helper, bystander].map(
        async (who, at) => (await wait(who, begun[at]!.cursor)).changes,
      ),
    );
    expect(heard).toEqual([[{ type: "party", id: mine.id }], [{ type: "party", id: mine.id }], []]);
  });

  it("must work in this company; another's party cannot be shared", async () => {
    const mine = await party();
    const unknown = await share(mine, [helper, other.admin]);
    expect(unknown.error).toMatchObject({
      code: "reference.not_found",
      facts: { field: "collaboratorIds.1" },
    });
    expect(await seenBy(helper, mine)).toEqual(ways(false));
    const foreign = await share(mine, [], other.admin);
    const missing = await share({ id: "987654321", revision: 1 }, [], other.admin);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.error, requestId: "" }).toEqual({ ...missing.error, requestId: "" });
  });
});

const wait = async (who: GivenStaff, since?: string) =>
  (
    await call<{ changes: object[]; cursor: string }>(who, "changes.wait", {
      since,
      timeoutSeconds: 0,
    })
  ).data;

const ctxOf = (staff: GivenStaff) =>
  createCtx({
    services: product.services,
    actor: {
      ...{ kind: "staff", tenantId: tenant.tenantId, personId: "1", sessionId: "2", name: "" },
      ...{ userId: staff.userId, departmentId: null, departmentIds: [], denied: [], functions: [] },
      grants: [{ roleId: "1", permissions: ["*"], scope: "own", scopes: {}, masks: [] }],
    } as StaffActor,
    origin: { requestId: "test-request", operation: "test.read", address: "" },
    language: "zh-CN",
  });
