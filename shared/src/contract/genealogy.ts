import { z } from "zod";
import { read, type Contract } from "./operation";
import * as shape from "./primitives";

/** Where a lot came from and what became of it, over every level that was made; and whom a recall must reach. */

const lotHead = {
  lotId: shape.id,
  lotNumber: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
};

/** One step away from the lot that was asked for: a work order between two lots. */
const genealogyStep = z.object({
  depth: z.int(),
  /** The lot nearer to the one that was asked for. */
  fromLotId: shape.id,
  workOrderId: shape.id,
  workOrderNumber: z.string(),
  /** The lot farther away; null where goods or material without a lot end the trace. */
  lotId: shape.id.nullable(),
  lotNumber: z.string().nullable(),
  /** Null while nothing has come out of the work order. */
  itemCode: z.string().nullable(),
  itemName: z.string().nullable(),
});
export type GenealogyStep = z.output<typeof genealogyStep>;

/** What a customer got of one lot with one delivery note. */
const lotDelivery = z.object({
  customerId: shape.id,
  customerName: z.string(),
  shipmentId: shape.id,
  shipmentNumber: z.string(),
  shippedOn: z.string(),
  ...lotHead,
  quantity: z.string(),
});
export type LotDelivery = z.output<typeof lotDelivery>;

const lotReceipt = z.object({
  supplierId: shape.id,
  supplierName: z.string(),
  goodsReceiptId: shape.id,
  goodsReceiptNumber: z.string(),
  receivedOn: z.string(),
  ...lotHead,
  supplierLot: z.string().nullable(),
  quantity: z.string(),
});
export type LotReceipt = z.output<typeof lotReceipt>;

const reach = {
  /** Whether the actor sees everybody's documents; otherwise there may be deliveries or receipts that are not told. */
  complete: z.boolean(),
  /** There is more, deeper or wider, than one answer holds. */
  truncated: z.boolean(),
};

const genealogy = z.object({
  ...lotHead,
  ...reach,
  /** What was made with it, and with that, and so on. */
  forward: z.array(genealogyStep),
  /** What it was made from, and that from, and so on. */
  backward: z.array(genealogyStep),
  receipts: z.array(lotReceipt),
  deliveries: z.array(lotDelivery),
});
export type Genealogy = z.output<typeof genealogy>;

const recall = z.object({
  ...lotHead,
  ...reach,
  deliveries: z.array(lotDelivery),
  /** Lots that were made with it, or itself, as far as they lie in our warehouses. */
  stillHere: z.array(z.object({ ...lotHead, quantity: z.string() })),
});
export type Recall = z.output<typeof recall>;

const ofLot = {
  input: z.strictObject({ lotId: shape.id }),
  actors: ["staff"],
  function: "inventory",
  subject: { type: "lot", key: "lotId" },
} as const;

export const genealogyContract = {
  "genealogy.show": read({
    ...ofLot,
    summary:
      "A lot both ways, level by level: to what was made with it and who got that, and to what it was made from and who supplied that.",
    output: genealogy,
    permission: "genealogy.show",
  }),
  "genealogy.recall": read({
    ...ofLot,
    summary:
      "Whom a recall of a lot must reach: every delivery of it or of what was made with it, and what still lies here.",
    output: recall,
    permission: "genealogy.recall",
  }),
} as const satisfies Contract;
