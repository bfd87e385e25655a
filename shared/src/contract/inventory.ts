import { z } from "zod";
import { write, type Contract } from "./operation";
import * as shape from "./primitives";

/** The stock ledger as people use it. */

const adjustmentLine = z.strictObject({
  itemId: shape.id,
  warehouseId: shape.id,
  locationId: shape.id.optional(),
  /** Above zero adds, below zero takes away. */
  quantity: shape.decimal.refine((text) => /[1-9]/.test(text), { error: "issue.quantity" }),
  /** What one unit of an addition is worth, in 元. */
  unitCost: shape.unitPrice.optional(),
});

export const inventoryContract = {
  "inventory.adjust": write({
    summary: "Corrects stock with a reason: all lines are posted together or none.",
    input: z.strictObject({
      reason: shape.text(200),
      lines: z.array(adjustmentLine).min(1).max(500),
    }),
    output: z.object({ adjustmentId: z.string(), lines: z.int() }),
    actors: ["staff"],
    permission: "inventory.adjust",
    function: "inventory",
    subject: { type: "stock_adjustment", creates: true },
    errors: ["reference.not_found", "stock.insufficient", "stock.reserved"],
  }),
} as const satisfies Contract;
