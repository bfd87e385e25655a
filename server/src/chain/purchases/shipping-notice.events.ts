import type { Day, DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

/** What is announced of one line of a purchase order. */
export interface AnnouncedLine {
  noticeLineId: Id;
  purchaseOrderLineId: Id;
  requisitionLineId: Id;
  itemId: Id;
  quantity: DecimalText;
  /** Of what goes straight to a customer: the line of his order. */
  orderLineId: Id | null;
}

export interface ShippingNoticeSent {
  shippingNoticeId: Id;
  number: string;
  purchaseOrderId: Id;
  supplierId: Id;
  straight: boolean;
  shippedOn: Day;
  expectedOn: Day | null;
  carrier: string | null;
  waybill: string | null;
  lines: readonly AnnouncedLine[];
}

/** A supplier's goods are on their way: to us, or straight to a customer. */
export const shippingNoticeSent = defineFact<ShippingNoticeSent>(
  "shippingNoticeSent",
  "shipping_notice",
  (fact) => fact.shippingNoticeId,
);
