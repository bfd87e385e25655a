import type { RfqView } from "@quanlian/shared/contract";
import { makeItem, type Holder } from "../holder";
import { exported, nothing, of, once, type Example, type Examples } from "./example";

const tomorrow = (h: Holder) =>
  new Date(h.product.clock.now().getTime() + 24 * 3_600_000).toISOString();

/** A request of the owner's to his supplier, about an item that nobody else buys. */
async function content(h: Holder) {
  const { id: itemId } = await makeItem(h, "buy");
  const line = { itemId, quantity: "2", dueOn: "2026-12-31", note: h.mark };
  return {
    ...{ answerBy: tomorrow(h), note: h.mark, supplierIds: [h.supplier.id] },
    lines: [{ ...line, warehouseId: h.warehouseId }],
  };
}

const draft = async (h: Holder) => h.call<RfqView>("rfqs.create", await content(h), h.owner.token);

async function sent(h: Holder): Promise<RfqView> {
  const { id: rfqId, revision } = await draft(h);
  return h.call<RfqView>("rfqs.send", { rfqId, revision }, h.owner.token);
}

const asked = (rfq: RfqView) => rfq.invitations[0]!.id!;

async function answer(h: Holder, rfq: RfqView) {
  const invitationId = asked(rfq);
  const token = h.supplierContact.token;
  const { lines } = await h.call<RfqView>("portal.rfqs.show", { invitationId }, token);
  const breaks = [{ minQuantity: "1", unitPrice: h.cost }];
  return {
    ...{ invitationId, note: h.mark },
    lines: [{ lineId: lines[0]!.id, breaks, leadTimeDays: 3 }],
  };
}

async function answered(h: Holder): Promise<RfqView> {
  const rfq = await sent(h);
  await h.call("portal.rfqs.answer", await answer(h, rfq), h.supplierContact.token);
  return h.call<RfqView>("rfqs.show", { rfqId: rfq.id }, h.owner.token);
}

async function closed(h: Holder): Promise<RfqView> {
  const { id: rfqId, revision } = await answered(h);
  return h.call<RfqView>("rfqs.close", { rfqId, revision }, h.owner.token);
}

const oneSent = once(sent);
const oneClosed = once(closed);

const moved =
  (make: (h: Holder) => Promise<RfqView>, rest: (h: Holder, rfq: RfqView) => object = () => ({})) =>
  async (h: Holder): Promise<Example> => {
    const rfq = await make(h);
    return of({ rfqId: rfq.id, revision: rfq.revision, ...rest(h, rfq) });
  };
const invited =
  (rest: (h: Holder) => object = () => ({})) =>
  async (h: Holder): Promise<Example> =>
    of({ invitationId: asked(await sent(h)), ...rest(h) });

async function anotherSupplier(h: Holder): Promise<Example> {
  const { id: rfqId, revision } = await sent(h);
  return of({ rfqId, revision, supplierIds: [h.supplier.id] });
}

/** What suppliers are asked, answer and win. */
export const rfqsExamples: Examples = {
  "rfqs.list": nothing,
  "rfqs.count": nothing,
  "rfqs.export": exported(),
  "rfqs.create": async (h) => of(await content(h)),
  "rfqs.show": async (h) => of({ rfqId: (await oneSent(h)).id }),
  "rfqs.update": moved(draft, (h) => ({ note: h.mark, supplierIds: [h.supplier.id] })),
  "rfqs.send": moved(draft),
  "rfqs.invite": anotherSupplier,
  "rfqs.extend": moved(sent, (h) => ({
    answerBy: new Date(Date.parse(tomorrow(h)) + 3_600_000).toISOString(),
  })),
  "rfqs.recordAnswer": async (h) => {
    const rfq = await sent(h);
    return of({ rfqId: rfq.id, revision: rfq.revision, ...(await answer(h, rfq)) });
  },
  "rfqs.close": moved(answered),
  "rfqs.compare": async (h) => of({ rfqId: (await oneClosed(h)).id }),
  "rfqs.award": moved(closed, (_, rfq) => ({
    awards: [{ lineId: rfq.lines[0]!.id, invitationId: asked(rfq), quantity: "2" }],
  })),
  "rfqs.cancel": moved(draft, (h) => ({ reason: h.mark })),
  "portal.rfqs.list": nothing,
  "portal.rfqs.show": async (h) => of({ invitationId: asked(await oneSent(h)) }),
  "portal.rfqs.view": invited(),
  "portal.rfqs.answer": async (h) => of(await answer(h, await sent(h))),
  "portal.rfqs.decline": invited((h) => ({ reason: h.mark })),
};
