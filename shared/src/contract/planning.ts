import { z } from "zod";
import { read, type Contract } from "./operation";
import * as shape from "./primitives";

/** What planning answers to people: why a quantity is so large and a day so late. */

/** One signed part of a figure. */
const whyTerm = z.object({
  label: z.string(),
  text: z.string(),
  quantity: z.string(),
  source: z.object({ type: z.string(), id: z.string(), number: z.string().nullable() }).optional(),
  facts: z.record(z.string(), z.string()).optional(),
});
const why = z.object({ total: z.string(), terms: z.array(whyTerm) });
const whyDate = z.object({
  from: z.string(),
  to: z.string(),
  total: z.string(),
  terms: z.array(whyTerm),
  critical: z.object({ type: z.string(), id: z.string() }).nullable(),
});

/** One demand with all that explains it, and the supplies behind it. */
export const explainedDemand = z.object({
  id: z.string(),
  parentSupplyId: z.string().nullable(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  quantity: why,
  cover: why,
  available: whyDate.nullable(),
});
export const explainedSupply = z.object({
  id: z.string(),
  kind: z.enum(["make", "buy"]),
  number: z.string(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  state: z.string(),
  firm: z.boolean(),
  quantity: why,
  due: whyDate,
});
export const explanation = z.object({
  demands: z.array(explainedDemand),
  supplies: z.array(explainedSupply),
});
export type Explanation = z.output<typeof explanation>;

export const planningContract = {
  "orders.why": read({
    summary:
      "Explains every quantity and date behind an order as signed sums, down to the last bought part.",
    input: z.strictObject({ orderId: shape.id }),
    output: explanation,
    actors: ["staff"],
    permission: "orders.why",
    function: "sales",
    subject: { type: "order", key: "orderId" },
  }),
} as const satisfies Contract;
