import type { Cents, Day, DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

/** A line of a purchase order, by the requisition line that it orders. */
export interface OrderedLine {
  requisitionLineId: Id;
  itemId: Id;
  warehouseId: Id;
  quantity: DecimalText;
  dueOn: Day;
  /** Nobody had asked for it: a person buys it of his own accord. */
  byHand: boolean;
}

export interface PurchaseOrderDrafted {
  purchaseOrderId: Id;
  number: string;
  supplierId: Id;
  lines: readonly OrderedLine[];
}

/** Requisition lines were given to a supplier's order: nobody else buys them now. */
export const purchaseOrderDrafted = defineFact<PurchaseOrderDrafted>(
  "purchaseOrderDrafted",
  "purchase_order",
  (fact) => fact.purchaseOrderId,
);

export interface PurchaseOrderRevised {
  purchaseOrderId: Id;
  number: string;
  supplierId: Id;
  /** What each line orders now. */
  lines: readonly { requisitionLineId: Id; quantity: DecimalText; dueOn: Day }[];
}

/** A draft was edited. */
export const purchaseOrderRevised = defineFact<PurchaseOrderRevised>(
  "purchaseOrderRevised",
  "purchase_order",
  (fact) => fact.purchaseOrderId,
);

export interface PurchaseOrderIssued {
  purchaseOrderId: Id;
  number: string;
  supplierId: Id;
}

/** The supplier has the order in hand. */
export const purchaseOrderIssued = defineFact<PurchaseOrderIssued>(
  "purchaseOrderIssued",
  "purchase_order",
  (fact) => fact.purchaseOrderId,
);

export interface PurchaseOrderConfirmed {
  purchaseOrderId: Id;
  number: string;
  supplierId: Id;
  /** What is agreed of each open line now. */
  lines: readonly { requisitionLineId: Id; quantity: DecimalText; dueOn: Day }[];
}

/** The supplier said yes, or we to what he offered instead. */
export const purchaseOrderConfirmed = defineFact<PurchaseOrderConfirmed>(
  "purchaseOrderConfirmed",
  "purchase_order",
  (fact) => fact.purchaseOrderId,
);

export interface PurchaseOrderCountered {
  purchaseOrderId: Id;
  number: string;
  supplierId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
}

/** The supplier offers something else than was ordered; the order runs as issued until we answer. */
export const purchaseOrderCountered = defineFact<PurchaseOrderCountered>(
  "purchaseOrderCountered",
  "purchase_order",
  (fact) => fact.purchaseOrderId,
);

export interface PurchaseOrderCancelled {
  purchaseOrderId: Id;
  number: string;
  supplierId: Id;
  wasIssued: boolean;
  /** The lines that go back into the pool, as they were asked for; by hand: a person had asked, not a plan. */
  lines: readonly {
    requisitionLineId: Id;
    quantity: DecimalText;
    dueOn: Day;
    byHand: boolean;
  }[];
  reason: string;
}

/** Nothing comes of it any more: what was needed is to be bought again. */
export const purchaseOrderCancelled = defineFact<PurchaseOrderCancelled>(
  "purchaseOrderCancelled",
  "purchase_order",
  (fact) => fact.purchaseOrderId,
);

export interface PurchaseOrderClosedShort {
  purchaseOrderId: Id;
  number: string;
  supplierId: Id;
  /** The lines of which no more comes; a line's id is its supply's. */
  requisitionLineIds: readonly Id[];
  reason: string;
}

/** Something has come of it, and of some lines no more will. */
export const purchaseOrderClosedShort = defineFact<PurchaseOrderClosedShort>(
  "purchaseOrderClosedShort",
  "purchase_order",
  (fact) => fact.purchaseOrderId,
);

/** What came of one line. */
export interface ReceivedLine {
  receiptLineId: Id;
  requisitionLineId: Id;
  itemId: Id;
  warehouseId: Id;
  locationId: Id;
  lotId: Id;
  quantity: DecimalText;
  catchQuantity: DecimalText;
  /** Without tax, and the tax on it. */
  valueCents: Cents;
  taxCents: Cents;
  serials: readonly string[];
  /** It is looked at before it can be used. */
  inspects: boolean;
}

export interface GoodsReceived {
  goodsReceiptId: Id;
  number: string;
  purchaseOrderId: Id;
  supplierId: Id;
  receivedOn: Day;
  lines: readonly ReceivedLine[];
  /** Whose rest will not come: less was enough. */
  shortRequisitionLineIds: readonly Id[];
}

/** A supplier's goods are here. */
export const goodsReceived = defineFact<GoodsReceived>(
  "goodsReceived",
  "goods_receipt",
  (fact) => fact.goodsReceiptId,
);
