import { addDays, type Day } from "@quanlian/shared/domain";
import type { Desk, Send } from "./desk";
import { openForEnquiries } from "./enquiries";
import { customerContact, DEMO_PASSWORD, demoTenant, supplierContact } from "./factory/people";
import { acceptInvitation, deskIn, openCompany, type Team } from "./open-company";
import type { Purchasing } from "./purchasing";
import { seededRandom } from "./seeded-random";
import { setUpFactory, type Factory } from "./set-up-factory";
import { playCredit, playTrade, type Trade } from "./trade";
import type { TurningClock } from "./turning-clock";
import { leaveWaiting } from "./waiting";

export interface FillOptions {
  send: Send;
  clock: TurningClock;
  /** The first day of the history; the clock stands there. */
  from: Day;
  /** The day after the history. */
  until: Day;
  mostOrders: number;
  progress: (done: string) => void;
}

/** Weeks of history before today. */
export const HISTORY_DAYS = 42;
export const MOST_ORDERS = 80;

/**
 * Plays the demo factory's history through the product's own operations, day by day, each by whoever does it in a factory.
 * The operator's person must exist. Nothing is written beside the operations, so what they would refuse is not in the demo.
 */
export async function fillDemo(
  options: FillOptions,
): Promise<Trade & { enquired: number; purchases: Purchasing["done"] }> {
  const { send, clock, from, until, mostOrders, progress } = options;
  const team = await openCompany(send);
  progress(`${team.staff.size + 2} 个账号`);
  const factory = await setUpFactory(team, from, progress);
  const clerk = await inviteContacts(send, team, factory);
  const lastDay = addDays(until, -1);
  const desks = await openForEnquiries({ send, team, factory, clock });
  const plan = { from, until, mostOrders };
  const buying: Purchasing = {
    ...{ team, factory, clock, random: seededRandom(20261126), clerk },
    ...{ clerkOf: supplierContact.party, coming: [], done: { ordered: 0, received: 0 } },
  };
  const trade = await playTrade(team, factory, clock, plan, { desks, buying, progress });
  progress(`${buying.done.ordered} 张采购订单,${buying.done.received} 次到货`);
  const { leads, deals, quotes, orders } = desks.done;
  progress(`${leads} 条线索,${deals} 个商机,${quotes + trade.quoted} 张报价`);
  await playCredit(team, factory, clock, lastDay);
  await leaveWaiting({ team, factory, clock, on: lastDay });
  await nameTenant(team);
  return { ...trade, enquired: orders, purchases: buying.done };
}

/** Lets a customer's buyer and a supplier's clerk in; answers the clerk's desk. */
async function inviteContacts(send: Send, team: Team, factory: Factory): Promise<Desk> {
  const invite = (
    by: string,
    kind: "customer" | "supplier",
    to: { party: string; phone: string },
  ) =>
    acceptInvitation(send, deskIn(team, by), {
      kind,
      contactId: factory.parties.get(to.party)!.contacts[0]!.id,
      phone: to.phone,
      password: DEMO_PASSWORD,
    });
  await invite("sales1", "customer", customerContact);
  return invite("buyer", "supplier", supplierContact);
}

/** Everything is there: the company gets its real name, by which a second run knows. */
async function nameTenant({ operator }: Team): Promise<void> {
  const { tenants } = await operator.call("tenants.list", { limit: 200 });
  const tenant = tenants.find((each) => each.code === demoTenant.code);
  if (tenant === undefined) throw new Error("The demo's tenant is gone");
  await operator.call("tenants.update", {
    tenantId: tenant.id,
    revision: tenant.revision,
    name: demoTenant.name,
  });
}
