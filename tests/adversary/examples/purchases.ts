import type { PurchaseOrderView, PurchaseRulesView } from "@quanlian/shared/contract";
import { makeItem, type Holder } from "../holder";
import { exported, fresh, list, nothing, of, type Examples } from "./example";

/** An order of the owner's to his supplier, of an item that nobody else buys. */
async function content(h: Holder) {
  const { id: itemId } = await makeItem(h, "buy");
  const line = { itemId, quantity: "2", unitPrice: h.price, dueOn: "2026-12-31" };
  return {
    supplierId: h.supplier.id,
    note: h.mark,
    lines: [{ ...line, warehouseId: h.warehouseId }],
  };
}

async function make(h: Holder): Promise<PurchaseOrderView> {
  await askNobody(h);
  return h.call<PurchaseOrderView>("purchaseOrders.create", await content(h), h.owner.token);
}

/** Orders that need nobody's agreement: whoever has set rules meanwhile has tried what they are. */
async function askNobody(h: Holder): Promise<void> {
  const rules = await h.call<PurchaseRulesView>("purchaseOrders.rules", {});
  const none = { approveAboveCents: null, approveIncreaseRate: null };
  if (rules.approveAboveCents === null) return;
  await h.call("purchaseOrders.setRules", { ...rules, ...none });
}

/** Below what `content` comes to, whoever its owner is. */
const LIMIT_CENTS = 100_000_000;

/** A draft beyond the company's limit. */
async function makeBeyond(h: Holder): Promise<PurchaseOrderView> {
  const rules = await h.call<PurchaseRulesView>("purchaseOrders.rules", {});
  await h.call("purchaseOrders.setRules", { ...rules, approveAboveCents: LIMIT_CENTS });
  return h.call<PurchaseOrderView>("purchaseOrders.create", await content(h), h.owner.token);
}

async function makeIssued(h: Holder): Promise<PurchaseOrderView> {
  const { id: purchaseOrderId, revision } = await make(h);
  const moving = { purchaseOrderId, revision };
  return h.call<PurchaseOrderView>("purchaseOrders.issue", moving, h.owner.token);
}

async function makeCountered(h: Holder): Promise<PurchaseOrderView> {
  const { id: purchaseOrderId, lines } = await makeIssued(h);
  const offer = { purchaseOrderId, note: h.mark, lines: [{ lineId: lines[0]!.id, quantity: "3" }] };
  await h.call("portal.purchaseOrders.counter", offer, h.supplierContact.token);
  return h.call<PurchaseOrderView>("purchaseOrders.show", { purchaseOrderId }, h.owner.token);
}

const receipt = ({ id, revision, lines }: PurchaseOrderView, h: Holder) => ({
  ...{ purchaseOrderId: id, revision, supplierNote: h.mark, note: h.mark },
  lines: [{ lineId: lines[0]!.id, quantity: "1" }],
});

async function makePartlyReceived(h: Holder): Promise<PurchaseOrderView> {
  const order = await makeIssued(h);
  await h.call("goodsReceipts.receive", receipt(order, h), h.owner.token);
  return order;
}

async function makeReceipt(h: Holder): Promise<{ id: string }> {
  const input = receipt(await makeIssued(h), h);
  return h.call("goodsReceipts.receive", input, h.owner.token);
}

const onlyId = (made: (h: Holder) => Promise<{ id: string }>, key: string) => async (h: Holder) =>
  of({ [key]: (await made(h)).id });

const onIssuedLine = async (h: Holder, more: (lineId: string) => object) => {
  const { id, lines } = await makeIssued(h);
  return of({ purchaseOrderId: id, ...more(lines[0]!.id) });
};

/** What is ordered of suppliers, what they answer, and what comes. */
export const purchasesExamples: Examples = {
  "purchaseOrders.list": nothing,
  "purchaseOrders.count": nothing,
  "purchaseOrders.export": exported(),
  "purchaseOrders.create": async (h) => of(await content(h)),
  "purchaseOrders.show": onlyId(make, "purchaseOrderId"),
  "purchaseOrders.update": async (h) => {
    const { id, revision, lines } = await make(h);
    const edits = [{ lineId: lines[0]!.id, quantity: "3", dueOn: "2027-01-04" }];
    return of({ purchaseOrderId: id, revision, note: h.mark, lines: edits });
  },
  "purchaseOrders.submit": fresh("purchaseOrderId", makeBeyond),
  "purchaseOrders.rules": nothing,
  "purchaseOrders.setRules": async (h) => {
    const { revision } = await h.call<PurchaseRulesView>("purchaseOrders.rules", {});
    return of({ approveAboveCents: 99_999_999_999_999, approveIncreaseRate: null, revision });
  },
  "purchaseOrders.issue": fresh("purchaseOrderId", make),
  "purchaseOrders.confirm": async (h) => {
    const { id, revision, lines } = await makeIssued(h);
    const days = [{ lineId: lines[0]!.id, on: "2027-01-10" }];
    return of({ purchaseOrderId: id, revision, days });
  },
  "purchaseOrders.acceptCounter": fresh("purchaseOrderId", makeCountered),
  "purchaseOrders.refuseCounter": fresh("purchaseOrderId", makeCountered),
  "purchaseOrders.cancel": fresh("purchaseOrderId", makeIssued, () => ({ reason: "x" })),
  "purchaseOrders.closeShort": async (h) => {
    const { id: purchaseOrderId, lines } = await makePartlyReceived(h);
    const now = await h.call<PurchaseOrderView>(
      "purchaseOrders.show",
      { purchaseOrderId },
      h.owner.token,
    );
    const closing = { lineIds: [lines[0]!.id], reason: h.mark };
    return of({ purchaseOrderId, revision: now.revision, ...closing });
  },
  "goodsReceipts.list": list((h) => h.mark, "supplierNote"),
  "goodsReceipts.count": list((h) => h.mark, "supplierNote"),
  "goodsReceipts.export": exported(),
  "goodsReceipts.receive": async (h) => of(receipt(await makeIssued(h), h)),
  "goodsReceipts.show": onlyId(makeReceipt, "goodsReceiptId"),
  "portal.purchaseOrders.list": nothing,
  "portal.purchaseOrders.show": onlyId(makeIssued, "purchaseOrderId"),
  "portal.purchaseOrders.confirm": (h) =>
    onIssuedLine(h, (lineId) => ({ days: [{ lineId, on: "2027-01-10" }] })),
  "portal.purchaseOrders.counter": (h) =>
    onIssuedLine(h, (lineId) => ({ note: h.mark, lines: [{ lineId, on: "2027-01-10" }] })),
};
