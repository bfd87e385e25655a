import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

/** A planned work order was handed to the workshop. */
export const workOrderReleased = defineFact<{ workOrderId: Id; number: string }>(
  "workOrderReleased",
  "work_order",
  (fact) => fact.workOrderId,
);
