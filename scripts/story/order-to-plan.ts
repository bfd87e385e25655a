import type { Order } from "@quanlian/shared/contract";
import { addDays, toYuanText, cents, type Day } from "@quanlian/shared/domain";
import { refusalOf, type Desk, type Send } from "../demo/desk";
import { booksDifference, readBooks } from "./books";
import { admitContact, hireStaff, openStoryCompany, type Cast } from "./cast";
import { createItems, createParties, createPlant, type Plant, type StoryItems } from "./masters";
import { expectThat, type Teller } from "./teller";
import { countPlan, demandLines, expectSums, supplyLines } from "./why-text";

export interface StoryParts {
  send: Send;
  operator: Desk;
  teller: Teller;
  today: Day;
  /** Differs at each run on the same product. */
  run: number;
}

/** What the audit afterwards looks at. */
export interface StoryEnd {
  tenantId: string;
}

interface Scene extends StoryParts {
  cast: Cast;
  plant: Plant;
  items: StoryItems;
  parties: Awaited<ReturnType<typeof createParties>>;
}

/**
 * From an empty company to planned orders: masters, stock, a draft with standard and custom lines, the credit limit, the
 * confirmation and why it planned what it planned, a cancellation, the books as before.
 */
export async function playOrderToPlan(parts: StoryParts): Promise<StoryEnd> {
  const cast = await castOf(parts);
  const scene = await setScene({ ...parts, cast });
  const order = await sell(scene);
  await askWhy(scene, order);
  const other = await cancelHalfWay(scene);
  await lookFromOutside(scene, order, other);
  await lookBack(scene, order);
  return { tenantId: cast.tenantId };
}

/** Opens the company with everybody in it. */
export async function castOf({ send, operator, teller, run }: StoryParts): Promise<Cast> {
  const { tenant, administrator } = await teller.step("运营开通租户,管理员登录", async (tell) => {
    const opened = await openStoryCompany(send, operator, run);
    tell.document(opened.tenant.code);
    tell.fact("功能", opened.tenant.functions.length);
    return opened;
  });
  const staff = await teller.step("管理员建部门、员工;六人登录", async (tell) => {
    const hired = await hireStaff(send, administrator, run);
    tell.fact("员工", Object.keys(hired).length);
    return hired;
  });
  return { tenantCode: tenant.code, tenantId: tenant.id, operator, administrator, ...staff };
}

async function setScene(parts: StoryParts & { cast: Cast }): Promise<Scene> {
  const { teller, cast, today } = parts;
  const plant = await teller.step("管理员建日历、仓库、单位、工作中心", () =>
    createPlant(cast.administrator, today),
  );
  const items = await teller.step(
    "计划员建物料与三层 BOM(机架 ← 支架、横梁 ← 板材、型材)",
    (tell) => {
      tell.fact("物料", 7);
      tell.fact("BOM", 3);
      return createItems(cast.planner, plant, today);
    },
  );
  const parties = await teller.step("建客户(信用额度 3000 元与 500 元)和供应商", (tell) => {
    tell.fact("客户", 2);
    tell.fact("供应商", 1);
    return createParties(cast);
  });
  await teller.step("仓管员盘入期初库存", async (tell) => {
    const line = (item: { id: string }, quantity: string, unitCost: string) => ({
      itemId: item.id,
      warehouseId: plant.warehouseId,
      quantity,
      unitCost,
    });
    const { lines } = await cast.warehouse.call("inventory.adjust", {
      reason: "期初",
      lines: [
        line(items.frame, "3", "180"),
        line(items.bracket, "10", "6.5"),
        line(items.steel, "10", "4.4"),
        line(items.screw, "120", "0.16"),
      ],
    });
    tell.fact("库存行", lines);
  });
  return { ...parts, plant, items, parties };
}

