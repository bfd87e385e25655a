import type { Lead, Quote } from "@quanlian/shared/contract";
import { addDays, type Day } from "@quanlian/shared/domain";
import { callAsNobody, type Desk, type Send } from "./desk";
import { enquirers, type EnquirerData } from "./factory/enquirers";
import { items } from "./factory/items";
import { deskIn, type Team } from "./open-company";
import type { Factory } from "./set-up-factory";
import type { TurningClock } from "./turning-clock";

/** What came of the enquiries. */
export interface Enquiries {
  leads: number;
  deals: number;
  quotes: number;
  orders: number;
}

/** Enquiries that are on their way through the chain, to be taken up day by day. */
export interface Desks {
  send: Send;
  team: Team;
  factory: Factory;
  clock: TurningClock;
  formKeys: ReadonlyMap<string, string>;
  lostReasonId: string;
  done: Enquiries;
  /** What happens next, and on which day. */
  waiting: { on: Day; act: (on: Day) => Promise<void> }[];
}

/** One enquiry in so many days. */
const EVERY_DAYS = 4;

/** Before the first enquiry: forms for each campaign, who gets the leads, and why deals may be lost. */
export async function openForEnquiries(
  parts: Pick<Desks, "send" | "team" | "factory" | "clock">,
): Promise<Desks> {
  const manager = deskIn(parts.team, "manager");
  const formKeys = new Map<string, string>();
  for (const campaign of new Set(enquirers.map((each) => each.campaign))) {
    const form = await manager.call("leadForms.create", { title: `${campaign}留资`, campaign });
    formKeys.set(campaign, form.formKey);
  }
  const userIds = ["sales1", "sales2"].map((key) => deskIn(parts.team, key).memberId!);
  await manager.call("leadRules.create", { name: "轮流分配", userIds });
  const reasons = ["价格偏高", "交期不合", "客户项目取消"].map((name) => ({ name }));
  const { rows } = await manager.call("lostReasons.save", { reasons });
  const done = { leads: 0, deals: 0, quotes: 0, orders: 0 };
  return { ...parts, formKeys, lostReasonId: rows[0]!.id, done, waiting: [] };
}

/** One day of it: a new enquiry now and then, and whatever is due of the earlier ones. */
export async function playEnquiries(desks: Desks, on: Day, dayNo: number): Promise<void> {
  const next = enquirers[dayNo / EVERY_DAYS];
  desks.clock.turnTo(on, 8, 20);
  if (next) await receive(desks, next, on, dayNo);
  const due = desks.waiting.filter((step) => step.on <= on);
  desks.waiting = desks.waiting.filter((step) => step.on > on);
  for (const step of due) await step.act(on);
}

async function receive(desks: Desks, from: EnquirerData, on: Day, dayNo: number): Promise<void> {
  const manager = deskIn(desks.team, "manager");
  await callAsNobody(desks.send, "leadForms.submit", {
    formKey: desks.formKeys.get(from.campaign)!,
    companyName: from.company,
    contactName: from.person,
    phone: `190000003${String(desks.done.leads).padStart(2, "0")}`,
    region: from.region,
    product: from.product,
    submissionId: `demo-${dayNo}`,
  });
  desks.done.leads += 1;
  const { rows } = await manager.call("leads.list", {
    filter: { companyName: { eq: from.company } },
  });
  const lead = await manager.call("leads.show", { leadId: rows[0]!.id });
  if (from.fate === "waiting") return;
  desks.waiting.push({ on: addDays(on, 1), act: (day) => answer(desks, from, lead, day) });
}

/** The sales person whom the rule chose. */
const keeperOf = ({ team }: Desks, lead: Lead): Desk =>
  ["sales1", "sales2"]
    .map((key) => deskIn(team, key))
    .find((desk) => desk.memberId === lead.ownerId) ?? deskIn(team, "sales1");

async function answer(desks: Desks, from: EnquirerData, lead: Lead, on: Day): Promise<void> {
  const sales = keeperOf(desks, lead);
  const { id: leadId, revision } = lead;
  const reached = await sales.call("leads.contact", { leadId, revision });
  const seen = { leadId, revision: reached.revision };
  if (from.fate === "contacted") return;
  if (from.fate === "invalid")
    return void (await sales.call("leads.discard", { ...seen, reason: "同行打听价格" }));
  if (from.fate === "pooled")
    return void (await sales.call("leads.release", { ...seen, reason: "区域太远,留给华南同事" }));
  const converted = await sales.call("leads.convert", {
    ...seen,
    dealName: `${from.product}采购`,
    amountCents: 2_000_000,
    expectedOn: addDays(on, 20),
  });
  desks.done.deals += 1;
  const customer = { partyId: converted.customerId!, dealId: converted.dealId! };
  desks.waiting.push({
    on: addDays(on, 2),
    act: (day) => quote(desks, from, sales, customer, day),
  });
}

interface Converted {
  partyId: string;
  dealId: string;
}

async function quote(
  desks: Desks,
  from: EnquirerData,
  sales: Desk,
  customer: Converted,
  on: Day,
): Promise<void> {
  const price = items.find((item) => item.code === from.item)!.price ?? "60";
  const draft = await sales.call("quotes.create", {
    customerId: customer.partyId,
    dealId: customer.dealId,
    title: from.product,
    requestedOn: addDays(on, 30),
    lines: [
      {
        mode: "standard",
        itemId: desks.factory.items.get(from.item)!.id,
        deliveryDays: 20,
        breaks: [{ quantity: from.quantity, unitPrice: price }],
      },
    ],
  });
  const sent = await sales.call("quotes.send", { quoteId: draft.id, revision: draft.revision });
  desks.done.quotes += 1;
  if (from.fate === "offered") return;
  desks.waiting.push({ on: addDays(on, 3), act: () => close(desks, from, sales, customer, sent) });
}

async function close(
  desks: Desks,
  from: EnquirerData,
  sales: Desk,
  { dealId }: Converted,
  sent: Quote,
): Promise<void> {
  const accepted = from.fate === "won";
  const answered = await sales.call("quotes.recordAnswer", {
    quoteId: sent.id,
    revision: sent.revision,
    answers: sent.lines.map((line) => ({ lineId: line.id, accepted })),
    note: accepted ? "电话确认" : "价格高于竞品",
  });
  if (!accepted) {
    const { lostReasonId } = desks;
    const { revision } = await sales.call("deals.show", { dealId });
    return void (await sales.call("deals.lose", { dealId, revision, lostReasonId }));
  }
  const order = await sales.call("orders.show", { orderId: answered.orderId! });
  await sales.call("orders.confirm", { orderId: order.id, revision: order.revision });
  desks.done.orders += 1;
}
