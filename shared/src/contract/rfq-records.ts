import { z } from "zod";
import * as shape from "./primitives";

/** What requests for quotation look like to buyers and to the suppliers who are asked. */

export const rfqStateNames = ["draft", "sent", "closed", "awarded", "cancelled"] as const;
export const rfqInvitationStateNames = [
  "invited",
  "viewed",
  "quoted",
  "declined",
  "won",
  "lost",
  "cancelled",
] as const;

/** So much per base unit, from a quantity on. */
const priceBreak = z.object({ minQuantity: z.string(), unitPrice: z.string() });

const asked = {
  id: z.string(),
  lineNo: z.int(),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  quantity: z.string(),
  dueOn: z.string(),
  note: z.string(),
};

export const rfq = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(rfqStateNames),
  revision: z.int(),
  ownerId: z.string().nullable(),
  departmentId: z.string().nullable(),
  /** Suppliers may answer, and change their answers, up to this instant; until then nobody of us reads them. */
  answerBy: z.string().nullable(),
  note: z.string(),
  sentAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  awardedAt: z.string().nullable(),
  cancelReason: z.string(),
  lines: z.array(
    z.object({
      ...asked,
      requisitionLineId: z.string().nullable(),
      /** What has become of the need since: it may have been cancelled, or be larger or smaller by now. */
      needState: z.enum(["open", "in_rfq", "ordered", "cancelled", "done"]).nullable(),
      needQuantity: z.string().nullable(),
      itemId: z.string(),
      warehouseId: z.string(),
    }),
  ),
  /** Who is asked; in a draft, who will be. */
  invitations: z.array(
    z.object({
      /** Null in a draft: nobody has been asked yet. */
      id: z.string().nullable(),
      supplierId: z.string(),
      supplierName: z.string(),
      state: z.enum(rfqInvitationStateNames).nullable(),
      viewedAt: z.string().nullable(),
      answeredAt: z.string().nullable(),
    }),
  ),
  actions: shape.actions,
});
export type RfqView = z.output<typeof rfq>;

/** What one supplier offers for one line, and what that comes to for the quantity that is needed. */
const comparedOffer = z.object({
  invitationId: z.string(),
  supplierId: z.string(),
  supplierName: z.string(),
  state: z.enum(["offered", "declined", "unanswered"]),
  declineReason: z.string(),
  /** Money is null where the actor may not see what things cost. */
  breaks: z.array(z.object({ minQuantity: z.string(), unitPrice: z.string().nullable() })),
  includesTax: z.boolean().nullable(),
  taxRate: z.string().nullable(),
  minimumOrder: z.string().nullable(),
  leadTimeDays: z.int().nullable(),
  arrivesOn: z.string().nullable(),
  late: z.boolean(),
  validUntil: z.string().nullable(),
  expired: z.boolean(),
  /** What must be bought to get what is needed: at least his minimum. */
  buysQuantity: z.string().nullable(),
  /** The price for that quantity as he says it. */
  unitPrice: z.string().nullable(),
  goodsExclCents: z.int().nullable(),
  freightExclCents: z.int().nullable(),
  /** Goods and freight without tax: what offers are compared by. */
  landedCents: z.int().nullable(),
  /** The same for each piece that is needed, in 元. */
  landedUnitPrice: z.string().nullable(),
  best: z.boolean(),
  awardedQuantity: z.string(),
});

export const rfqComparison = z.object({
  rfqId: z.string(),
  number: z.string(),
  state: z.enum(rfqStateNames),
  lines: z.array(z.object({ ...asked, itemId: z.string(), offers: z.array(comparedOffer) })),
  suppliers: z.array(
    z.object({
      invitationId: z.string(),
      supplierId: z.string(),
      supplierName: z.string(),
      state: z.enum(rfqInvitationStateNames),
      freightCents: z.int().nullable(),
      note: z.string(),
      declineReason: z.string(),
      offeredLines: z.int(),
      /** Of all that he offers. */
      landedCents: z.int().nullable(),
      isComplete: z.boolean(),
      purchaseOrderId: z.string().nullable(),
    }),
  ),
  masked: z.array(z.string()),
});
export type RfqComparison = z.output<typeof rfqComparison>;
export type ComparedOffer = z.output<typeof comparedOffer>;

/** What a supplier sees of what he is asked: his own answer, and neither who else is asked nor what for. */
export const portalRfq = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(rfqInvitationStateNames),
  answerBy: z.string(),
  /** Answers may still be given or changed. */
  open: z.boolean(),
  note: z.string(),
  invitedAt: z.string(),
  answeredAt: z.string().nullable(),
  includesTax: z.boolean(),
  taxRate: z.string(),
  freightCents: z.int(),
  validUntil: z.string().nullable(),
  answerNote: z.string(),
  declineReason: z.string(),
  lines: z.array(
    z.object({
      ...asked,
      state: z.enum(["asked", "offered", "declined"]),
      breaks: z.array(priceBreak),
      minimumOrder: z.string(),
      leadTimeDays: z.int().nullable(),
      declineReason: z.string(),
      awardedQuantity: z.string(),
    }),
  ),
  actions: shape.actions,
});
export type PortalRfq = z.output<typeof portalRfq>;
