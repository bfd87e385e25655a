import { loadForUpdate, insertRow, saveChanges, transact, type Tx } from "../../kernel/db";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { Deal, DealMove } from "./deal.model";
import { dealPolicy } from "./deal.policy";
import { presentDeal } from "./deal.present";
import { rereadDeal } from "./deal.queries";
import type { Stage } from "./pipeline";

/**
 * Changes one deal in a transaction of its own: loads it within the actor's rows, lets `change` decide and set, saves, notes
 * what changed; `after` tells others.
 */
export function changeDeal(
  ctx: Ctx,
  permission: string,
  { dealId, revision }: { dealId: Id; revision: number },
  change: (tx: Tx, deal: Deal) => Promise<Said | void>,
) {
  return transact(ctx, async (tx) => {
    const deal = await loadForUpdate(tx, Deal, dealPolicy, permission, dealId);
    tx.authorize(permission, dealPolicy, deal);
    deal.expectRevision(revision);
    const { reason, after }: Said = (await change(tx, deal)) ?? {};
    await saveChanges(tx, deal, {
      ...subjectOf(deal),
      ...(reason === undefined ? {} : { reason }),
    });
    await after?.();
    return presentDeal(tx, await rereadDeal(tx, dealId));
  });
}

interface Said {
  reason?: string;
  after?: () => Promise<unknown>;
}

/** Sets the stage and keeps the step, with the time that the deal had spent at the stage before. */
export async function step(tx: Tx, deal: Deal, stage: Stage): Promise<void> {
  const spentMs = tx.now.getTime() - deal.stageSince.getTime();
  await insertRow(tx, DealMove, {
    dealId: deal.id,
    fromStageId: deal.stageId,
    toStageId: stage.id,
    minutesBefore: Math.max(0, Math.floor(spentMs / 60_000)),
    movedAt: tx.now,
  });
  deal.stageId = stage.id;
  deal.stageSince = tx.now;
}

/** How audit and live events name a deal. */
export const subjectOf = (deal: Deal) => ({
  type: "deal",
  id: deal.id,
  number: deal.number,
  ownerId: deal.ownerId,
  departmentId: deal.departmentId,
});
