import { exact } from "@quanlian/shared/domain";
import {
  keepPlanImpact,
  orderChanged,
  promiseOrder,
  readRecipeFigures,
  readShipTo,
  reschedulePayments,
} from "../chain/orders";
import { amendPlan } from "../chain/plans";
import { defineFlow } from "../kernel/events";
import { changeCommitment } from "../ledgers/finance";
import { amendedPromises, followAmendment } from "./amended-documents";
import { planImpactOf } from "./plan-impact";

/**
 * A confirmed order that changes takes its plan with it: what may still change does, in place; what is released, issued or
 * begun stays and is advised on; amounts, commitment, schedule and promise follow. What it did is kept with the change.
 */
export const orderChangedAdjustsPlan = defineFlow(orderChanged, async (tx, fact) => {
  const { orderId, changeId, number, customerId, inclCents, committedCents } = fact.payload;
  const { demands, openLineIds } = fact.payload;

  const cause = { factId: fact.id, sourceType: "order", sourceId: orderId };
  await changeCommitment(tx, cause, customerId, committedCents);

  const recipes = demands.some((demand) => demand.custom)
    ? await readRecipeFigures(tx, [orderId])
    : new Map();
  const shipTo = demands.some((demand) => demand.dropship) ? await readShipTo(tx, orderId) : null;
  const amended = await amendPlan(
    tx,
    fact.id,
    demands.map(({ lineId, quantity, ...demand }) => ({
      ...demand,
      sourceId: lineId,
      quantity: exact(quantity),
      recipe: recipes.get(lineId),
    })),
  );
  await followAmendment(tx, fact.id, amended, shipTo);
  await promiseOrder(tx, orderId, amendedPromises(amended, new Set(openLineIds)));
  await reschedulePayments(tx, orderId, inclCents);
  await keepPlanImpact(tx, changeId, await planImpactOf(tx, amended));

  tx.enqueue("order.changed", { orderId, number, customerId, changeId });
});
