import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** What goes back to suppliers, and is not to be paid. */

export const supplierReturnStateNames = ["draft", "dispatched", "cancelled"] as const;

export const supplierReturnList = declareList("supplierReturns", {
  subject: "supplier_return",
  about: "goods that go back to suppliers",
  function: "purchasing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(supplierReturnStateNames),
    supplier: listField.reference(),
    goodsReceipt: listField.reference(),
    reason: listField.text(),
    waybill: listField.code(),
    returnedOn: listField.day(),
    createdAt: listField.instant({ shown: false }),
  },
});

const line = z.object({
  id: z.string(),
  lineNo: z.int(),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  quantity: z.string(),
});

/** As the supplier sees it: his own goods that are on their way back, and why. */
export const portalSupplierReturn = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(supplierReturnStateNames),
  purchaseOrderId: z.string(),
  purchaseOrderNumber: z.string(),
  goodsReceiptNumber: z.string(),
  reason: z.string(),
  carrier: z.string(),
  waybill: z.string(),
  returnedOn: z.string().nullable(),
  lines: z.array(line),
});
export type PortalSupplierReturn = z.output<typeof portalSupplierReturn>;

export const supplierReturn = portalSupplierReturn.extend({
  revision: z.int(),
  supplierId: z.string(),
  supplierName: z.string(),
  goodsReceiptId: z.string(),
  note: z.string(),
  cancelReason: z.string(),
  lines: z.array(
    line.extend({
      receiptLineId: z.string(),
      itemId: z.string(),
      warehouseId: z.string(),
      locationId: z.string(),
      lotNumber: z.string(),
      status: z.enum(["usable", "frozen"]),
      serials: z.array(z.string()),
    }),
  ),
  actions: shape.actions,
});
export type SupplierReturnView = z.output<typeof supplierReturn>;

const MOST_LINES = 200;
const buying = { actors: ["staff"], function: "purchasing", output: supplierReturn } as const;
const oneReturn = { type: "supplier_return", key: "supplierReturnId" } as const;
const moving = { supplierReturnId: shape.id, revision: shape.revision };

export const supplierReturnsContract = {
  ...listContract(supplierReturnList),
  "supplierReturns.create": write({
    ...buying,
    summary:
      "Drafts what goes back of one receipt: of each line never more than came and has not gone back yet.",
    input: z.strictObject({
      goodsReceiptId: shape.id,
      reason: shape.text(500),
      note: shape.note(500).optional(),
      lines: z
        .array(
          z.strictObject({
            receiptLineId: shape.id,
            quantity: shape.quantity,
            catchQuantity: shape.amount.default("0"),
            /** Blocked by an inspection, or still usable. */
            status: z.enum(["usable", "frozen"]).default("frozen"),
            /** Where it lies; left out: where it came to. */
            locationId: shape.id.optional(),
            serials: z.array(shape.text(64)).max(500).optional(),
          }),
        )
        .min(1)
        .max(MOST_LINES),
    }),
    permission: "supplierReturns.create",
    subject: { type: "goods_receipt", key: "goodsReceiptId" },
    errors: ["reference.not_found", "request.invalid", "return.over_received"],
  }),
  "supplierReturns.show": read({
    ...buying,
    summary: "One return to a supplier, line by line.",
    input: z.strictObject({ supplierReturnId: shape.id }),
    permission: "supplierReturns.show",
    subject: oneReturn,
  }),
  "supplierReturns.dispatch": write({
    ...buying,
    summary:
      "Sends it: the goods leave stock, and what was charged for them is not to be paid, to the cent.",
    input: z.strictObject({
      ...moving,
      carrier: shape.text(64).optional(),
      waybill: shape.text(64).optional(),
    }),
    permission: "supplierReturns.dispatch",
    subject: oneReturn,
    errors: [
      "revision.stale",
      "state.illegal_move",
      "stock.insufficient",
      "stock.reserved",
      "stock.untracked",
      "stock.frozen_for_count",
      "period.closed",
    ],
  }),
  "supplierReturns.cancel": write({
    ...buying,
    summary: "Drops a draft: the goods stay.",
    input: z.strictObject({ ...moving, reason: shape.text(500) }),
    permission: "supplierReturns.cancel",
    subject: oneReturn,
    errors: ["revision.stale", "state.illegal_move"],
  }),
} as const satisfies Contract;

const selling = { actors: ["supplier"], permission: null, function: "purchasing" } as const;

export const portalSupplierReturnsContract = {
  "portal.supplierReturns.list": read({
    ...selling,
    summary: "What has gone back to a supplier, the newest first.",
    input: z.strictObject({
      before: shape.id.optional(),
      limit: z.int().min(1).max(50).default(20),
    }),
    output: z.object({
      rows: z.array(portalSupplierReturn.omit({ lines: true })),
      next: z.string().nullable(),
    }),
    subject: { type: "supplier_return", list: true },
  }),
  "portal.supplierReturns.show": read({
    ...selling,
    summary: "One return to a supplier as he sees it; a draft is ours alone.",
    input: z.strictObject({ supplierReturnId: shape.id }),
    output: portalSupplierReturn,
    subject: oneReturn,
  }),
} as const satisfies Contract;
