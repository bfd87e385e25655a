import type { Cents, Day, DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

/** A part of a line that one supplier wins. */
export interface AwardedLine {
  invitationLineId: Id;
  /** Null: nobody had asked for it before. */
  requisitionLineId: Id | null;
  itemId: Id;
  warehouseId: Id;
  quantity: DecimalText;
  unitPrice: DecimalText;
  dueOn: Day;
}

export interface RfqAwarded {
  rfqId: Id;
  number: string;
  /** Needs that go to several suppliers, or in part back into the pool: the first part keeps the line. */
  splits: readonly { requisitionLineId: Id; parts: readonly { id: Id; quantity: DecimalText }[] }[];
  orders: readonly {
    invitationId: Id;
    supplierId: Id;
    includesTax: boolean;
    taxRate: DecimalText;
    freightCents: Cents;
    lines: readonly AwardedLine[];
  }[];
  /** Who was asked and wins nothing. */
  losers: readonly { invitationId: Id; supplierId: Id }[];
}

/** Somebody has decided who gets what of a request. */
export const rfqAwarded = defineFact<RfqAwarded>("rfqAwarded", "rfq", (fact) => fact.rfqId);
