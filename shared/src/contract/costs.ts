import { z } from "zod";
import { itemName } from "./catalog-records";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** What things cost to make, in 元 to six places. All of it is under the mask `cost`. */

const amount = { amount: z.string() };
const costTerm = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("material"),
    ...amount,
    item: itemName,
    quantity: z.string(),
    unitCost: z.string(),
  }),
  z.object({
    kind: z.literal("labour"),
    ...amount,
    sequence: z.int(),
    minutes: z.string(),
    ratePerHour: z.string(),
  }),
  z.object({ kind: z.literal("piece_rate"), ...amount, sequence: z.int(), rate: z.string() }),
  z.object({ kind: z.literal("subcontract"), ...amount, sequence: z.int(), price: z.string() }),
  z.object({
    kind: z.literal("by_product"),
    ...amount,
    item: itemName,
    quantity: z.string(),
    costShare: z.string(),
  }),
]);

const costNode = z.object({
  item: itemName,
  /** The longest way down to it; 0 is what was asked for. */
  level: z.int(),
  /** What its setups are spread over: the lot asked for, or what the parents need of it. */
  lot: z.string(),
  /** "standard": bought, a service, or without a bill of materials in force. */
  basis: z.enum(["rolled_up", "standard"]),
  /** 元 per unit: the total ÷ the lot. */
  unitCost: z.string(),
  /** 元 for the lot: the terms added up. */
  totalCost: z.string(),
  terms: z.array(costTerm),
});

export const costsContract = {
  "items.costRollUp": read({
    ...staff,
    summary:
      "What a lot of an item costs, from the bottom up: material, labour, piece rate and subcontract, less by-products, with every figure behind it.",
    permission: "items.costRollUp",
    subject: { type: "item", key: "itemId" },
    input: z.strictObject({
      itemId: shape.id,
      lotSize: shape.quantity.default("1"),
      /** Today unless named. */
      on: shape.day.optional(),
    }),
    output: z.object({
      item: itemName,
      lotSize: z.string(),
      unitCost: z.string(),
      totalCost: z.string(),
      /** Each item once, parents before their components. */
      nodes: z.array(costNode),
    }),
    errors: ["auth.field_masked", "bom.cycle"],
  }),
  "items.adoptCost": write({
    ...staff,
    summary:
      "Writes the rolled-up cost of chosen items as their standard cost; one that goes into another counts there at its new cost.",
    permission: "items.adoptCost",
    subject: { type: "item", creates: true },
    input: z.strictObject({
      items: z
        .array(z.strictObject({ itemId: shape.id, revision: shape.revision }))
        .min(1)
        .max(500),
      lotSize: shape.quantity.default("1"),
      on: shape.day.optional(),
    }),
    output: z.object({
      /** Those whose cost has changed. */
      rows: z.array(
        z.object({ itemId: shape.id, code: z.string(), before: z.string(), after: z.string() }),
      ),
    }),
    errors: ["auth.field_masked", "bom.cycle", "reference.not_found", "revision.stale"],
  }),
} as const satisfies Contract;
