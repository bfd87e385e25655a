import type { Lead, Party } from "@quanlian/shared/contract";
import { callAsNobody } from "../demo/desk";
import type { Scene } from "./set-scene";
import { expectThat } from "./teller";

const COMPANY = "湖州峰屿自动化有限公司";
const PHONE = "19100004471";

/** The customer whom the story follows, as the conversion of his enquiry made him, with the deal. */
export interface Enquirer {
  customer: Party;
  dealId: string;
}

/**
 * Somebody leaves an enquiry on the company's web form, twice; it is one lead. Sales reach him and make a customer, a
 * contact and a deal of it in one step. His credit is the manager's matter.
 */
export async function enquire(scene: Scene): Promise<Enquirer> {
  const lead = await receive(scene);
  return convert(scene, await contact(scene, lead));
}

function receive({ send, teller, cast }: Scene): Promise<Lead> {
  return teller.step(
    "客户在官网表单留资,手抖交了两次:只有一条线索 · an enquiry by web form, sent twice: one lead",
    async (tell) => {
      const { manager, sales } = cast;
      const form = await manager.call("leadForms.create", {
        title: "官网询价",
        campaign: "百度推广 十一月",
      });
      await manager.call("leadRules.create", { name: "全部", userIds: [sales.memberId!] });
      const submission = {
        formKey: form.formKey,
        companyName: COMPANY,
        contactName: "顾一舟",
        phone: PHONE,
        region: "浙江省湖州市",
        product: "设备机架",
        submissionId: "story-form-1",
      };
      await callAsNobody(send, "leadForms.submit", submission);
      await callAsNobody(send, "leadForms.submit", submission);
      await callAsNobody(send, "leadForms.submit", { ...submission, submissionId: "story-form-2" });
      const { rows } = await sales.call("leads.list", {});
      expectThat(rows.length === 1, "one enquirer is one lead", rows.length);
      const lead = await sales.call("leads.show", { leadId: rows[0]!.id });
      expectThat(lead.touchCount === 2, "the doubled request counts once", lead.touchCount);
      tell.document(lead.number);
      tell.fact("touches", lead.touchCount);
      return lead;
    },
  );
}

function contact({ teller, cast }: Scene, { id, revision }: Lead): Promise<Lead> {
  return teller.step("销售联系上客户 · sales reach the enquirer", () =>
    cast.sales.call("leads.contact", { leadId: id, revision }),
  );
}

function convert({ teller, cast, today }: Scene, { id, revision }: Lead): Promise<Enquirer> {
  return teller.step(
    "线索转化:客户、联系人、商机一步建好;经理给信用额度 · converted: customer, contact and deal in one step",
    async (tell) => {
      const converted = await cast.sales.call("leads.convert", {
        leadId: id,
        revision,
        dealName: "机架与非标件",
        amountCents: 600_000,
        expectedOn: today,
      });
      expectThat(converted.customerId !== null, "the lead has become a customer");
      const deal = await cast.sales.call("deals.show", { dealId: converted.dealId! });
      tell.document(deal.number);
      const partyId = converted.customerId;
      const customer = await cast.sales.call("parties.show", { partyId });
      expectThat(customer.contacts.length === 1, "the enquirer is its contact");
      await cast.sales.call("addresses.create", {
        partyId,
        ...{ label: "工厂", recipient: "顾一舟", phone: PHONE },
        ...{ region: "浙江省湖州市", line: "峰屿路 8 号", isDefaultDelivery: true },
      });
      const changed = await cast.manager.call("parties.update", {
        partyId,
        revision: customer.revision,
        creditLimitCents: 300_000,
      });
      tell.fact("customers", 1);
      return { customer: changed, dealId: deal.id };
    },
  );
}
