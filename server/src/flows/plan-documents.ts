import type { LinePromise } from "../chain/orders";
import type { OrderPlan, OrderRelease } from "../chain/plans";
import { adjustRequisitionLines, type PlannedRequisitionLine } from "../chain/purchases";
import { adjustWorkOrders, type PlannedMaterial, type PlannedWorkOrder } from "../chain/works";
import type { Tx } from "../kernel/db";
import { assert } from "../kernel/errors";
import type { Id } from "../kernel/ids";

/** How a plan reads as documents of the chain: work orders, requisition lines, promises. */

type Plan = OrderPlan["plan"];

/** The work orders that a plan opens, each with its components. */
export function workOrdersIn(
  plan: Pick<Plan, "newSupplies"> & { demands: readonly PlannedComponent[] },
): PlannedWorkOrder[] {
  const materials = materialsBySupply(plan);
  return plan.newSupplies
    .filter((supply) => supply.kind === "make")
    .map((supply) => ({ ...supply, materials: materials.get(supply.id) ?? [] }));
}

/** What a component's row of a work order is made of. */
type PlannedComponent = Pick<
  Plan["demands"][number],
  "id" | "itemId" | "warehouseId" | "parentSupplyId" | "quantity" | "basis"
>;

function materialsBySupply(plan: {
  demands: readonly PlannedComponent[];
}): Map<Id, PlannedMaterial[]> {
  const bySupply = new Map<Id, PlannedMaterial[]>();
  for (const demand of plan.demands) {
    if (demand.parentSupplyId === null) continue;
    assert(demand.basis, "a component without the figures behind it");
    const { lineNo, perBase, scrapRate } = demand.basis;
    const { id, itemId, warehouseId, quantity } = demand;
    const own = bySupply.get(demand.parentSupplyId);
    const material = { id, lineNo, itemId, warehouseId, perBase, scrapRate, quantity };
    if (own) own.push(material);
    else bySupply.set(demand.parentSupplyId, [material]);
  }
  return bySupply;
}

/** What a plan asks to buy; what is shipped straight to the customer names its order line and where it goes. */
export function requisitionLinesIn(
  { plan, sources }: { plan: Pick<Plan, "newSupplies" | "pegs">; sources: ReadonlyMap<Id, Id> },
  shipTo: object | null,
): PlannedRequisitionLine[] {
  const lineOf = new Map(plan.pegs.map((peg) => [peg.supplyId, sources.get(peg.demandId)]));
  return plan.newSupplies
    .filter((supply) => supply.kind === "buy")
    .map((supply) => {
      if (!supply.dropship) return supply;
      const orderLineId = lineOf.get(supply.id);
      assert(orderLineId && shipTo, "goods are shipped straight to nowhere");
      return { ...supply, straightTo: { orderLineId, shipTo } };
    });
}

/** The workshop's and the buyers' documents follow what was taken back of a plan. */
export async function followRelease(tx: Tx, { supplies, materials }: OrderRelease): Promise<void> {
  await adjustWorkOrders(
    tx,
    supplies.filter((supply) => supply.kind === "make"),
    materials,
  );
  await adjustRequisitionLines(
    tx,
    supplies.filter((supply) => supply.kind === "buy"),
  );
}

/** What a plan found for each order line. */
export function linePromises({ plan, sources }: OrderPlan): LinePromise[] {
  return plan.demands
    .filter((demand) => demand.parentSupplyId === null)
    .map((demand) => {
      const lineId = sources.get(demand.id);
      assert(lineId, "a top demand without its order line");
      return {
        lineId,
        reserved: demand.reserved,
        planned: demand.pegged,
        availableOn: demand.availableOn,
      };
    });
}
