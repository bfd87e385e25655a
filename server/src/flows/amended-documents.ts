import type { LinePromise } from "../chain/orders";
import type { AmendedSupply, OrderAmendment } from "../chain/plans";
import {
  adjustRequisitionLines,
  raiseRequisition,
  type RequisitionLineChange,
} from "../chain/purchases";
import { adjustWorkOrders, openWorkOrders, type WorkOrderChange } from "../chain/works";
import type { Tx } from "../kernel/db";
import { assert } from "../kernel/errors";
import type { Id } from "../kernel/ids";
import { requisitionLinesIn, workOrdersIn } from "./plan-documents";

/** The workshop's and the buyers' documents follow an order's plan that was changed: in place, or newly opened. */
export async function followAmendment(
  tx: Tx,
  factId: Id,
  { plan, sources }: OrderAmendment,
  shipTo: object | null,
): Promise<void> {
  const changes = plan.supplies.flatMap(changeOf);
  await adjustWorkOrders(
    tx,
    changes.filter((change) => change.kind === "make"),
    changedMaterials(plan),
  );
  await adjustRequisitionLines(
    tx,
    changes.filter((change) => change.kind === "buy"),
  );
  const newSupplies = plan.supplies.flatMap((each) =>
    each.change === "opened" ? [each.supply] : [],
  );
  await openWorkOrders(tx, workOrdersIn({ newSupplies, demands: plan.demands, pegs: plan.pegs }));
  const lines = requisitionLinesIn(
    { plan: { newSupplies, pegs: plan.pegs }, sources },
    () => shipTo,
  );
  await raiseRequisition(tx, factId, lines);
}

/** Materials of standing work orders; of a phantom, what is left to take from stock. */
function changedMaterials({ demands, supplies, pegs }: OrderAmendment["plan"]) {
  const phantomIds = new Set(
    supplies.flatMap((each) =>
      "before" in each && each.before?.kind === "phantom" ? [each.id] : [],
    ),
  );
  return demands
    .filter((demand) => !demand.isNew && demand.parentSupplyId !== null)
    .map(({ id, quantity }) => {
      const passedOn = pegs.filter((peg) => peg.demandId === id && phantomIds.has(peg.supplyId));
      return { id, quantity: passedOn.reduce((left, peg) => left - peg.quantity, quantity) };
    });
}

type DocumentChange = { kind: "make" | "buy" } & WorkOrderChange & RequisitionLineChange;

/** What a supply's document must follow; nothing where only its pegs have moved. */
function changeOf(each: AmendedSupply): DocumentChange[] {
  if (each.change === "opened" || each.change === "kept") return [];
  assert(each.before, "a document changes that nobody has read");
  const { kind } = each.before;
  if (kind === "phantom") return [];
  if (each.change === "replanned") {
    const { quantity, startOn, dueOn, neededOn } = each.supply;
    const state = isAsBefore(each) ? [] : (["changed"] as const);
    return state.map((state) => ({ id: each.id, kind, state, quantity, startOn, dueOn, neededOn }));
  }
  return [{ id: each.id, kind, state: each.change, quantity: each.quantity }];
}

/** Whether a supply that was planned anew came out as it stood. */
export const isAsBefore = ({
  before,
  supply,
}: Extract<AmendedSupply, { change: "replanned" }>): boolean =>
  before.quantity === supply.quantity &&
  before.dueOn === supply.dueOn &&
  before.startOn === supply.startOn;

/** What each open line is promised now. */
export function amendedPromises(
  { plan, sources }: OrderAmendment,
  openLineIds: ReadonlySet<Id>,
): LinePromise[] {
  return plan.demands.flatMap((demand) => {
    const lineId = demand.parentSupplyId === null ? sources.get(demand.id) : undefined;
    if (lineId === undefined || !openLineIds.has(lineId)) return [];
    const { reserved, pegged: planned, availableOn } = demand;
    return [{ lineId, reserved, planned, availableOn }];
  });
}
