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
export function workOrdersIn(plan: PlannedParts): PlannedWorkOrder[] {
  const materials = materialsBySupply(plan);
  return plan.newSupplies
    .filter((supply) => supply.kind === "make")
    .map((supply) => ({
      ...supply,
      materials: materials.get(supply.id) ?? [],
      byProducts: supply.recipe?.byProducts ?? [],
    }));
}

/** What a component's row of a work order is made of. */
type PlannedComponent = Pick<
  Plan["demands"][number],
  "id" | "itemId" | "warehouseId" | "parentSupplyId" | "quantity" | "basis"
>;

type PlannedParts = Pick<Plan, "newSupplies" | "pegs"> & { demands: readonly PlannedComponent[] };

/**
 * The materials of each work order. What comes through a phantom is the work order's own, under the phantom's line; of
 * the phantom itself it takes only what is in stock.
 */
function materialsBySupply(plan: PlannedParts): Map<Id, PlannedMaterial[]> {
  const bySupply = new Map<Id, PlannedMaterial[]>();
  const phantoms = phantomsOf(plan);
  for (const demand of plan.demands) {
    if (demand.parentSupplyId === null) continue;
    assert(demand.basis, "a component without the figures behind it");
    const { lineNo, perBase, scrapRate, replaces } = demand.basis;
    const { id, itemId, warehouseId, quantity } = demand;
    const { workOrderId, top, via } = phantoms.above(demand.parentSupplyId);
    const material = {
      ...{ id, itemId, warehouseId, perBase, scrapRate },
      lineNo: top?.basis?.lineNo ?? lineNo,
      quantity: quantity - phantoms.passedOn(id),
      viaItemId: via?.itemId ?? null,
      replacesItemId: replaces?.itemId ?? null,
    };
    const own = bySupply.get(workOrderId);
    if (own) own.push(material);
    else bySupply.set(workOrderId, [material]);
  }
  return bySupply;
}

/** What a plan asks to buy; what is shipped straight to the customer names its order line and where it goes. */
export function requisitionLinesIn(
  { plan, sources }: { plan: Pick<Plan, "newSupplies" | "pegs">; sources: ReadonlyMap<Id, Id> },
  shipTo: (orderLineId: Id) => object | null,
): PlannedRequisitionLine[] {
  const lineOf = new Map(plan.pegs.map((peg) => [peg.supplyId, sources.get(peg.demandId)]));
  return plan.newSupplies
    .filter((supply) => supply.kind === "buy")
    .map((supply) => {
      if (!supply.dropship) return supply;
      const orderLineId = lineOf.get(supply.id);
      const to = orderLineId === undefined ? null : shipTo(orderLineId);
      assert(orderLineId && to, "goods are shipped straight to nowhere");
      return { ...supply, straightTo: { orderLineId, shipTo: to } };
    });
}

/** Finds the way from a phantom up to the work order that it belongs to. */
function phantomsOf(plan: PlannedParts) {
  const demands = new Map(plan.demands.map((demand) => [demand.id, demand]));
  const phantomIds = new Set(
    plan.newSupplies.filter(({ kind }) => kind === "phantom").map(({ id }) => id),
  );
  const pegs = plan.pegs.filter(({ supplyId }) => phantomIds.has(supplyId));
  const behind = new Map(pegs.map((peg) => [peg.supplyId, demands.get(peg.demandId)]));
  const passedOn = new Map(pegs.map((peg) => [peg.demandId, peg.quantity]));
  type Way = { workOrderId: Id; top: PlannedComponent | null; via: PlannedComponent | null };
  const above = (supplyId: Id): Way => {
    const via = behind.get(supplyId);
    if (!via?.parentSupplyId) return { workOrderId: supplyId, top: null, via: null };
    const { workOrderId, top } = above(via.parentSupplyId);
    return { workOrderId, top: top ?? via, via };
  };
  return { above, passedOn: (demandId: Id) => passedOn.get(demandId) ?? 0n };
}

/** The workshop's and the buyers' documents follow what was taken back of a plan. */
export async function followRelease(
  tx: Tx,
  { supplies, materials }: Pick<OrderRelease, "supplies" | "materials">,
): Promise<void> {
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
