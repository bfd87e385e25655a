import type { FollowUp, Lead, Task } from "@quanlian/shared/contract";
import {
  givenStaff,
  givenTenant,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { givenDeal } from "../../../../tests/support/given-deals";
import { givenLead } from "../../../../tests/support/given-leads";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { recallEverywhere } from "../leads";

let product: TestProduct;
let tenant: GivenTenant;
let seller: GivenStaff;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  seller = await givenStaff(product, tenant, { roles: ["sales"] });
});
afterAll(() => product.close());

const call = <T = FollowUp>(operation: string, input: unknown, token = tenant.admin.token) =>
  product.call<T>(token, operation, input);
const said = (rest: object = {}) => ({ kind: "call", note: "要三家比价", ...rest });
const historyOf = async (operation: string, input: object, token = tenant.admin.token) =>
  (await call<{ rows: FollowUp[] }>(operation, input, token)).data.rows;
const tasksOf = async (number: string) => {
  const asked = {
    filter: { number: { eq: number } },
    sort: [{ field: "dueOn", direction: "asc" }],
  };
  return (await call<{ rows: Task[] }>("tasks.list", asked)).data.rows;
};

describe("a follow-up", () => {
  it("of a lead is a contact, and its next step is a task that the next follow-up closes", async () => {
    const lead = await givenLead(product, tenant);
    const next = { nextStep: "送样", nextOn: "2026-12-01" };
    const { data } = await call("leads.follow", { leadId: lead.id, ...said(next) });
    expect(data).toMatchObject({ note: "要三家比价", ownerId: tenant.admin.userId, ...next });
    const shown = (await call<Lead>("leads.show", { leadId: lead.id })).data;
    expect(shown).toMatchObject({ state: "contacted", contactedAt: expect.any(String) });
    expect(await tasksOf(lead.number)).toMatchObject([{ state: "open", dueOn: "2026-12-01" }]);
    await call("leads.follow", {
      leadId: lead.id,
      ...said({ nextStep: "催款", nextOn: "2026-12-09" }),
    });
    expect(await tasksOf(lead.number)).toMatchObject([{ state: "done" }, { state: "open" }]);
    expect(await historyOf("leads.history", { leadId: lead.id })).toHaveLength(2);
  });

  it("that is a note alone reaches nobody; a closed lead is followed no more", async () => {
    const lead = await givenLead(product, tenant);
    await call("leads.follow", { leadId: lead.id, ...said({ kind: "note" }) });
    const shown = (await call<Lead>("leads.show", { leadId: lead.id })).data;
    expect(shown.state).toBe("assigned");
    const end = { leadId: lead.id, revision: shown.revision, reason: "空号" };
    await call("leads.discard", end);
    const refused = await call("leads.follow", { leadId: lead.id, ...said() });
    expect(refused.error).toMatchObject({ code: "state.illegal_move" });
    expect(await historyOf("leads.history", { leadId: lead.id })).toHaveLength(1);
  });

  it("is written about a deal and to a customer as well", async () => {
    const deal = await givenDeal(product, tenant);
    await call("deals.follow", { dealId: deal.id, ...said({ kind: "visit" }) });
    await call("parties.follow", { partyId: deal.customerId, ...said({ kind: "message" }) });
    expect(await historyOf("deals.history", { dealId: deal.id })).toMatchObject([
      { kind: "visit" },
    ]);
    const partyId = deal.customerId;
    expect(await historyOf("parties.history", { partyId })).toMatchObject([{ kind: "message" }]);
  });

  it("is neither written nor read by whoever may not see its subject", async () => {
    const lead = await givenLead(product, tenant);
    const deal = await givenDeal(product, tenant);
    const stranger = await givenTenant(product);
    for (const { token } of [seller, stranger.admin]) {
      const subjects = [
        ["leads", { leadId: lead.id }],
        ["deals", { dealId: deal.id }],
        ["parties", { partyId: deal.customerId }],
      ] as const;
      for (const [room, key] of subjects) {
        expect(await call(`${room}.follow`, { ...key, ...said() }, token)).toMatchObject({
          status: 404,
        });
        expect(await call(`${room}.history`, key, token)).toMatchObject({ status: 404 });
      }
    }
  });

  it("goes to the lead that stays when two are merged, with what is to be done", async () => {
    const stays = await givenLead(product, tenant);
    const ends = await givenLead(product, tenant);
    await call("leads.follow", {
      leadId: ends.id,
      ...said({ nextStep: "回访", nextOn: "2026-12-03" }),
    });
    const merge = { leadId: stays.id, revision: stays.revision, mergedLeadId: ends.id };
    await call("leads.merge", merge);
    expect(await historyOf("leads.history", { leadId: stays.id })).toHaveLength(1);
    expect(await historyOf("leads.history", { leadId: ends.id })).toHaveLength(0);
    expect(await tasksOf(stays.number)).toMatchObject([{ state: "open", dueOn: "2026-12-03" }]);
  });
});

describe("the worker", () => {
  it("recalls for each company that has set a time, and for no other", async () => {
    const theirs = await givenTenant(product);
    const ours = await givenLead(product, tenant);
    const late = await givenLead(product, theirs);
    const settings = { revision: 0, recallUncontactedHours: 1 };
    await product.call(theirs.admin.token, "leadSettings.update", settings);
    product.clock.advance({ hours: 1 });
    expect(await recallEverywhere(product.services)).toBe(1);
    expect(await recallEverywhere(product.services)).toBe(0);
    const show = async (leadId: string, token: string) =>
      (await call<Lead>("leads.show", { leadId }, token)).data.state;
    expect(await show(late.id, theirs.admin.token)).toBe("pooled");
    expect(await show(ours.id, tenant.admin.token)).toBe("assigned");
  });
});
