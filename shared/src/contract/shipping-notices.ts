import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** What suppliers announce: goods on their way to us, or straight to a customer. */

export const shippingNoticeStateNames = ["sent", "received", "cancelled"] as const;

export const shippingNoticeList = declareList("shippingNotices", {
  subject: "shipping_notice",
  about: "what suppliers have announced",
  function: "purchasing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(shippingNoticeStateNames),
    supplier: listField.reference(),
    purchaseOrder: listField.reference(),
    straight: listField.flag(),
    carrier: listField.text(),
    waybill: listField.code(),
    shippedOn: listField.day(),
    expectedOn: listField.day(),
    createdAt: listField.instant({ shown: false }),
  },
});

const head = {
  id: z.string(),
  number: z.string(),
  state: z.enum(shippingNoticeStateNames),
  purchaseOrderId: z.string(),
  purchaseOrderNumber: z.string(),
  /** It goes straight to a customer of ours. */
  straight: z.boolean(),
  carrier: z.string(),
  waybill: z.string(),
  shippedOn: z.string(),
  expectedOn: z.string().nullable(),
};
const line = z.object({
  id: z.string(),
  lineNo: z.int(),
  purchaseOrderLineId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  quantity: z.string(),
  lotNumber: z.string(),
});

export const portalShippingNotice = z.object({
  ...head,
  note: z.string(),
  cancelReason: z.string(),
  lines: z.array(line),
  actions: shape.actions,
});
export const shippingNotice = portalShippingNotice.extend({
  revision: z.int(),
  supplierId: z.string(),
  supplierName: z.string(),
  ownerId: z.string().nullable(),
  departmentId: z.string().nullable(),
});
export type PortalShippingNotice = z.output<typeof portalShippingNotice>;
export type ShippingNoticeView = z.output<typeof shippingNotice>;

const MOST_LINES = 200;

/** What is announced of a purchase order. */
const announced = {
  purchaseOrderId: shape.id,
  shippedOn: shape.day.optional(),
  expectedOn: shape.day.optional(),
  carrier: shape.text(64).optional(),
  waybill: shape.text(64).optional(),
  note: shape.note(500).optional(),
  lines: z
    .array(
      z.strictObject({
        lineId: shape.id,
        quantity: shape.quantity,
        lotNumber: shape.text(64).optional(),
      }),
    )
    .min(1)
    .max(MOST_LINES),
};
const announcing = [
  "reference.not_found",
  "request.invalid",
  "purchase.not_receivable",
  "notice.over_ordered",
  "notice.mixed",
  "notice.many_customers",
  "period.closed",
] as const;

const buying = { actors: ["staff"], function: "purchasing" } as const;
const oneNotice = { type: "shipping_notice", key: "shippingNoticeId" } as const;

export const shippingNoticesContract = {
  ...listContract(shippingNoticeList),
  "shippingNotices.show": read({
    ...buying,
    summary: "What a supplier has announced, line by line.",
    input: z.strictObject({ shippingNoticeId: shape.id }),
    output: shippingNotice,
    permission: "shippingNotices.show",
    subject: oneNotice,
  }),
  "shippingNotices.record": write({
    ...buying,
    summary: "Writes down what a supplier has announced, by telephone say.",
    input: z.strictObject(announced),
    output: shippingNotice,
    permission: "shippingNotices.record",
    subject: { type: "purchase_order", key: "purchaseOrderId" },
    errors: announcing,
  }),
  "shippingNotices.cancel": write({
    ...buying,
    summary: "Takes an announcement back of goods that did not come.",
    input: z.strictObject({
      shippingNoticeId: shape.id,
      revision: shape.revision,
      reason: shape.text(500),
    }),
    output: shippingNotice,
    permission: "shippingNotices.cancel",
    subject: oneNotice,
    errors: ["revision.stale", "state.illegal_move", "notice.straight"],
  }),
} as const satisfies Contract;

const selling = { actors: ["supplier"], permission: null, function: "purchasing" } as const;

export const portalShippingNoticesContract = {
  "portal.shippingNotices.list": read({
    ...selling,
    summary: "What a supplier has announced, the newest first.",
    input: z.strictObject({
      before: shape.id.optional(),
      limit: z.int().min(1).max(50).default(20),
    }),
    output: z.object({ rows: z.array(z.object(head)), next: z.string().nullable() }),
    subject: { type: "shipping_notice", list: true },
  }),
  "portal.shippingNotices.show": read({
    ...selling,
    summary: "One of a supplier's own announcements.",
    input: z.strictObject({ shippingNoticeId: shape.id }),
    output: portalShippingNotice,
    subject: oneNotice,
  }),
  "portal.shippingNotices.send": write({
    ...selling,
    summary:
      "Announces goods of an order: what is on its way to us, or has been shipped straight to a customer.",
    input: z.strictObject(announced),
    output: portalShippingNotice,
    subject: { type: "purchase_order", key: "purchaseOrderId" },
    errors: announcing,
  }),
} as const satisfies Contract;
