import { lockOrdersOf, ordersOfLines, readRecipeFigures } from "../chain/orders";
import {
  coverDemands,
  orderLinesAbove,
  readDemands,
  type HeldDemand,
  type Recipe,
} from "../chain/plans";
import { raiseRequisition } from "../chain/purchases";
import { openWorkOrders } from "../chain/works";
import type { Tx } from "../kernel/db";
import { onMessage } from "../kernel/events";
import type { Id } from "../kernel/ids";
import { followMovement } from "./follow-movement";
import { requisitionLinesIn, workOrdersIn } from "./plan-documents";

/**
 * What demands lack since something was lost is planned as if it were asked for today, and documents and promises follow. After
 * the commit, for it locks other items than the loss did; a demand that has meanwhile got what it wants is left alone.
 */
export const demandsUncoveredArePlannedAgain = onMessage<{ demandIds: Id[]; factId: Id }>(
  "demands.uncovered",
  async (tx, { payload: { demandIds, factId } }) => {
    const demands = await readDemands(tx, demandIds);
    await lockOrdersOf(tx, await linesOver(tx, demands));
    const { recipes, shipTo } = await ownPlans(tx, demands);
    const coverage = await coverDemands(tx, factId, demandIds, recipes);
    if (coverage === null) return;
    const { covered, movement } = coverage;
    await openWorkOrders(tx, workOrdersIn(covered.plan));
    await raiseRequisition(tx, factId, requisitionLinesIn(covered, shipTo));
    await followMovement(tx, movement);
  },
);

/** The order lines whose promise hangs on some demands. */
async function linesOver(tx: Tx, demands: readonly HeldDemand[]): Promise<Id[]> {
  const own = demands.flatMap(({ sourceType, sourceId }) =>
    sourceType === "order_line" ? [sourceId] : [],
  );
  const parents = demands.flatMap(({ parentSupplyId }) => parentSupplyId ?? []);
  return [...own, ...(await orderLinesAbove(tx, parents))];
}

/** What custom lines are made of, and where goods go that a supplier ships straight. */
async function ownPlans(tx: Tx, demands: readonly HeldDemand[]) {
  const special = demands.filter(({ custom, dropship }) => custom || dropship);
  const orders = await ordersOfLines(
    tx,
    special.map(({ sourceId }) => sourceId),
  );
  const recipes: ReadonlyMap<Id, Recipe> = await readRecipeFigures(
    tx,
    orders.map(({ orderId }) => orderId),
  );
  const addresses = new Map(orders.map(({ lineId, shipTo }) => [lineId, shipTo]));
  return { recipes, shipTo: (lineId: Id) => addresses.get(lineId) ?? null };
}
