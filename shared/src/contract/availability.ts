import { z } from "zod";
import { read, type Contract } from "./operation";
import * as shape from "./primitives";

/** What can be promised of an item, day by day. */

const availableDay = z.object({
  day: z.string(),
  /** What comes in and goes out on that day; what is late stands on today. */
  supply: z.string(),
  demand: z.string(),
  /** What is there at its end if all comes as planned. */
  projected: z.string(),
  /** What a new demand of that day can have without taking from a later one; never below zero. */
  promisable: z.string(),
});

export const availabilityContract = {
  "items.available": read({
    summary:
      "What can be promised of an item by day: on hand − reserved + open supply − open demand.",
    input: z.strictObject({ itemId: shape.id, warehouseId: shape.id.optional() }),
    output: z.object({
      itemId: z.string(),
      onHand: z.string(),
      reserved: z.string(),
      held: z.string(),
      days: z.array(availableDay),
    }),
    actors: ["staff"],
    permission: "items.available",
    function: "inventory",
    subject: { type: "item", key: "itemId" },
  }),
} as const satisfies Contract;
export type Availability = z.input<(typeof availabilityContract)["items.available"]["output"]>;
