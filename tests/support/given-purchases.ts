import type { PurchaseOrderView } from "@quanlian/shared/contract";
import type { GivenFactory } from "./given-factory";

/** Builders of what is bought. */

/** A draft by hand: so many of each item, at 10 元, to come on a day. */
export async function givenPurchase(
  { product, token }: GivenFactory,
  supplierId: string,
  items: readonly (readonly [{ id: string }, string])[],
): Promise<PurchaseOrderView> {
  const lines = items.map(([{ id: itemId }, quantity]) => ({
    ...{ itemId, quantity, unitPrice: "10", dueOn: "2026-12-20" },
  }));
  const input = { supplierId, lines };
  return (await product.call<PurchaseOrderView>(token, "purchaseOrders.create", input)).data;
}

/** The same, with the supplier. */
export async function givenIssuedPurchase(
  factory: GivenFactory,
  supplierId: string,
  items: readonly (readonly [{ id: string }, string])[],
): Promise<PurchaseOrderView> {
  const { id: purchaseOrderId, revision } = await givenPurchase(factory, supplierId, items);
  const moving = { purchaseOrderId, revision };
  const { product, token } = factory;
  return (await product.call<PurchaseOrderView>(token, "purchaseOrders.issue", moving)).data;
}
