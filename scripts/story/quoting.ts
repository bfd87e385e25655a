import type { Order, Quote } from "@quanlian/shared/contract";
import { cents, toYuanText } from "@quanlian/shared/domain";
import { refusalOf, type Desk } from "../demo/desk";
import type { Enquirer } from "./enquiry";
import type { Scene } from "./set-scene";
import { expectThat } from "./teller";

/**
 * An offer with lines of all four modes; the manager lets its margin pass, the customer wants it revised, answers line by
 * line, and what he accepts is an order that nobody retypes. Beyond his credit it waits as a draft.
 */
export async function offer(scene: Scene, enquirer: Enquirer, buyer: Desk): Promise<Order> {
  const sent = await approve(scene, await draftQuote(scene, enquirer));
  const revised = await revise(scene, sent, buyer);
  return acceptInPart(scene, revised, buyer);
}

function draftQuote(
  { teller, cast, items, plant }: Scene,
  { customer, dealId }: Enquirer,
): Promise<Quote> {
  return teller.step(
    "报价:标准、非标、直发、项目四种业务写在一张单上 · a quote with lines of all four modes",
    async (tell) => {
      const quote = await cast.sales.call("quotes.create", {
        customerId: customer.id,
        dealId,
        title: "机架与非标件",
        lines: [
          {
            mode: "standard",
            itemId: items.frame.id,
            deliveryDays: 30,
            breaks: [
              { quantity: "10", unitPrice: "405" },
              { quantity: "50", unitPrice: "380" },
            ],
          },
          {
            ...{ mode: "custom", itemId: items.shell.id, description: "按图 2101" },
            deliveryDays: 30,
            breaks: [{ quantity: "4", unitPrice: "260" }],
            recipe: shellRecipe(items, plant.centerIds.cut),
          },
          {
            ...{ mode: "dropship", itemId: items.screw.id, description: "厂家直发备件" },
            deliveryDays: 30,
            breaks: [{ quantity: "500", unitPrice: "0.18" }],
          },
          {
            ...{ mode: "project", itemId: items.frame.id, description: "二期试装机架" },
            deliveryDays: 60,
            breaks: [{ quantity: "1", unitPrice: "398" }],
          },
          {
            ...{ mode: "standard", description: "现场安装指导", optional: true },
            breaks: [{ quantity: "1", unitPrice: "800" }],
          },
        ],
      });
      tell.document(quote.number);
      tell.fact("amountYuan", toYuanText(cents(quote.inclCents)));
      expectThat(quote.costCents === null, "sales see no cost", quote.costCents);
      return quote;
    },
  );
}

const shellRecipe = (items: Scene["items"], workCenterId: string) => ({
  components: [
    { itemId: items.steel.id, perBase: "1.2", scrapRate: "0.08" },
    { itemId: items.screw.id, perBase: "6" },
  ],
  operations: [
    {
      ...{ sequence: 10, name: "激光下料", workCenterId },
      ...{ setupMinutes: "30", runMinutesPerUnit: "6" },
    },
  ],
});

function approve({ teller, cast }: Scene, { id, revision }: Quote): Promise<Quote> {
  return teller.step(
    "毛利低于底线:发出前等经理审批,经理放行 · below the margin floor: it waits, the manager approves",
    async (tell) => {
      const asked = await cast.sales.call("quotes.send", { quoteId: id, revision });
      expectThat(asked.state === "pending_approval", "it waits for approval", asked.state);
      const { rows } = await cast.manager.call("approvals.list", {
        filter: { state: { eq: "pending" } },
      });
      const waiting = await cast.manager.call("approvals.show", { approvalId: rows[0]!.id });
      tell.line(...waiting.reasons.map((reason) => reason.message));
      await refusalOf(
        cast.sales.call("approvals.approve", {
          approvalId: waiting.id,
          revision: waiting.revision,
        }),
        "auth.forbidden",
      );
      const { id: approvalId, revision: seen } = waiting;
      await cast.manager.call("approvals.approve", { approvalId, revision: seen });
      const sent = await cast.sales.call("quotes.show", { quoteId: id });
      expectThat(sent.state === "sent", "approving has sent it", sent.state);
      return sent;
    },
  );
}

