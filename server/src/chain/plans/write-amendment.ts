import { ZERO } from "@quanlian/shared/domain";
import { insertRows, insertStatement, updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { changeReservations, type ItemStock } from "../../ledgers/inventory";
import type { AmendedDemand, AmendedPlan, AmendedSupply } from "./change.types";
import { storeMessages } from "./plan-messages";
import { DemandRow, PegRow, SupplyRow } from "./plans.model";
import { storedBasis, supplyRow } from "./record-plan";

interface Amendment {
  plan: AmendedPlan;
  sources: ReadonlyMap<Id, Id>;
}

/** Writes down what a change made of a plan: ten statements at most. `locked` are the item stocks, as read under their locks. */
export async function writeAmendment(
  tx: Tx,
  factId: Id,
  { plan, sources }: Amendment,
  locked: ReadonlyMap<string, ItemStock>,
): Promise<void> {
  await writeDemands(tx, factId, plan, sources);
  await writeSupplies(tx, factId, plan.supplies);
  await writePegs(tx, factId, plan);
  await changeReservations(tx, factId, locked, plan.reservations);
  await storeMessages(tx, factId, plan.messages);
}

async function writeDemands(
  tx: Tx,
  factId: Id,
  plan: AmendedPlan,
  sources: ReadonlyMap<Id, Id>,
): Promise<void> {
  const own = ownSupplies(plan);
  await insertRows(
    tx,
    DemandRow,
    plan.demands
      .filter((demand) => demand.isNew)
      .map((demand) => ({ ...newDemandRow(demand, sources), ...own.get(demand.id), factId })),
  );
  await updateRows(
    tx,
    DemandRow,
    [
      "quantity",
      "reserved",
      "pegged",
      "uncovered",
      "neededOn",
      "availableOn",
      "criticalSupplyId",
      "basis",
      "state",
    ],
    plan.demands.filter((demand) => !demand.isNew).map(figuresOf),
  );
}

/** By demand: whether a supply of its own covers it, and whether that is shipped straight. */
function ownSupplies(plan: AmendedPlan): Map<Id, { custom: boolean; dropship: boolean }> {
  const kinds = new Map(
    plan.supplies.flatMap((each) => ("supply" in each ? [[each.id, each.supply] as const] : [])),
  );
  const own = new Map<Id, { custom: boolean; dropship: boolean }>();
  for (const { demandId, supplyId } of plan.pegs) {
    const supply = kinds.get(supplyId);
    if (supply) {
      const custom = supply.custom && supply.kind !== "phantom";
      own.set(demandId, { custom, dropship: supply.dropship });
    }
  }
  return own;
}

const figuresOf = (demand: AmendedDemand) => ({
  id: demand.id,
  quantity: demand.quantity,
  reserved: demand.reserved,
  pegged: demand.pegged,
  uncovered: demand.uncovered,
  neededOn: demand.neededOn,
  availableOn: demand.availableOn,
  criticalSupplyId: demand.criticalSupplyId,
  basis: demand.basis && storedBasis(demand.basis),
  state: stateOf(demand),
});

/** A component that substitutes stand in for altogether asks for nothing itself, but is not over. */
function stateOf({
  quantity,
  fulfilled,
  basis,
}: AmendedDemand): "open" | "fulfilled" | "cancelled" {
  if (quantity === ZERO) return basis?.substituted ? "open" : "cancelled";
  return fulfilled === quantity ? "fulfilled" : "open";
}

function newDemandRow(demand: AmendedDemand, sources: ReadonlyMap<Id, Id>) {
  const component = demand.parentSupplyId !== null;
  const sourceId = component ? demand.id : sources.get(demand.id);
  assert(sourceId, "a top demand without its order line");
  return {
    ...figuresOf(demand),
    sourceType: component ? ("work_order_material" as const) : ("order_line" as const),
    sourceId,
    parentSupplyId: demand.parentSupplyId,
    itemId: demand.itemId,
    warehouseId: demand.warehouseId,
    fulfilled: demand.fulfilled,
    replacesDemandId: demand.basis?.replaces?.demandId ?? null,
    custom: false,
    dropship: false,
  };
}

async function writeSupplies(
  tx: Tx,
  factId: Id,
  supplies: readonly AmendedSupply[],
): Promise<void> {
  await insertRows(
    tx,
    SupplyRow,
    supplies.flatMap((each) => (each.change === "opened" ? [supplyRow(factId, each.supply)] : [])),
  );
  await updateRows(
    tx,
    SupplyRow,
    REPLANNED,
    supplies.flatMap((each) =>
      each.change === "replanned" ? [{ ...supplyRow(factId, each.supply), id: each.id }] : [],
    ),
  );
  await updateRows(
    tx,
    SupplyRow,
    ["pegged", "freeQuantity"],
    supplies.flatMap((each) =>
      each.change === "kept"
        ? [{ id: each.id, pegged: each.pegged, freeQuantity: each.open - each.pegged }]
        : [],
    ),
  );
  await updateRows(
    tx,
    SupplyRow,
    ["quantity", "openQuantity", "pegged", "freeQuantity", "state"],
    supplies.flatMap((each) =>
      each.change === "decreased" || each.change === "cancelled"
        ? [
            {
              id: each.id,
              quantity: each.quantity,
              openQuantity: each.open,
              pegged: each.pegged,
              freeQuantity: each.open - each.pegged,
              state: each.change === "cancelled" ? ("cancelled" as const) : ("open" as const),
            },
          ]
        : [],
    ),
  );
}

const REPLANNED = [
  "state",
  "quantity",
  "openQuantity",
  "pegged",
  "freeQuantity",
  "neededQuantity",
  "lotSteps",
  "lowLevelCode",
  "fixedDays",
  "routingDays",
  "neededOn",
  "readyOn",
  "startOn",
  "dueOn",
  "criticalDemandId",
] as const;

/** A pair that was taken back once and is pegged again is the same row: a demand and a supply are joined by one peg. */
async function writePegs(tx: Tx, factId: Id, { pegs }: AmendedPlan): Promise<void> {
  if (pegs.length === 0) return;
  const rows = pegs.map((peg) => ({ ...peg, factId }));
  await tx.send(
    `${insertStatement(tx, PegRow, rows)} ON DUPLICATE KEY UPDATE quantity = VALUES(quantity)`,
  );
}
