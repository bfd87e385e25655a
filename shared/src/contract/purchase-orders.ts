import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import { tooLarge } from "./order-lines";
import * as shape from "./primitives";
import {
  goodsReceipt,
  purchaseOrder,
  purchaseOrderStateNames,
  purchaseRules,
} from "./purchase-records";
import { namedLot } from "./stock";

/** What is ordered of suppliers, and what comes of it. */

export const purchaseOrderList = declareList("purchaseOrders", {
  subject: "purchase_order",
  about: "purchase orders",
  function: "purchasing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(purchaseOrderStateNames),
    supplier: listField.reference(),
    orderedOn: listField.day(),
    inclCents: listField.cents({ mask: "cost" }),
    createdAt: listField.instant({ shown: false }),
  },
});

export const goodsReceiptList = declareList("goodsReceipts", {
  subject: "goods_receipt",
  about: "receipts of goods from suppliers",
  function: "purchasing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    purchaseOrder: listField.code(),
    supplier: listField.reference(),
    receivedOn: listField.day(),
    supplierNote: listField.text(),
    createdAt: listField.instant({ shown: false }),
  },
});

const buying = { actors: ["staff"], function: "purchasing" } as const;
const oneOrder = { type: "purchase_order", key: "purchaseOrderId" } as const;
const ours = { ...buying, subject: oneOrder, output: purchaseOrder } as const;
const moving = { purchaseOrderId: shape.id, revision: shape.revision };
const MOST_LINES = 200;

export const confirmedDays = z
  .array(z.strictObject({ lineId: shape.id, on: shape.day }))
  .max(MOST_LINES)
  .default([]);

/** One line: a requisition line of the pool, or an item that somebody buys of his own accord. */
const lineInput = z
  .strictObject({
    requisitionLineId: shape.id.optional(),
    itemId: shape.id.optional(),
    warehouseId: shape.id.optional(),
    /** In the item's own unit; left out: what the requisition asks for. */
    quantity: shape.quantity.optional(),
    /** Per base unit; left out: the supplier's price for the quantity, or 0 where he has none. */
    unitPrice: shape.unitPrice.optional(),
    taxRate: shape.rate.optional(),
    dueOn: shape.day.optional(),
  })
  .refine((each) => (each.requisitionLineId === undefined) !== (each.itemId === undefined), {
    error: "issue.requisition_or_item",
    path: ["itemId"],
  })
  .refine(
    (each) =>
      each.itemId === undefined || (each.quantity !== undefined && each.dueOn !== undefined),
    { error: "issue.quantity_and_day", path: ["quantity"] },
  )
  .refine(
    ({ quantity, unitPrice }) =>
      quantity === undefined || shape.fitsBooks([{ quantity, unitPrice }]),
    { ...tooLarge, path: ["quantity"] },
  );

