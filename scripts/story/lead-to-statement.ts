import type { Order } from "@quanlian/shared/contract";
import { addDays, cents, toYuanText } from "@quanlian/shared/domain";
import { refusalOf, type Desk } from "../demo/desk";
import { booksDifference, readBooks } from "./books";
import { buy } from "./buying";
import { admitContact } from "./cast";
import { deliver } from "./delivering";
import { enquire, type Enquirer } from "./enquiry";
import { make } from "./making";
import { offer } from "./quoting";
import { reconcile } from "./reconciling";
import { castOf, setScene, type Scene, type StoryEnd, type StoryParts } from "./set-scene";
import { expectThat, type Telling } from "./teller";
import { countPlan, demandLines, expectSums, supplyLines } from "./why-text";

/**
 * From an empty company to signed statements: an enquiry, a quote that the customer answers, an order of all four modes that
 * nobody retyped, the credit limit, the confirmation and why it planned what it planned, a change, a cancellation, the books as
 * before; what is bought and made for it, what leaves or is shipped straight, what the customer says of it, and what both sides
 * owe each other.
 */
export async function playLeadToStatement(parts: StoryParts): Promise<StoryEnd> {
  const cast = await castOf(parts);
  const scene = await setScene({ ...parts, cast });
  const enquirer = await enquire(scene);
  const buyer = await admit(scene, enquirer);
  const order = await sell(scene, enquirer, await offer(scene, enquirer, buyer));
  await askWhy(scene, order);
  await changeHalfWay(scene, order);
  const other = await cancelHalfWay(scene);
  await lookFromOutside(scene, buyer, order, other);
  const supplier = await buy(scene, order);
  await make(scene);
  await deliver(scene, buyer, supplier, order);
  await reconcile(scene, buyer, supplier, order.customerId);
  await lookBack(scene, order);
  return { tenantId: cast.tenantId };
}

function admit({ send, teller, cast, run }: Scene, { customer }: Enquirer): Promise<Desk> {
  return teller.step(
    "客户联系人受邀登录门户 · the customer's contact is let into the portal",
    () => {
      const contactId = customer.contacts[0]!.id;
      return admitContact(send, cast.sales, { contactId, kind: "customer" }, run);
    },
  );
}

/** A draft that waits beyond the credit limit is confirmed once the manager has raised it. */
async function sell(scene: Scene, { customer }: Enquirer, draft: Order): Promise<Order> {
  const { teller, cast } = scene;
  await teller.step(
    "销售确认:超出信用额度,被拒,什么都没有变 · beyond the credit limit: refused, nothing changed",
    async (tell) => {
      const refusal = await refusalOf(confirm(cast.sales, draft), "order.over_credit");
      tell.line(refusal.sentence);
      const shown = await cast.sales.call("orders.show", { orderId: draft.id });
      expectThat(shown.state === "draft", "the order is still a draft", shown.state);
      expectThat(shown.revision === draft.revision, "the draft is untouched");
    },
  );
  await teller.step("销售经理提高信用额度到 6000 元 · the manager raises the limit", async () => {
    const { id: partyId, revision } = customer;
    await cast.manager.call("parties.update", { partyId, revision, creditLimitCents: 600_000 });
  });
  return teller.step(
    "销售确认订单:同一事务里预留、排产、请购、承诺交期 · confirmed: reserved, planned, promised in one transaction",
    async (tell) => {
      const order = await confirm(cast.sales, draft);
      const plan = countPlan(await cast.sales.call("orders.why", { orderId: order.id }));
      tell.document(order.number);
      tellPlan(tell, plan);
      tell.fact("promisedOn", order.promisedOn ?? "-");
      expectThat(order.state === "confirmed", "the order is confirmed", order.state);
      expectThat(order.promisedOn !== null, "the order has a promise");
      expectThat(
        plan.workOrders >= 5,
        "two frames, bracket, beam, shell are made",
        plan.workOrders,
      );
      const again = await confirm(cast.sales, draft);
      expectThat(again.revision === order.revision, "the same request twice counts once");
      return order;
    },
  );
}

