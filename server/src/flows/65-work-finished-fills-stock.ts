import { exact } from "@quanlian/shared/domain";
import { receiveSupplies } from "../chain/plans";
import { workFinished, type WorkFinished } from "../chain/works";
import type { Tx } from "../kernel/db";
import { defineFlow } from "../kernel/events";
import type { Id } from "../kernel/ids";
import { finishFromWip, lockItemStocks, lockWip, NONE } from "../ledgers/inventory";
import { takeMaterial } from "./59-material-issued-enters-work";
import { lockOrdersAbove, tellLate } from "./follow-movement";

/** Finished goods are stock at planned cost, and held by whatever waited for them. */
export const workFinishedFillsStock = defineFlow(workFinished, async (tx, fact) => {
  const { workMovementId, workOrderId, number, movedOn, lines, backflush } = fact.payload;
  const { backflushId, isLast } = fact.payload;
  await lockOrdersAbove(tx, [workOrderId]);
  await lockWip(tx, workOrderId);
  await lockItemStocks(tx, [...lines, ...backflush]);
  if (backflushId !== null)
    await takeMaterial(tx, fact.id, workOrderId, { id: backflushId, movedOn, lines: backflush });
  await bringIn(tx, fact.id, fact.payload);
  const [goods] = lines;
  const receipt = await receiveSupplies(tx, fact.id, [
    { supplyId: workOrderId, quantity: exact(goods!.quantity) },
  ]);
  await tellLate(tx, receipt.lines);

  tx.enqueue("work.finished", { workMovementId, workOrderId, number });
  for (const id of receipt.completeKits) tx.enqueue("work.kitComplete", { workOrderId: id });
  if (isLast) tx.enqueue("work.ended", { workOrderId, factId: fact.id });
});

const bringIn = (
  tx: Tx,
  factId: Id,
  { workMovementId, workOrderId, movedOn, lines }: WorkFinished,
) =>
  finishFromWip(
    tx,
    {
      ...{ factId, effect: "finish", sourceType: "work_movement", sourceId: workMovementId },
      ...{ reason: null, occurredOn: movedOn },
    },
    workOrderId,
    lines.map(({ materialId: _, byProduct: __, ...line }) => ({
      ...line,
      ...{ ownerPartyId: NONE, status: "usable" as const },
      ...{ quantity: exact(line.quantity), catchQuantity: exact(line.catchQuantity) },
      plannedUnitCost: exact(line.plannedUnitCost),
    })),
  );
