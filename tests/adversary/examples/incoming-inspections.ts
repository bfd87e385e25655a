import type {
  IncomingInspectionView,
  PurchaseOrderView,
  SupplierReturnView,
} from "@quanlian/shared/contract";
import { makeItem, type Holder } from "../holder";
import { exported, fresh, nothing, of, once, type Examples } from "./example";

/** Goods of the owner's supplier that nobody has looked at yet. */
async function waiting(h: Holder): Promise<IncomingInspectionView> {
  const { id: itemId } = await makeItem(h, "buy", { inspectIncoming: true });
  const line = { itemId, quantity: "9", unitPrice: "1", dueOn: "2026-12-20" };
  const draft = await h.call<PurchaseOrderView>(
    "purchaseOrders.create",
    { supplierId: h.supplier.id, lines: [line] },
    h.owner.token,
  );
  const moving = { purchaseOrderId: draft.id, revision: draft.revision };
  const order = await h.call<PurchaseOrderView>("purchaseOrders.issue", moving);
  await h.call("goodsReceipts.receive", {
    ...{ purchaseOrderId: order.id, revision: order.revision },
    lines: [{ lineId: order.lines[0]!.id, quantity: "2" }],
  });
  const filter = { item: { eq: itemId } };
  const { rows } = await h.call<{ rows: { id: string }[] }>("incomingInspections.list", { filter });
  return h.call<IncomingInspectionView>("incomingInspections.show", { inspectionId: rows[0]!.id });
}

/** One that was judged, with the holder's mark. */
async function judged(h: Holder): Promise<IncomingInspectionView> {
  const { id: inspectionId, revision } = await waiting(h);
  const found = { failed: "2", cause: h.mark, note: h.mark };
  return h.call("incomingInspections.judge", { inspectionId, revision, ...found });
}
const oneJudged = once(judged);

const listing = async (h: Holder) => {
  await oneJudged(h);
  return of({ filter: { cause: { contains: h.mark } } });
};

/** What has failed and is about to go back. */
async function goingBack(h: Holder): Promise<SupplierReturnView> {
  const { goodsReceiptId, goodsReceiptLineId } = await judged(h);
  return h.call("supplierReturns.create", returned(h, goodsReceiptId, goodsReceiptLineId));
}
const returned = (h: Holder, goodsReceiptId: string, receiptLineId: string) => ({
  ...{ goodsReceiptId, reason: h.mark, note: h.mark },
  lines: [{ receiptLineId, quantity: "1" }],
});
const sent = async (h: Holder): Promise<SupplierReturnView> => {
  const { id: supplierReturnId, revision } = await goingBack(h);
  return h.call("supplierReturns.dispatch", { supplierReturnId, revision, waybill: h.mark });
};
const oneSent = once(sent);

const listingReturns = async (h: Holder) => {
  await oneSent(h);
  return of({ filter: { reason: { contains: h.mark } } });
};

/** What goods of suppliers are found to be, and what goes back of them. */
export const incomingInspectionsExamples: Examples = {
  "incomingInspections.list": listing,
  "incomingInspections.count": listing,
  "incomingInspections.export": exported(),
  "incomingInspections.show": async (h) => of({ inspectionId: (await oneJudged(h)).id }),
  "incomingInspections.judge": async (h) => {
    const { id: inspectionId, revision } = await waiting(h);
    return of({ inspectionId, revision, passed: "2", note: h.mark });
  },
  "portal.inspections.list": nothing,
  "supplierReturns.list": listingReturns,
  "supplierReturns.count": listingReturns,
  "supplierReturns.export": exported(),
  "supplierReturns.create": async (h) => {
    const { goodsReceiptId, goodsReceiptLineId } = await judged(h);
    return of(returned(h, goodsReceiptId, goodsReceiptLineId));
  },
  "supplierReturns.show": async (h) => of({ supplierReturnId: (await oneSent(h)).id }),
  "supplierReturns.dispatch": fresh("supplierReturnId", goingBack, (h) => ({ waybill: h.mark })),
  "supplierReturns.cancel": fresh("supplierReturnId", goingBack, (h) => ({ reason: h.mark })),
  "portal.supplierReturns.list": nothing,
  "portal.supplierReturns.show": async (h) => of({ supplierReturnId: (await oneSent(h)).id }),
};