/** A draft, customised, held by the credit limit, confirmed once the manager has raised the limit. */
async function sell(scene: Scene): Promise<Order> {
  const { teller, cast } = scene;
  const draft = await draftOrder(scene);
  const customised = await customise(scene, draft);
  await teller.step("销售确认:超出信用额度,被拒,什么都没有变", async (tell) => {
    const refusal = await refusalOf(confirm(cast.sales, customised), "order.over_credit");
    tell.line(refusal.sentence);
    const shown = await cast.sales.call("orders.show", { orderId: customised.id });
    expectThat(shown.state === "draft", "the order is still a draft", shown.state);
    expectThat(shown.revision === customised.revision, "the draft is untouched");
  });
  await teller.step("销售经理提高信用额度到 6000 元", async () => {
    const { id: partyId, revision } = scene.parties.first;
    await cast.manager.call("parties.update", { partyId, revision, creditLimitCents: 600_000 });
  });
  return teller.step("销售确认订单:同一事务里预留、排产、请购、承诺交期", async (tell) => {
    const order = await confirm(cast.sales, customised);
    const plan = countPlan(await cast.sales.call("orders.why", { orderId: order.id }));
    tell.document(order.number);
    for (const [name, count] of planFacts(plan)) tell.fact(name, count);
    tell.fact("承诺交期", order.promisedOn ?? "-");
    expectThat(order.state === "confirmed", "the order is confirmed", order.state);
    expectThat(order.promisedOn !== null, "the order has a promise");
    expectThat(plan.workOrders === 4, "frame, bracket, beam and shell are made", plan.workOrders);
    const again = await confirm(cast.sales, customised);
    expectThat(again.revision === order.revision, "the same request twice counts once");
    return order;
  });
}

const planFacts = (plan: ReturnType<typeof countPlan>): [string, number][] => [
  ["工单", plan.workOrders],
  ["请购行", plan.requisitionLines],
  ["库存预留", plan.reservations],
  ["挂接", plan.pegs],
];

/** With a key of the order's own: the same confirmation sent twice is one confirmation. */
const confirm = (by: Desk, { id, revision }: Order) =>
  by.call("orders.confirm", { orderId: id, revision }, `story-confirm-${id}-${revision}`);

function draftOrder({ teller, cast, items, parties, today }: Scene): Promise<Order> {
  return teller.step("销售录入草稿:标准机架 10 台,非标件 4 件", async (tell) => {
    const draft = await cast.sales.call("orders.create", {
      customerId: parties.first.id,
      requestedOn: addDays(today, 30),
      customerReference: "PO-0001",
      lines: [
        { mode: "standard", itemId: items.frame.id, quantity: "10", unitPrice: "398" },
        {
          mode: "custom",
          itemId: items.shell.id,
          quantity: "4",
          unitPrice: "260",
          description: "按图 2101",
        },
      ],
    });
    tell.document(draft.number);
    tell.fact("金额", `${toYuanText(cents(draft.inclCents))} 元`);
    tell.fact("其中税", `${toYuanText(cents(draft.taxCents))} 元`);
    return draft;
  });
}

function customise({ teller, cast, items, plant }: Scene, draft: Order): Promise<Order> {
  return teller.step("销售为非标件配专属 BOM 与工序,标准 BOM 不动", async (tell) => {
    const line = draft.lines.find((each) => each.mode === "custom");
    expectThat(line !== undefined, "the draft has a custom line");
    const order = await cast.sales.call("orders.customise", {
      orderId: draft.id,
      revision: draft.revision,
      lineId: line.id,
      recipe: {
        components: [
          { itemId: items.steel.id, perBase: "1.2", scrapRate: "0.08" },
          { itemId: items.screw.id, perBase: "6" },
        ],
        operations: [
          {
            sequence: 10,
            name: "激光下料",
            workCenterId: plant.centerIds.cut,
            setupMinutes: "30",
            runMinutesPerUnit: "6",
          },
        ],
      },
    });
    tell.fact("组件", 2);
    tell.fact("工序", 1);
    return order;
  });
}