/** Tells what planning has opened and held. */
function tellPlan(tell: Telling, plan: ReturnType<typeof countPlan>): void {
  for (const name of ["workOrders", "requisitionLines", "reservations", "pegs"] as const) {
    tell.fact(name, plan[name]);
  }
}

/** With a key of the order's own: the same confirmation sent twice is one confirmation. */
const confirm = (by: Desk, { id, revision }: Order) =>
  by.call("orders.confirm", { orderId: id, revision }, `story-confirm-${id}-${revision}`);

/** The customer wants fewer: the impact is looked at before it happens, and happens as it was shown. */
async function changeHalfWay({ teller, cast }: Scene, order: Order): Promise<void> {
  const line = order.lines.find((each) => each.mode === "custom");
  expectThat(line !== undefined, "the order has a custom line");
  const change = await teller.step(
    "客户把非标件从 4 件改成 2 件:先看影响,什么都没写 · fewer custom parts: the impact first, nothing written",
    async (tell) => {
      const drafted = await cast.sales.call("orderChanges.draft", {
        orderId: order.id,
        reason: "客户减量",
        edits: [{ kind: "edit", lineId: line.id, quantity: "2" }],
      });
      const preview = await cast.sales.call("orderChanges.preview", { changeId: drafted.id });
      for (const { change: what, number, itemName, quantity } of preview.impact.supplies) {
        tell.line(`${what} ${number ?? "-"} ${itemName} ${quantity.before} → ${quantity.after}`);
      }
      tell.document(drafted.number);
      tell.fact("changedLines", preview.impact.lines.length);
      const { impact } = await cast.sales.call("orderChanges.show", { changeId: drafted.id });
      expectThat(impact === null, "a preview applies nothing");
      return { drafted, hash: preview.hash };
    },
  );
  await teller.step(
    "应用变更:工单、请购、金额、占用随之而变 · applied: work orders, requisitions and amounts follow",
    async (tell) => {
      const { drafted, hash } = change;
      const { id: changeId, revision } = drafted;
      const applied = await cast.sales.call("orderChanges.apply", { changeId, revision, hash });
      expectThat(applied.state === "applied", "the change is applied", applied.state);
      const after = await cast.sales.call("orders.show", { orderId: order.id });
      const changed = after.lines.find((each) => each.id === line.id);
      expectThat(changed?.quantity === "2", "two are wanted now", changed?.quantity);
      expectSums(await cast.planner.call("orders.why", { orderId: order.id }));
      tell.fact("amountYuan", toYuanText(cents(after.inclCents)));
    },
  );
}

async function askWhy({ teller, cast }: Scene, order: Order): Promise<void> {
  await teller.step(
    "为什么是这些数量、这个日期:逐项加总 · why these quantities and days, as signed sums",
    async (tell) => {
      const why = await cast.planner.call("orders.why", { orderId: order.id });
      expectSums(why);
      for (const demand of why.demands) tell.line(...demandLines(demand));
      for (const supply of why.supplies) tell.line(...supplyLines(supply));
      tell.fact("demands", why.demands.length);
      tell.fact("supplies", why.supplies.length);
    },
  );
  await teller.step(
    "计划员看工单,采购员看请购池 · the planner sees work orders, the buyer what to buy",
    async (tell) => {
      const made = await cast.planner.call("workOrders.list", {
        filter: { state: { eq: "planned" } },
      });
      const bought = await cast.buyer.call("requisitionLines.list", {
        filter: { state: { eq: "open" } },
      });
      for (const row of made.rows) {
        tell.line(
          `${row.number} ${row.item?.label} × ${row.quantity},${row.startOn} 至 ${row.dueOn}`,
        );
      }
      for (const row of bought.rows) {
        tell.line(`${row.number} ${row.item?.label} × ${row.quantity},${row.orderBy} 前下单`);
      }
      expectThat(made.rows.length >= 5, "five work orders are planned", made.rows.length);
      expectThat(bought.rows.length > 0, "something is to be bought");
    },
  );
}

