import { z } from "zod";
import { read, type Contract } from "./operation";
import * as shape from "./primitives";

/** What an order has earned, without tax: what was charged for it, less what the goods have cost. */

const figures = {
  /** Charged less credited. */
  revenueCents: z.int(),
  /** Of goods of ours: what they were worth in stock as they left. Null where the actor may not see costs. */
  goodsCents: z.int().nullable(),
  /** Of what suppliers shipped straight: what they have charged. */
  straightCents: z.int().nullable(),
  profitCents: z.int().nullable(),
};

export const orderProfit = z.object({
  orderId: z.string(),
  number: z.string(),
  ...figures,
  lines: z.array(
    z.object({ orderLineId: z.string(), lineNo: z.int(), itemName: z.string(), ...figures }),
  ),
});
export type OrderProfit = z.output<typeof orderProfit>;

export const orderProfitContract = {
  "orders.profit": read({
    summary:
      "What an order has earned so far, line by line: charged, less what the goods have cost.",
    input: z.strictObject({ orderId: shape.id }),
    output: orderProfit,
    actors: ["staff"],
    permission: "orders.profit",
    function: "finance",
    subject: { type: "order", key: "orderId" },
  }),
} as const satisfies Contract;