async function askWhy({ teller, cast }: Scene, order: Order): Promise<void> {
  await teller.step("为什么是这些数量、这个日期:逐项加总", async (tell) => {
    const why = await cast.planner.call("orders.why", { orderId: order.id });
    expectSums(why);
    for (const demand of why.demands) demandLines(demand).forEach(tell.line);
    for (const supply of why.supplies) supplyLines(supply).forEach(tell.line);
    tell.fact("需求", why.demands.length);
    tell.fact("供应", why.supplies.length);
  });
  await teller.step("计划员看工单,采购员看请购池", async (tell) => {
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
    expectThat(made.rows.length === 4, "four work orders are planned", made.rows.length);
    expectThat(bought.rows.length > 0, "something is to be bought");
  });
}

/** Another customer's order, on the same parts, let through by the manager and cancelled half-way. */
async function cancelHalfWay(scene: Scene): Promise<Order> {
  const { teller, cast, items, parties, today } = scene;
  const itemIds = Object.values(items).map((item) => item.id);
  const before = await readBooks(cast.planner, itemIds);
  const order = await teller.step(
    "第二位客户的加急单:经理说明理由,越过信用额度确认",
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
      for (const [name, count] of planFacts(plan)) tell.fact(name, count);
      tell.fact("承诺交期", confirmed.promisedOn ?? "-");
      return confirmed;
    },
  );
  const changed = booksDifference(before, await readBooks(cast.planner, itemIds));
  expectThat(changed.length > 0, "the second order has moved the books");
  await teller.step("客户中途取消:它的预留、工单、请购全部收回", async (tell) => {
    const { id: orderId, revision } = order;
    const done = await cast.sales.call("orders.cancel", {
      orderId,
      revision,
      reason: "客户项目取消",
    });
    tell.document(done.number);
    expectThat(done.state === "cancelled", "the order is cancelled", done.state);
  });
  await teller.step("账面与它确认之前逐行相同", async (tell) => {
    const after = await readBooks(cast.planner, itemIds);
    const different = booksDifference(before, after);
    expectThat(different.length === 0, "the books stand as before", different);
    tell.fact("库存行", after.stock.length);
    tell.fact("需求行", after.demands.length);
    tell.fact("供应行", after.supplies.length);
  });
  return order;
}

/** The customer's contact sees the own order and no other; the supplier's contact sees none. */
async function lookFromOutside(scene: Scene, order: Order, foreign: Order): Promise<void> {
  const { send, teller, cast, parties, run } = scene;
  await teller.step("客户联系人受邀登录:只看到自己的订单和承诺交期", async (tell) => {
    const contactId = parties.first.contacts[0]!.id;
    const customer = await admitContact(send, cast.sales, { contactId, kind: "customer" }, run);
    const { rows } = await customer.call("portal.orders.list", {});
    expectThat(rows.length === 1 && rows[0]?.id === order.id, "only the own order", rows.length);
    await refusalOf(
      customer.call("portal.orders.show", { orderId: foreign.id }),
      "record.not_found",
    );
    await refusalOf(customer.call("orders.show", { orderId: order.id }), "auth.forbidden");
    tell.fact("订单", rows.length);
    tell.fact("承诺交期", rows[0].promisedOn ?? "-");
  });
  await teller.step("供应商联系人受邀登录:看不到任何客户订单", async (tell) => {
    const contactId = parties.supplier.contacts[0]!.id;
    const supplier = await admitContact(send, cast.buyer, { contactId, kind: "supplier" }, run);
    const { place } = await supplier.call("sessions.me", {});
    await refusalOf(supplier.call("portal.orders.list", {}), "auth.forbidden");
    tell.fact("代表", place.partyName ?? "-");
  });
}

async function lookBack({ teller, cast }: Scene, order: Order): Promise<void> {
  await teller.step("财务看已确认订单;管理员看谁做了什么", async (tell) => {
    const { count } = await cast.finance.call("orders.count", {
      filter: { state: { eq: "confirmed" } },
    });
    expectThat(count === 1, "one order is confirmed", count);
    const { rows } = await cast.administrator.call("audit.list", {
      subjectType: "order",
      subjectId: order.id,
    });
    for (const entry of rows.toReversed()) tell.line(`${entry.operation}  ${entry.actorName}`);
    expectThat(rows.length >= 3, "drafting, customising and confirming left their marks");
  });
}
