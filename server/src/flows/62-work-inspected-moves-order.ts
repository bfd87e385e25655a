import { touchOrdersOf } from "../chain/orders";
import { orderLinesAbove } from "../chain/plans";
import { workInspected } from "../chain/works";
import { defineFlow } from "../kernel/events";

/** What was passed goes on: whoever waits for it sees so. */
export const workInspectedMovesOrder = defineFlow(workInspected, async (tx, fact) => {
  await touchOrdersOf(tx, await orderLinesAbove(tx, [fact.payload.workOrderId]));
});