/** Another customer's order, on the same parts, let through by the manager and cancelled half-way. */
async function cancelHalfWay(scene: Scene): Promise<Order> {
  const { teller, cast, items, parties, today } = scene;
  const itemIds = Object.values(items).map((item) => item.id);
  const before = await readBooks(cast.planner, itemIds);
  const order = await teller.step(
    "第二位客户的加急单:经理说明理由,越过信用额度确认 · another order, let through by the manager with a reason",
    async (tell) => {
      const draft = await cast.sales.call("orders.create", {
        customerId: parties.second.id,
        requestedOn: addDays(today, 12),
        lines: [{ mode: "standard", itemId: items.frame.id, quantity: "5", unitPrice: "410" }],
      });
      await refusalOf(
        cast.sales.call("orders.confirm", {
          orderId: draft.id,
          revision: draft.revision,
          creditOverride: "销售无权越过",
        }),
        "order.over_credit",
      );
      const { id: orderId, revision } = draft;
      const creditOverride = "老客户,款已在途";
      const confirmed = await cast.manager.call("orders.confirm", {
        orderId,
        revision,
        creditOverride,
      });
      const plan = countPlan(await cast.manager.call("orders.why", { orderId }));
      tell.document(confirmed.number);
      tellPlan(tell, plan);
      tell.fact("promisedOn", confirmed.promisedOn ?? "-");
      return confirmed;
    },
  );
  const changed = booksDifference(before, await readBooks(cast.planner, itemIds));
  expectThat(changed.length > 0, "the second order has moved the books");
  await teller.step(
    "客户中途取消:它的预留、工单、请购全部收回 · cancelled half-way: everything is taken back",
    async (tell) => {
      const { id: orderId, revision } = order;
      const done = await cast.sales.call("orders.cancel", {
        orderId,
        revision,
        reason: "客户项目取消",
      });
      tell.document(done.number);
      expectThat(done.state === "cancelled", "the order is cancelled", done.state);
    },
  );
  await teller.step(
    "账面与它确认之前逐行相同 · the books are row by row as before it",
    async (tell) => {
      const after = await readBooks(cast.planner, itemIds);
      const different = booksDifference(before, after);
      expectThat(different.length === 0, "the books stand as before", different);
      tell.fact("stockLines", after.stock.length);
      tell.fact("demands", after.demands.length);
      tell.fact("supplies", after.supplies.length);
    },
  );
  return order;
}

/** The customer's contact sees the own order and no other. */
async function lookFromOutside(
  { teller }: Scene,
  customer: Desk,
  order: Order,
  foreign: Order,
): Promise<void> {
  await teller.step(
    "客户在门户:只看到自己的订单和承诺交期 · the customer sees the own order alone",
    async (tell) => {
      const { rows } = await customer.call("portal.orders.list", {});
      expectThat(rows.length === 1 && rows[0]?.id === order.id, "only the own order", rows.length);
      await refusalOf(
        customer.call("portal.orders.show", { orderId: foreign.id }),
        "record.not_found",
      );
      await refusalOf(customer.call("orders.show", { orderId: order.id }), "auth.forbidden");
      tell.fact("orders", rows.length);
      tell.fact("promisedOn", rows[0].promisedOn ?? "-");
    },
  );
}

async function lookBack({ teller, cast }: Scene, order: Order): Promise<void> {
  await teller.step(
    "财务看已完成订单;管理员看谁做了什么 · finance counts the orders; the administrator reads who did what",
    async (tell) => {
      const { count } = await cast.finance.call("orders.count", {
        filter: { state: { eq: "completed" } },
      });
      expectThat(count === 1, "one order is complete", count);
      const { rows } = await cast.administrator.call("audit.list", {
        subjectType: "order",
        subjectId: order.id,
      });
      for (const entry of rows.toReversed()) tell.line(`${entry.operation}  ${entry.actorName}`);
      expectThat(rows.length >= 3, "drafting, customising and confirming left their marks");
    },
  );
}
