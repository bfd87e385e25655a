import type {
  IncomingInspectionView,
  PurchaseOrderView,
  SupplierReturnView,
} from "@quanlian/shared/contract";
import { givenItem, type GivenFactory } from "./given-factory";

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

/** Goods that were looked at: of five three can be used. Answers the inspection's id. */
export async function givenInspected(factory: GivenFactory, supplierId: string): Promise<string> {
  const { product, token } = factory;
  const item = await givenItem(factory, { inspectIncoming: true });
  const order = await givenIssuedPurchase(factory, supplierId, [[item, "5"]]);
  const received = await product.call(token, "goodsReceipts.receive", {
    ...{ purchaseOrderId: order.id, revision: order.revision },
    lines: [{ lineId: order.lines[0]!.id, quantity: "5" }],
  });
  void received.data;
  const filter = { itemCode: { eq: item.code } };
  const { rows } = (
    await product.call<{ rows: { id: string }[] }>(token, "incomingInspections.list", { filter })
  ).data;
  const inspectionId = rows[0]!.id;
  const judged = { inspectionId, revision: 1, passed: "3", failed: "2", cause: "划伤" };
  const { data } = await product.call<IncomingInspectionView>(
    token,
    "incomingInspections.judge",
    judged,
  );
  return data.id;
}

/** One piece of what failed has gone back, and another is about to. Answers the first one's id. */
export async function givenReturned(factory: GivenFactory, inspectionId: string): Promise<string> {
  const { product, token } = factory;
  const call = async <T>(operation: string, input: object) =>
    (await product.call<T>(token, operation, input)).data;
  const inspection = await call<IncomingInspectionView>("incomingInspections.show", {
    inspectionId,
  });
  const draft = () =>
    call<SupplierReturnView>("supplierReturns.create", {
      ...{ goodsReceiptId: inspection.goodsReceiptId, reason: "划伤" },
      lines: [{ receiptLineId: inspection.goodsReceiptLineId, quantity: "1" }],
    });
  const { id: supplierReturnId, revision } = await draft();
  await call("supplierReturns.dispatch", { supplierReturnId, revision });
  await draft();
  return supplierReturnId;
}
