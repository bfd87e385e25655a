import { toDecimalText } from "@quanlian/shared/domain";
import { insertRows, updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { DemandRow, PegRow, SupplyRow, type StoredBasis, type StoredLotSteps } from "./plans.model";
import type { OrderPlan } from "./plan-order";
import type { ComponentBasis, LotSteps, NewSupply, Plan, PlannedDemand } from "./plan.types";

/**
 * Writes a plan down: every demand with what covers it, every new supply with why it is so large and due then, and the
 * pegs that tie them. A new supply's id is its work order's or requisition line's, a component's demand that of the
 * work order's material line.
 */
export async function recordPlan(tx: Tx, factId: Id, ordered: OrderPlan): Promise<void> {
  const { plan, sources } = ordered;
  const customDemands = demandsOn(plan, ({ custom, kind }) => custom && kind !== "phantom");
  const dropshipDemands = demandsOn(plan, (supply) => supply.dropship);
  await insertRows(
    tx,
    DemandRow,
    plan.demands.map((demand) => ({
      ...demandRow(factId, demand, sources),
      custom: customDemands.has(demand.id),
      dropship: dropshipDemands.has(demand.id),
    })),
  );
  await insertRows(
    tx,
    SupplyRow,
    plan.newSupplies.map((supply) => supplyRow(factId, supply)),
  );
  await insertRows(
    tx,
    PegRow,
    plan.pegs.map((peg) => ({ ...peg, factId })),
  );
  await pegOpenSupplies(tx, ordered);
}

/** The demands that new supplies of a kind cover. */
function demandsOn({ newSupplies, pegs }: Plan, kind: (supply: NewSupply) => boolean): Set<Id> {
  const supplies = new Set(newSupplies.filter(kind).map((supply) => supply.id));
  return new Set(pegs.filter((peg) => supplies.has(peg.supplyId)).map((peg) => peg.demandId));
}

/** A new demand as the table keeps it. */
export function demandRow(factId: Id, demand: PlannedDemand, sources: ReadonlyMap<Id, Id>) {
  const component = demand.parentSupplyId !== null;
  const sourceId = component ? demand.id : sources.get(demand.id);
  assert(sourceId, "a top demand without its order line");
  return {
    id: demand.id,
    sourceType: component ? ("work_order_material" as const) : ("order_line" as const),
    sourceId,
    parentSupplyId: demand.parentSupplyId,
    itemId: demand.itemId,
    warehouseId: demand.warehouseId,
    state: "open" as const,
    quantity: demand.quantity,
    fulfilled: 0n,
    reserved: demand.reserved,
    pegged: demand.pegged,
    uncovered: demand.uncovered,
    neededOn: demand.neededOn,
    availableOn: demand.availableOn,
    criticalSupplyId: demand.criticalSupplyId,
    basis: demand.basis && storedBasis(demand.basis),
    replacesDemandId: demand.basis?.replaces?.demandId ?? null,
    factId,
  };
}

/** A basis with its figures as text, as the table keeps it. */
export const storedBasis = (basis: ComponentBasis): StoredBasis => ({
  lineNo: basis.lineNo,
  parentQuantity: toDecimalText(basis.parentQuantity),
  perBase: toDecimalText(basis.perBase),
  baseQuantity: toDecimalText(basis.baseQuantity),
  scrapRate: toDecimalText(basis.scrapRate),
  netQuantity: toDecimalText(basis.netQuantity),
  scrapQuantity: toDecimalText(basis.scrapQuantity),
  roundingQuantity: toDecimalText(basis.roundingQuantity),
  ...(basis.substituted && { substituted: toDecimalText(basis.substituted) }),
  ...(basis.replaces && {
    replaces: {
      ...basis.replaces,
      quantity: toDecimalText(basis.replaces.quantity),
      ratio: toDecimalText(basis.replaces.ratio),
    },
  }),
});

const storedLotSteps = (steps: LotSteps): StoredLotSteps => ({
  minimum: toDecimalText(steps.minimum),
  multiple: toDecimalText(steps.multiple),
  fixed: toDecimalText(steps.fixed),
  rounding: toDecimalText(steps.rounding),
});

const SOURCES = { make: "work_order", buy: "requisition_line", phantom: "phantom" } as const;

/** A new supply as the table keeps it, under its own id. */
export function supplyRow(factId: Id, supply: NewSupply) {
  return {
    id: supply.id,
    sourceType: SOURCES[supply.kind],
    sourceId: supply.id,
    kind: supply.kind,
    itemId: supply.itemId,
    warehouseId: supply.warehouseId,
    state: "open" as const,
    quantity: supply.quantity,
    openQuantity: supply.quantity,
    pegged: supply.pegged,
    freeQuantity: supply.quantity - supply.pegged,
    neededQuantity: supply.neededQuantity,
    lotSteps: storedLotSteps(supply.lotSteps),
    firm: false,
    custom: supply.custom,
    dropship: supply.dropship,
    lowLevelCode: supply.lowLevelCode,
    fixedDays: supply.leadDays.fixedDays,
    routingDays: supply.leadDays.routingDays,
    neededOn: supply.neededOn,
    readyOn: supply.readyOn,
    startOn: supply.startOn,
    dueOn: supply.dueOn,
    criticalDemandId: supply.criticalDemandId,
    factId,
  };
}

/** Open supply of earlier runs that this plan uses: read and written under the items' locks. */
export async function pegOpenSupplies(tx: Tx, plan: OrderPlan): Promise<void> {
  const taken = plan.openSupplies.filter((supply) => plan.plan.supplyTaken.has(supply.id));
  await updateRows(
    tx,
    SupplyRow,
    ["pegged", "freeQuantity"],
    taken.map(({ id, pegged, free }) => {
      const quantity = plan.plan.supplyTaken.get(id)!;
      return { id, pegged: pegged + quantity, freeQuantity: free - quantity };
    }),
  );
}