function revise({ teller, cast }: Scene, sent: Quote, buyer: Desk): Promise<Quote> {
  return teller.step(
    "客户在门户里还价,销售改版重发:旧版仍可读 · the customer haggles, a new revision supersedes the old",
    async (tell) => {
      const seen = await buyer.call("portal.quotes.show", { quoteId: sent.id });
      expectThat(!JSON.stringify(seen).includes("cost"), "the customer sees no cost");
      await buyer.call("portal.quotes.comment", {
        quoteId: sent.id,
        lineId: seen.lines[0]!.id,
        text: "10 台能做到 398 吗?",
      });
      const { id: quoteId, revision } = sent;
      const next = await cast.sales.call("quotes.revise", { quoteId, revision });
      const draft = await cast.sales.call("quotes.update", {
        quoteId: next.id,
        revision: next.revision,
        title: next.title,
        dealId: next.dealId ?? undefined,
        lines: next.lines.map((line) => ({
          lineId: line.id,
          mode: line.mode,
          itemId: line.itemId ?? undefined,
          description: line.description || undefined,
          deliveryDays: line.deliveryDays ?? undefined,
          optional: line.optional,
          recipe: line.mode === "custom" ? recipeOf(line.recipe) : undefined,
          breaks: line.breaks.map(({ quantity, unitPrice }) => ({
            quantity,
            unitPrice: unitPrice === "405" ? "398" : unitPrice,
          })),
        })),
      });
      await cast.sales.call("quotes.send", { quoteId: draft.id, revision: draft.revision });
      await letPass(cast.manager, draft.id);
      const former = await cast.sales.call("quotes.show", { quoteId });
      expectThat(former.state === "superseded", "the former revision is superseded", former.state);
      const compared = await cast.sales.call("quotes.compare", {
        quoteId: draft.id,
        otherQuoteId: quoteId,
      });
      tell.fact("changedLines", compared.lines.length);
      return cast.sales.call("quotes.show", { quoteId: draft.id });
    },
  );
}

/** What a custom line's recipe was, as it is typed. */
const recipeOf = (recipe: unknown) => recipe as ReturnType<typeof shellRecipe>;

async function letPass(manager: Desk, subjectId: string): Promise<void> {
  const { rows } = await manager.call("approvals.list", { filter: { state: { eq: "pending" } } });
  for (const { id } of rows) {
    const { revision, subjectId: about } = await manager.call("approvals.show", { approvalId: id });
    if (about === subjectId) await manager.call("approvals.approve", { approvalId: id, revision });
  }
}

function acceptInPart({ teller, cast }: Scene, quote: Quote, buyer: Desk): Promise<Order> {
  return teller.step(
    "客户逐行接受,选装项不要;超出信用额度:订单是草稿并说明原因,销售得到待办 · accepted line by line; beyond the credit the order waits",
    async (tell) => {
      for (const line of quote.lines.filter((each) => each.optional)) {
        await buyer.call("portal.quotes.answerLine", {
          ...{ quoteId: quote.id, lineId: line.id },
          accepted: false,
        });
      }
      await buyer.call("portal.quotes.accept", { quoteId: quote.id });
      await buyer.call("portal.quotes.accept", { quoteId: quote.id });
      const accepted = await cast.sales.call("quotes.show", { quoteId: quote.id });
      expectThat(accepted.state === "accepted", "the quote is accepted", accepted.state);
      const won = await cast.sales.call("deals.show", { dealId: accepted.dealId! });
      expectThat(won.state === "won", "the deal is won by the acceptance", won.state);
      const { rows } = await cast.sales.call("orders.list", {});
      expectThat(rows.length === 1, "accepted twice is one order", rows.length);
      const order = await cast.sales.call("orders.show", { orderId: accepted.orderId! });
      expectThat(order.state === "draft", "beyond the credit it waits as a draft", order.state);
      expectThat(order.lines.length === 4, "the refused line is no order line", order.lines.length);
      const tasks = await cast.sales.call("tasks.list", { filter: { state: { eq: "open" } } });
      expectThat(tasks.rows.length > 0, "sales have been given a task");
      tell.line(tasks.rows[0]!.title ?? "");
      tell.document(order.number);
      tell.fact("amountYuan", toYuanText(cents(order.inclCents)));
      return order;
    },
  );
}