export const purchaseOrdersContract = {
  ...listContract(purchaseOrderList),
  ...listContract(goodsReceiptList),
  "purchaseOrders.create": write({
    ...buying,
    summary:
      "Drafts an order for one supplier from requisition lines of the pool, or from items by hand; prices come from the supplier's price list.",
    input: z.strictObject({
      supplierId: shape.id,
      pricesIncludeTax: z.boolean().default(true),
      note: shape.note(1000).optional(),
      lines: z.array(lineInput).min(1).max(MOST_LINES),
    }),
    output: purchaseOrder,
    permission: "purchaseOrders.create",
    subject: { type: "purchase_order", creates: true },
    errors: [
      "reference.not_found",
      "purchase.line_taken",
      "purchase.below_need",
      "auth.field_masked",
    ],
  }),
  "purchaseOrders.show": read({
    ...ours,
    summary: "One purchase order with its lines, what has come, and what may be done with it now.",
    input: z.strictObject({ purchaseOrderId: shape.id }),
    permission: "purchaseOrders.show",
  }),
  "purchaseOrders.update": write({
    ...ours,
    summary: "Edits a draft: its note, and quantity, price, tax or day of the named lines.",
    input: z.strictObject({
      ...moving,
      note: shape.note(1000).optional(),
      lines: z
        .array(
          z
            .strictObject({
              lineId: shape.id,
              quantity: shape.quantity.optional(),
              unitPrice: shape.unitPrice.optional(),
              taxRate: shape.rate.optional(),
              dueOn: shape.day.optional(),
            })
            .refine(
              ({ quantity, unitPrice }) =>
                quantity === undefined || shape.fitsBooks([{ quantity, unitPrice }]),
              { ...tooLarge, path: ["quantity"] },
            ),
        )
        .max(MOST_LINES)
        .optional(),
    }),
    permission: "purchaseOrders.update",
    errors: [
      "revision.stale",
      "reference.not_found",
      "purchase.frozen",
      "purchase.below_need",
      "auth.field_masked",
    ],
  }),
  "purchaseOrders.submit": write({
    ...ours,
    summary:
      "Asks for the agreement that a draft needs by the company's rules; agreed to, its supplier gets it at once.",
    input: z.strictObject(moving),
    permission: "purchaseOrders.submit",
    errors: ["revision.stale", "purchase.price_missing", "purchase.needs_no_approval"],
  }),
  "purchaseOrders.rules": read({
    ...buying,
    summary: "When a purchase order needs somebody's agreement.",
    input: z.strictObject({}),
    output: purchaseRules,
    permission: "purchaseOrders.rules",
    subject: { type: "purchase_order", self: true },
  }),
  "purchaseOrders.setRules": write({
    ...buying,
    summary: "Sets these rules for whatever suppliers are given, or agreed to, from now on.",
    input: z.strictObject({
      approveAboveCents: shape.centsNotNegative.nullable(),
      approveIncreaseRate: shape.rate.nullable(),
      /** 0 where none were set yet. */
      revision: z.int().min(0).max(2_147_483_647),
    }),
    output: purchaseRules,
    permission: "purchaseOrders.setRules",
    subject: { type: "purchase_order", self: true },
    errors: ["revision.stale"],
  }),
  "purchaseOrders.issue": write({
    ...ours,
    summary: "Gives the order to the supplier, who sees it from now on.",
    input: z.strictObject(moving),
    permission: "purchaseOrders.issue",
    errors: ["revision.stale", "purchase.price_missing", "purchase.needs_approval"],
  }),
  "purchaseOrders.confirm": write({
    ...ours,
    summary: "Writes down that the supplier said yes, and by which days.",
    input: z.strictObject({ ...moving, days: confirmedDays }),
    permission: "purchaseOrders.confirm",
    errors: ["revision.stale", "reference.not_found"],
  }),
  "purchaseOrders.acceptCounter": write({
    ...ours,
    summary:
      "Agrees to what the supplier offers instead, and the plan and the promises move with it; or asks for the agreement that it needs.",
    input: z.strictObject(moving),
    permission: "purchaseOrders.acceptCounter",
    errors: ["revision.stale", "purchase.below_need", "purchase.counter_awaits_approval"],
  }),
  "purchaseOrders.refuseCounter": write({
    ...ours,
    summary: "Stays with what was ordered; the supplier is asked again.",
    input: z.strictObject(moving),
    permission: "purchaseOrders.refuseCounter",
    errors: ["revision.stale"],
  }),
  "purchaseOrders.cancel": write({
    ...ours,
    summary:
      "Takes an order back of which nothing has come: what is needed goes back into the pool.",
    input: z.strictObject({ ...moving, reason: shape.text(500) }),
    permission: "purchaseOrders.cancel",
    errors: ["revision.stale"],
  }),
  "purchaseOrders.closeShort": write({
    ...ours,
    summary:
      "Ends the named lines of an order of which something has come, or all open ones: the rest will not come, and who waits for it is planned for anew.",
    input: z.strictObject({
      ...moving,
      lineIds: z.array(shape.id).min(1).max(MOST_LINES).optional(),
      reason: shape.text(500),
    }),
    permission: "purchaseOrders.closeShort",
    errors: ["revision.stale", "reference.not_found"],
  }),
  "goodsReceipts.receive": write({
    ...buying,
    summary:
      "Takes goods of a purchase order into stock, in one or more places and lots; what waited for them holds them at once.",
    input: z.strictObject({
      purchaseOrderId: shape.id,
      revision: shape.revision,
      receivedOn: shape.day.optional(),
      supplierNote: shape.text(64).optional(),
      /** The supplier's announcement that this is. */
      shippingNoticeId: shape.id.optional(),
      note: shape.note(500).optional(),
      lines: z
        .array(
          z.strictObject({
            lineId: shape.id,
            quantity: shape.quantity,
            catchQuantity: shape.amount.optional(),
            locationId: shape.id.optional(),
            lot: namedLot.optional(),
            serials: z.array(shape.text(64)).max(500).optional(),
          }),
        )
        .min(1)
        .max(MOST_LINES),
    }),
    output: goodsReceipt,
    permission: "goodsReceipts.receive",
    subject: oneOrder,
    errors: [
      "revision.stale",
      "reference.not_found",
      "receipt.over_ordered",
      "receipt.dropship",
      "state.illegal_move",
      "purchase.not_receivable",
      "stock.untracked",
      "serial.in_stock",
      "period.closed",
      "stock.frozen_for_count",
    ],
  }),
  "goodsReceipts.show": read({
    ...buying,
    summary: "One receipt with what came, where it lies and what it is worth.",
    input: z.strictObject({ goodsReceiptId: shape.id }),
    output: goodsReceipt,
    permission: "goodsReceipts.show",
    subject: { type: "goods_receipt", key: "goodsReceiptId" },
  }),
} as const satisfies Contract;
