import type { Order } from "@quanlian/shared/contract";
import { addDays, weekdayOf, type Day } from "@quanlian/shared/domain";
import { refusalOf, type Desk, type InputTo } from "./desk";
import { playEnquiries, type Desks } from "./enquiries";
import { customers } from "./factory/companies";
import { CUSTOM_ITEM, items } from "./factory/items";
import { holidaysAround } from "./factory/plant";
import { deskIn, type Team } from "./open-company";
import { playPurchasing, type Purchasing } from "./purchasing";
import { seededRandom, type SeededRandom } from "./seeded-random";
import type { Factory } from "./set-up-factory";
import type { TurningClock } from "./turning-clock";

/** What six weeks of selling have left behind. */
export interface Trade {
  drafted: number;
  confirmed: number;
  cancelled: number;
  custom: number;
  /** Of the drafted ones: orders that began as a quote. */
  quoted: number;
}

export interface TradePlan {
  from: Day;
  /** The last day of the history, not included. */
  until: Day;
  /** No more orders than this; the tests play a shorter history. */
  mostOrders: number;
}

/** Customers who buy regularly; C10 has a small limit and C12 is put on hold, both have their own scenes. */
const regulars = customers.filter(({ code }) => code !== "C10" && code !== "C12");
const sold = items.filter((item) => item.home === "FG" && !item.isCustom);
const SATURDAY = 6;
/** Wednesdays and Saturdays. */
const BUYING_DAYS = new Set([3, SATURDAY]);

/** Who else is at work meanwhile. */
interface Neighbours {
  desks: Desks;
  buying: Purchasing;
  progress: (done: string) => void;
}

interface Scene {
  team: Team;
  factory: Factory;
  clock: TurningClock;
  random: SeededRandom;
  trade: Trade;
}

/** Orders come in day by day: drafted in the morning, confirmed before noon, some cancelled days later; bought twice a week, counted on Saturdays. */
export async function playTrade(
  team: Team,
  factory: Factory,
  clock: TurningClock,
  plan: TradePlan,
  { desks, buying, progress }: Neighbours,
): Promise<Trade> {
  const trade: Trade = { drafted: 0, confirmed: 0, cancelled: 0, custom: 0, quoted: 0 };
  const scene: Scene = { team, factory, clock, random: seededRandom(20261123), trade };
  const closed = new Set(holidaysAround(plan.until).map((holiday) => holiday.day));
  const regretted: { order: Order; sales: Desk; on: Day }[] = [];
  let dayNo = 0;
  for (let on = plan.from; on < plan.until; on = addDays(on, 1)) {
    if (weekdayOf(on) > SATURDAY || closed.has(on)) continue;
    await playEnquiries(desks, on, dayNo);
    dayNo += 1;
    const most = Math.min(scene.random.between(1, 3), plan.mostOrders - trade.drafted);
    for (let i = 0; i < most; i += 1) {
      const { order, sales } = await takeOrder(scene, on, i);
      if (order.state === "confirmed" && scene.random.percent(10)) {
        regretted.push({ order, sales, on: addDays(on, scene.random.between(2, 6)) });
      }
    }
    for (const each of regretted.filter((late) => late.on === on)) await cancel(scene, each);
    if (BUYING_DAYS.has(weekdayOf(on))) await playPurchasing(buying, on);
    if (weekdayOf(on) === SATURDAY) await countStock(scene, on);
    if (weekdayOf(on) === SATURDAY) progress(`${on}:${trade.drafted} 张订单`);
  }
  return trade;
}

async function takeOrder(scene: Scene, on: Day, at: number) {
  const { random, clock, trade, team, factory } = scene;
  const customer = random.pick(regulars);
  const sales = deskIn(team, customer.owner ?? "sales1");
  clock.turnTo(on, 9 + at, random.between(0, 40));
  const custom = random.percent(14);
  const wantedIn = random.between(10, 32);
  const lines = Array.from({ length: random.between(1, 4) }, () => standardLine(scene));
  const wanted = {
    customerId: factory.parties.get(customer.code)!.id,
    requestedOn: addDays(on, wantedIn),
    customerReference: `PO-${customer.code}-${on.slice(5).replace("-", "")}${at + 1}`,
    lines: custom ? [...lines, customLine(scene)] : lines,
  };
  const quoted = random.percent(30);
  const draft = quoted ? await byQuote(sales, wanted) : await sales.call("orders.create", wanted);
  if (quoted) trade.quoted += 1;
  trade.drafted += 1;
  if (custom) trade.custom += 1;
  if (random.percent(9)) return { order: draft, sales };
  clock.turnTo(on, 9 + at, 50);
  const order = await confirm(sales, draft);
  trade.confirmed += 1;
  return { order, sales };
}

/** The customer wants an offer first, and says yes to it on the telephone: nobody types the order again. */
async function byQuote(
  sales: Desk,
  { lines, ...wanted }: InputTo<"orders.create">,
): Promise<Order> {
  const offer = await sales.call("quotes.create", {
    ...wanted,
    lines: lines.map(({ quantity, unitPrice, ...line }) => ({
      ...line,
      breaks: [{ quantity, unitPrice }],
    })),
  });
  const sent = await sales.call("quotes.send", { quoteId: offer.id, revision: offer.revision });
  const accepted = await sales.call("quotes.recordAnswer", {
    quoteId: sent.id,
    revision: sent.revision,
    answers: sent.lines.map((line) => ({ lineId: line.id, accepted: true })),
  });
  return sales.call("orders.show", { orderId: accepted.orderId! });
}

