import type { IncomingInspectionView, PurchaseOrderView } from "@quanlian/shared/contract";
import { makeItem, type Holder } from "../holder";
import { exported, nothing, of, once, type Examples } from "./example";

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

/** What goods of suppliers are found to be. */
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
};
