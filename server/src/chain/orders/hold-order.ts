import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { subjectOf } from "./confirm-order";
import { SalesOrder } from "./order.model";
import { orderPolicy } from "./order.policy";
import { findOrder } from "./order.queries";

type Held = InputOf<(typeof ordersContract)["orders.hold"]>;
type Lifted = InputOf<(typeof ordersContract)["orders.liftHold"]>;

/** Sets a hold with its reason: a credit hold stops the confirmation, a payment hold (款到发货) the shipment. */
export const holdOrder = (ctx: Ctx, { reason, ...which }: Held) =>
  setHold(ctx, "orders.hold", which, reason);

/** Takes a hold off again. */
export const liftHold = (ctx: Ctx, which: Lifted) => setHold(ctx, "orders.liftHold", which, null);

function setHold(
  ctx: Ctx,
  permission: "orders.hold" | "orders.liftHold",
  { orderId, revision, kind }: Lifted,
  reason: string | null,
) {
  return transact(ctx, async (tx) => {
    const order = await loadForUpdate(tx, SalesOrder, orderPolicy, permission, orderId);
    tx.authorize(permission, orderPolicy, order);
    order.expectRevision(revision);
    if (ENDED.has(order.state)) refuse("state.illegal_move", { state: order.state });

    const hold = kind === "credit" ? "creditHold" : "paymentHold";
    const before = { [hold]: order[hold] };
    order[hold] = reason;
    await order.saveRevision(tx);
    tx.record({ ...subjectOf(order), before, after: { [hold]: reason } });
    return findOrder(tx, permission, orderId);
  });
}

const ENDED: ReadonlySet<string> = new Set(["completed", "cancelled", "closed_short"]);