const confirm = (sales: Desk, { id, revision }: Order) =>
  sales.call("orders.confirm", { orderId: id, revision });

function standardLine({ random, factory }: Scene) {
  const item = random.pick(sold);
  const costly = Number(item.price) > 100;
  return {
    mode: "standard" as const,
    itemId: factory.items.get(item.code)!.id,
    quantity: String(costly ? random.between(1, 12) : random.between(2, 24) * 10),
    unitPrice: item.price ?? "0",
  };
}

/** A part from a customer's drawing: sheet or plate, cut, bent or milled, coated. */
function customLine({ random, factory }: Scene) {
  const idOf = (code: string) => factory.items.get(code)!.id;
  const plate = random.percent(50);
  const weight = `${random.between(0, 2)}.${random.between(10, 99)}`;
  return {
    mode: "custom" as const,
    itemId: idOf(CUSTOM_ITEM),
    quantity: String(random.between(5, 60)),
    unitPrice: String(random.between(45, 180)),
    description: `按图 HR-${random.between(2001, 2999)} ${plate ? "铝加工件" : "钣金件"}`,
    recipe: {
      components: [
        {
          itemId: idOf(plate ? "RM-AL6061-P12" : "RM-Q235-30"),
          perBase: weight,
          scrapRate: "0.08",
        },
        { itemId: idOf("PP-M6X16"), perBase: "4" },
        ...(plate ? [] : [{ itemId: idOf("RM-POWDER-BK"), perBase: "0.06", scrapRate: "0.1" }]),
      ],
      operations: [
        {
          sequence: 10,
          name: plate ? "CNC 加工" : "激光下料",
          setupMinutes: "30",
          runMinutesPerUnit: "4",
        },
        {
          sequence: 20,
          name: plate ? "阳极氧化" : "折弯喷塑",
          setupMinutes: "40",
          runMinutesPerUnit: "2",
        },
      ],
    },
  };
}

async function cancel(
  { clock, trade, random }: Scene,
  { order, sales, on }: { order: Order; sales: Desk; on: Day },
): Promise<void> {
  clock.turnTo(on, 14, random.between(0, 59));
  const reason = random.pick(["客户项目延期", "客户改用其他规格", "重复下单", "交期无法满足"]);
  await sales.call("orders.cancel", { orderId: order.id, revision: order.revision, reason });
  trade.cancelled += 1;
}

/** A cycle count of three items: what is found too little or too much is posted, never below what is reserved. */
async function countStock({ team, factory, clock, random }: Scene, on: Day): Promise<void> {
  clock.turnTo(on, 16, 30);
  const warehouse = deskIn(team, "warehouse");
  const codes = ["RM-Q235-30", "RM-SPCC-15", "PP-M5X12", "PP-WSH-M8", "PP-BAG-PE", "RM-AL2020"];
  const itemIds = codes.filter(() => random.percent(50)).map((code) => factory.items.get(code)!.id);
  if (itemIds.length === 0) return;
  const { rows } = await warehouse.call("inventory.stock", { itemIds });
  const lines = rows.flatMap(({ itemId, warehouseId, free }) => {
    const missing = random.between(1, 5);
    if (Number(free) < missing) return [];
    const found = random.percent(30);
    return { itemId, warehouseId, quantity: String(found ? missing : -missing), unitCost: "1" };
  });
  if (lines.length > 0) await warehouse.call("inventory.adjust", { reason: "周六循环盘点", lines });
}

/**
 * The scenes that a newcomer looks for: an order beyond the credit limit that stays a draft, the same customer's order that
 * the manager lets through, and a customer on hold.
 */
export async function playCredit(
  team: Team,
  factory: Factory,
  clock: TurningClock,
  on: Day,
): Promise<void> {
  const sales = deskIn(team, "sales1");
  const manager = deskIn(team, "manager");
  const draftFor = (quantity: string, reference: string) =>
    sales.call("orders.create", {
      customerId: factory.parties.get("C10")!.id,
      requestedOn: addDays(on, 21),
      customerReference: reference,
      lines: [
        { mode: "standard", itemId: factory.items.get("HR-ZJ-301")!.id, quantity, unitPrice: "52" },
      ],
    });
  clock.turnTo(on, 15);
  await refusalOf(confirm(sales, await draftFor("400", "PO-C10-OVER")), "order.over_credit");
  const urgent = await draftFor("180", "PO-C10-URGENT");
  await refusalOf(confirm(sales, urgent), "order.over_credit");
  clock.turnTo(on, 15, 20);
  await manager.call("orders.confirm", {
    orderId: urgent.id,
    revision: urgent.revision,
    creditOverride: "客户已承诺本周五前付清上月货款",
  });
  const ship = await team.administrator.call("parties.show", {
    partyId: factory.parties.get("C12")!.id,
  });
  await team.administrator.call("parties.hold", {
    partyId: ship.id,
    revision: ship.revision,
    reason: "逾期货款 90 天未付",
  });
}
