import { touchOrdersOf } from "../chain/orders";
import { orderLinesAbove } from "../chain/plans";
import { workReported } from "../chain/works";
import { defineFlow } from "../kernel/events";
import { chargeWips } from "../ledgers/inventory";

/** What was done has cost its labour, and whoever waits for it sees how far it is. */
export const workReportedMovesOrder = defineFlow(workReported, async (tx, fact) => {
  const { workOrderId, workOrderIds, labour } = fact.payload;
  await chargeWips(
    tx,
    {
      ...{ factId: fact.id, effect: "labour", sourceType: "work_order", sourceId: workOrderId },
      ...{ reason: null, occurredOn: tx.today },
    },
    labour.map((charge) => ({ ...charge, kind: "labour" as const })),
  );
  await touchOrdersOf(tx, await orderLinesAbove(tx, workOrderIds));
});
