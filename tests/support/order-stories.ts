import type {
  Order,
  OrderChangePreview,
  OrderChangeView,
  OrderEdit,
} from "@quanlian/shared/contract";
import { runSelfAudit } from "../../scripts/self-audit/run-self-audit";
import type { GivenFactory } from "./given-factory";

/** What stories about confirmed orders do again and again, as the seller does it. */

/** The order as it stands now. */
export const orderNow = async ({ product, token }: GivenFactory, { id }: Order): Promise<Order> =>
  (await product.call<Order>(token, "orders.show", { orderId: id })).data;

/** Drafts a change of the order, looks at its effects, and applies just these. */
export async function changeOrder(
  { product, token }: GivenFactory,
  order: Order,
  edits: OrderEdit[],
): Promise<{ change: OrderChangeView; preview: OrderChangePreview }> {
  const draft = { orderId: order.id, reason: "客户来电", edits };
  const { data: drafted } = await product.call<OrderChangeView>(token, "orderChanges.draft", draft);
  const { id: changeId, revision } = drafted;
  const seen = await product.call<OrderChangePreview>(token, "orderChanges.preview", { changeId });
  const { hash } = seen.data;
  const input = { changeId, revision, hash };
  const applied = await product.call<OrderChangeView>(token, "orderChanges.apply", input);
  return { change: applied.data, preview: seen.data };
}

/** An edit of one line of the order, the first unless told otherwise. */
export const editOf = (order: Order, edit: object, at = 0): OrderEdit => ({
  ...{ kind: "edit", lineId: order.lines[at]!.id },
  ...edit,
});

/** Cancels the order as it stands now. */
export async function cancelOrder(factory: GivenFactory, order: Order): Promise<Order> {
  const { id: orderId, revision } = await orderNow(factory, order);
  const input = { orderId, revision, reason: "客户项目取消" };
  return (await factory.product.call<Order>(factory.token, "orders.cancel", input)).data;
}

/** What the self-audit finds amiss: nothing. */
export const auditFaults = async ({ product }: GivenFactory) =>
  (await runSelfAudit(product.services.config.databaseUrl)).faults;
