import { exact } from "@quanlian/shared/domain";
import { fulfilDemands } from "../chain/plans";
import { materialIssued, type MovedMaterial } from "../chain/works";
import type { Tx } from "../kernel/db";
import { defineFlow } from "../kernel/events";
import type { Id } from "../kernel/ids";
import { issueToWip, lockItemStocks, lockWip, NONE, type StockLine } from "../ledgers/inventory";

/** What is taken for a work order is its own: its demand has got it, the stock is gone, and its account has the value. */
export const materialIssuedEntersWork = defineFlow(materialIssued, async (tx, fact) => {
  const { workMovementId, workOrderId, movedOn, lines } = fact.payload;
  await lockWip(tx, workOrderId);
  await takeMaterial(tx, fact.id, workOrderId, { id: workMovementId, movedOn, lines });
});

/** The demands get what is taken, and the work order's account what it was worth. The account is locked already. */
export async function takeMaterial(
  tx: Tx,
  factId: Id,
  workOrderId: Id,
  { id, movedOn, lines }: { id: Id; movedOn: StockDay; lines: readonly MovedMaterial[] },
): Promise<void> {
  await lockItemStocks(tx, lines);
  await fulfilDemands(tx, factId, servedBy(lines));
  const cause = {
    ...{ factId, effect: "issue", sourceType: "work_movement", sourceId: id },
    ...{ reason: null, occurredOn: movedOn },
  };
  await issueToWip(tx, cause, workOrderId, lines.map(taken));
}

type StockDay = Parameters<typeof issueToWip>[1]["occurredOn"];

const servedBy = (lines: readonly MovedMaterial[]) =>
  lines.flatMap(({ materialId, quantity }) =>
    materialId === null ? [] : [{ demandId: materialId, quantity: exact(quantity) }],
  );

const taken = ({ materialId: _, ...line }: MovedMaterial): StockLine => ({
  ...line,
  ...{ ownerPartyId: NONE, status: "usable" as const, value: { by: "pool" as const } },
  ...{ quantity: -exact(line.quantity), catchQuantity: -exact(line.catchQuantity) },
});
