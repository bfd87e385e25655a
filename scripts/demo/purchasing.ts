import { addDays, type Day } from "@quanlian/shared/domain";
import type { PurchaseOrderView } from "@quanlian/shared/contract";
import type { Desk } from "./desk";
import { items } from "./factory/items";
import { deskIn, type Team } from "./open-company";
import type { SeededRandom } from "./seeded-random";
import type { Factory } from "./set-up-factory";
import type { TurningClock } from "./turning-clock";

/** What the buyers have in hand, and when it comes. */
export interface Purchasing {
  team: Team;
  factory: Factory;
  clock: TurningClock;
  random: SeededRandom;
  /** The clerk of the supplier who works in the portal. */
  clerk: Desk;
  clerkOf: string;
  coming: { purchase: PurchaseOrderView; on: Day }[];
  done: { ordered: number; received: number };
}

const MOST_LINES = 40;

/** On a day of buying: the pool is ordered of the items' suppliers, who answer; what is due by now is received. */
export async function playPurchasing(buying: Purchasing, on: Day): Promise<void> {
  await receiveDue(buying, on);
  await orderPool(buying, on);
}

async function orderPool(buying: Purchasing, on: Day): Promise<void> {
  const { team, clock, random } = buying;
  clock.turnTo(on, 15, 10);
  const buyer = deskIn(team, "buyer");
  const { rows } = await buyer.call("requisitionLines.list", {
    filter: { state: { eq: "open" }, orderBy: { lte: addDays(on, 3) } },
    sort: [{ field: "orderBy", direction: "asc" }],
    limit: MOST_LINES,
  });
  const bySupplier = new Map<string, { requisitionLineId: string; unitPrice: string }[]>();
  for (const { id, itemCode } of rows) {
    const item = items.find((each) => each.code === itemCode);
    if (!item?.supplier) continue;
    const line = { requisitionLineId: id, unitPrice: item.cost };
    bySupplier.set(item.supplier, [...(bySupplier.get(item.supplier) ?? []), line]);
  }
  for (const [code, lines] of bySupplier) {
    const supplierId = buying.factory.parties.get(code)!.id;
    const draft = await buyer.call("purchaseOrders.create", { supplierId, lines });
    if (random.percent(8)) continue; // one that still lies on the buyer's desk
    const issued = await buyer.call("purchaseOrders.issue", {
      ...{ purchaseOrderId: draft.id, revision: draft.revision },
    });
    buying.done.ordered += 1;
    const purchase = await answer(buying, buyer, issued, code);
    buying.coming.push({ purchase, on: addDays(on, random.between(5, 16)) });
  }
}

/** The supplier in the portal answers himself, mostly with a yes; the others are telephoned. */
async function answer(
  { clerk, clerkOf, random }: Purchasing,
  buyer: Desk,
  issued: PurchaseOrderView,
  code: string,
): Promise<PurchaseOrderView> {
  const { id: purchaseOrderId, revision, lines } = issued;
  if (code !== clerkOf)
    return buyer.call("purchaseOrders.confirm", { purchaseOrderId, revision, days: [] });
  if (random.percent(30)) {
    const [line] = lines;
    const on = addDays(line!.dueOn as Day, random.between(2, 5));
    const offer = { purchaseOrderId, note: "钢厂排产紧", lines: [{ lineId: line!.id, on }] };
    await clerk.call("portal.purchaseOrders.counter", offer);
    const countered = await buyer.call("purchaseOrders.show", { purchaseOrderId });
    return buyer.call("purchaseOrders.acceptCounter", {
      ...{ purchaseOrderId, revision: countered.revision },
    });
  }
  await clerk.call("portal.purchaseOrders.confirm", { purchaseOrderId, days: [] });
  return buyer.call("purchaseOrders.show", { purchaseOrderId });
}

/** What is due comes whole, or its first lines alone: the rest stays open. */
async function receiveDue(buying: Purchasing, on: Day): Promise<void> {
  const { team, clock, random, done } = buying;
  clock.turnTo(on, 14, 5);
  const warehouse = deskIn(team, "warehouse");
  const due = buying.coming.filter((each) => each.on <= on);
  buying.coming = buying.coming.filter((each) => each.on > on);
  for (const { purchase } of due) {
    const lines = purchase.lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
    const come = random.percent(75) ? lines : lines.slice(0, Math.ceil(lines.length / 2));
    await warehouse.call("goodsReceipts.receive", {
      ...{ purchaseOrderId: purchase.id, revision: purchase.revision, lines: come },
      supplierNote: `SH-${on.slice(5).replace("-", "")}-${random.between(100, 999)}`,
    });
    done.received += 1;
  }
}
