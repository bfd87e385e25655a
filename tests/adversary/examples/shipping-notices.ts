import type { PurchaseOrderView, ShippingNoticeView } from "@quanlian/shared/contract";
import { makeItem, type Holder } from "../holder";
import { exported, nothing, of, once, type Example, type Examples } from "./example";

/** An order that the holder's supplier has in hand. */
async function issued(h: Holder): Promise<PurchaseOrderView> {
  const item = await makeItem(h, "buy");
  const line = { itemId: item.id, quantity: "9", unitPrice: "1", dueOn: "2026-12-20" };
  const draft = await h.call<PurchaseOrderView>(
    "purchaseOrders.create",
    { supplierId: h.supplier.id, lines: [line] },
    h.owner.token,
  );
  const { id: purchaseOrderId, revision } = draft;
  return h.call<PurchaseOrderView>("purchaseOrders.issue", { purchaseOrderId, revision });
}

const announced = (h: Holder, { id, lines }: PurchaseOrderView) => ({
  ...{ purchaseOrderId: id, carrier: h.mark, waybill: h.mark, note: h.mark },
  lines: [{ lineId: lines[0]!.id, quantity: "1", lotNumber: h.mark }],
});

const noticed = async (h: Holder) =>
  h.call<ShippingNoticeView>("shippingNotices.record", announced(h, await issued(h)));
const oneNoticed = once(noticed);

const listing = async (h: Holder): Promise<Example> => {
  await oneNoticed(h);
  return of({ filter: { carrier: { contains: h.mark } } });
};

/** What suppliers announce. */
export const shippingNoticesExamples: Examples = {
  "shippingNotices.list": listing,
  "shippingNotices.count": listing,
  "shippingNotices.export": exported(),
  "shippingNotices.show": async (h) => of({ shippingNoticeId: (await oneNoticed(h)).id }),
  "shippingNotices.record": async (h) => of(announced(h, await issued(h))),
  "shippingNotices.cancel": async (h) => {
    const { id: shippingNoticeId, revision } = await noticed(h);
    return of({ shippingNoticeId, revision, reason: h.mark });
  },
  "portal.shippingNotices.list": nothing,
  "portal.shippingNotices.show": async (h) => of({ shippingNoticeId: (await oneNoticed(h)).id }),
  "portal.shippingNotices.send": async (h) => of(announced(h, await issued(h))),
};
