import { exact } from "@quanlian/shared/domain";
import { unfulfilDemands } from "../chain/plans";
import { materialReturned } from "../chain/works";
import { defineFlow } from "../kernel/events";
import { issueToWip, lockItemStocks, lockWip, NONE } from "../ledgers/inventory";

/** What comes back lies on its shelf at what it was taken for, and is held again as far as the work order was to use it. */
export const materialReturnedLeavesWork = defineFlow(materialReturned, async (tx, fact) => {
  const { workMovementId, workOrderId, movedOn, lines } = fact.payload;
  await lockWip(tx, workOrderId);
  await lockItemStocks(tx, lines);
  const cause = {
    ...{ factId: fact.id, effect: "return", sourceType: "work_movement" },
    ...{ sourceId: workMovementId, reason: null, occurredOn: movedOn },
  };
  await issueToWip(
    tx,
    cause,
    workOrderId,
    lines.map(({ materialId: _, wantedQuantity: __, valueCents, ...line }) => ({
      ...line,
      ...{ ownerPartyId: NONE, status: "usable" as const },
      ...{ quantity: exact(line.quantity), catchQuantity: exact(line.catchQuantity) },
      value: { by: "valueCents" as const, valueCents },
    })),
  );
  const wanted = lines.flatMap(({ materialId, wantedQuantity }) => {
    const quantity = exact(wantedQuantity);
    return materialId === null || quantity === 0n ? [] : [{ demandId: materialId, quantity }];
  });
  await unfulfilDemands(tx, fact.id, wanted);
});
