import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** The stock ledger as people use it. */

const adjustmentFields = z.strictObject({
  itemId: shape.id,
  warehouseId: shape.id,
  locationId: shape.id.optional(),
  /** Above zero adds, below zero takes away. */
  quantity: shape.decimal.refine((text) => /[1-9]/.test(text) && /^-?\d{1,9}(\.|$)/.test(text), {
    error: "issue.quantity",
  }),
  /** What one unit of an addition is worth, in 元. */
  unitCost: shape.unitPrice.optional(),
});

const tooLarge = { error: "issue.out_of_range" };
const valueOf = (line: { quantity: string; unitCost?: string | undefined }) => ({
  quantity: line.quantity,
  unitPrice: line.unitCost,
});
const adjustmentLine = adjustmentFields.refine((line) => shape.fitsBooks([valueOf(line)]), {
  ...tooLarge,
  path: ["quantity"],
});

/** What one item has in one warehouse. */
const itemStock = z.object({
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  warehouseId: z.string(),
  warehouseName: z.string(),
  onHand: z.string(),
  reserved: z.string(),
  free: z.string(),
  /** Null where hidden from the actor. */
  valueCents: z.int().nullable(),
});

/** Every movement, the newest first. */
export const stockMoveList = declareList("stockMoves", {
  subject: "stock_move",
  about: "stock moves",
  function: "inventory",
  actors: ["staff"],
  fields: {
    item: listField.reference(),
    itemCode: listField.code(),
    warehouse: listField.reference(),
    kind: listField.oneOf(["adjustment"]),
    quantity: listField.quantity(),
    valueCents: listField.cents({ mask: "cost" }),
    reason: listField.text(),
    occurredOn: listField.day(),
    createdAt: listField.instant({ shown: false }),
  },
});

export const inventoryContract = {
  ...listContract(stockMoveList),
  "inventory.stock": read({
    summary: "What some items have on hand, reserved and free, per warehouse.",
    input: z.strictObject({ itemIds: z.array(shape.id).min(1).max(200) }),
    output: z.object({ rows: z.array(itemStock) }),
    actors: ["staff"],
    permission: "inventory.stock",
    function: "inventory",
    subject: { type: "item", list: true },
  }),
  "inventory.adjust": write({
    summary: "Corrects stock with a reason: all lines are posted together or none.",
    input: z.strictObject({
      reason: shape.text(200),
      lines: z
        .array(adjustmentLine)
        .min(1)
        .max(500)
        .refine((lines) => shape.fitsBooks(lines.map(valueOf)), tooLarge),
    }),
    output: z.object({ adjustmentId: z.string(), lines: z.int() }),
    actors: ["staff"],
    permission: "inventory.adjust",
    function: "inventory",
    subject: { type: "stock_adjustment", creates: true },
    errors: ["reference.not_found", "stock.insufficient", "stock.reserved"],
  }),
} as const satisfies Contract;
