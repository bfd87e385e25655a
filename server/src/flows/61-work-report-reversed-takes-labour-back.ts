import { negateCents } from "@quanlian/shared/domain";
import { touchOrdersOf } from "../chain/orders";
import { orderLinesAbove } from "../chain/plans";
import { workReportReversed } from "../chain/works";
import { defineFlow } from "../kernel/events";
import { chargeWips } from "../ledgers/inventory";

/** A report that was a mistake has cost nothing. */
export const workReportReversedTakesLabourBack = defineFlow(
  workReportReversed,
  async (tx, fact) => {
    const { workOrderId, scanId, labourCents } = fact.payload;
    const cause = {
      ...{ factId: fact.id, effect: "labour_back", sourceType: "work_order" },
      ...{ sourceId: workOrderId, reason: null, occurredOn: tx.today },
    };
    const back = { lineId: scanId, workOrderId, valueCents: negateCents(labourCents) };
    await chargeWips(tx, cause, labourCents === 0 ? [] : [{ ...back, kind: "labour" as const }]);
    await touchOrdersOf(tx, await orderLinesAbove(tx, [workOrderId]));
  },
);
