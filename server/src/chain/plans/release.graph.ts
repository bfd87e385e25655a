import { type Exact, ZERO } from "@quanlian/shared/domain";
import { type ComponentBasis, type Peg, PlanError } from "./plan.types";
import type {
  ReleaseDemand,
  ReleaseInput,
  ReleaseSupply,
  ReleasedState,
  Release,
  Reservation,
} from "./release.types";

/** A row that holds a quantity for a demand, with what is left of it. */
export interface Held<Row> {
  readonly row: Row;
  quantity: Exact;
}

/** A demand with its figures as the release changes them. */
export interface DemandState {
  readonly row: ReleaseDemand;
  quantity: Exact;
  reserved: Exact;
  pegged: Exact;
  uncovered: Exact;
  basis: ComponentBasis | null;
  readonly pegs: Held<Peg>[];
  readonly reservations: Held<Reservation>[];
}

/** A supply with its figures as the release changes them. */
export interface SupplyState {
  readonly row: ReleaseSupply;
  quantity: Exact;
  pegged: Exact;
  readonly components: DemandState[];
}

/** The rows of the input, tied together. */
export interface Graph {
  readonly input: ReleaseInput;
  readonly demands: ReadonlyMap<string, DemandState>;
  readonly supplies: ReadonlyMap<string, SupplyState>;
  /** The demand, or `plan.graph_inconsistent`. */
  readonly demand: (id: string) => DemandState;
  /** The supply, or `plan.graph_inconsistent`. */
  readonly supply: (id: string) => SupplyState;
}

/** Ties the rows together. A row that names a missing one is `plan.graph_inconsistent`. */
export function readGraph(input: ReleaseInput): Graph {
  const demands = new Map<string, DemandState>();
  const supplies = new Map<string, SupplyState>();
  const demandOf = (id: string): DemandState => found(demands.get(id), { demandId: id });
  const supplyOf = (id: string): SupplyState => found(supplies.get(id), { supplyId: id });

  for (const row of input.supplies) {
    supplies.set(row.id, { row, quantity: row.quantity, pegged: row.pegged, components: [] });
  }
  for (const row of input.demands) {
    const { quantity, reserved, pegged, uncovered, basis } = row;
    const pegs: Held<Peg>[] = [];
    const reservations: Held<Reservation>[] = [];
    const held = { pegs, reservations };
    const demand = { row, quantity, reserved, pegged, uncovered, basis, ...held };
    demands.set(row.id, demand);
    // A component of a supply outside the graph may still be reduced by name.
    if (row.parentSupplyId !== null) supplies.get(row.parentSupplyId)?.components.push(demand);
  }
  for (const row of input.pegs) demandOf(row.demandId).pegs.push({ row, quantity: row.quantity });
  for (const row of input.reservations) {
    demandOf(row.demandId).reservations.push({ row, quantity: row.quantity });
  }
  for (const demand of demands.values()) assertAddsUp(demand);
  return { input, demands, supplies, demand: demandOf, supply: supplyOf };
}

/**
 * Every supply within reach of the demands, each before those of its components, so that a shared
 * component is dealt with once, after all who need it. A loop of pegs is `plan.graph_inconsistent`.
 */
export function suppliesParentsFirst(graph: Graph, demands: readonly DemandState[]): SupplyState[] {
  const done = new Set<SupplyState>();
  const onPath = new Set<SupplyState>();
  const completed: SupplyState[] = [];

  const visit = (supply: SupplyState): void => {
    if (done.has(supply)) return;
    if (onPath.has(supply)) {
      throw new PlanError("plan.graph_inconsistent", { supplyId: supply.row.id });
    }
    onPath.add(supply);
    // A firm supply keeps its components, so nothing below it is within reach.
    if (!supply.row.firm) supply.components.forEach(visitAll);
    onPath.delete(supply);
    done.add(supply);
    completed.push(supply);
  };
  const visitAll = (demand: DemandState): void => {
    for (const peg of demand.pegs) visit(graph.supply(peg.row.supplyId));
  };

  demands.forEach(visitAll);
  return completed.reverse();
}

/** The rows whose figures differ from what they were, in the order of the input. */
export function changesOf(
  graph: Graph,
): Pick<Release, "demands" | "supplies" | "pegs" | "reservations"> {
  const changes: Pick<Release, "demands" | "supplies" | "pegs" | "reservations"> = {
    demands: [],
    supplies: [],
    pegs: [],
    reservations: [],
  };
  for (const { row, pegs, reservations, ...figures } of graph.demands.values()) {
    if (figures.quantity === row.quantity && figures.basis === row.basis) continue;
    changes.demands.push({ id: row.id, fulfilled: row.fulfilled, ...figures });
    pushChanged(pegs, changes.pegs);
    pushChanged(reservations, changes.reservations);
  }
  for (const { row, quantity, pegged } of graph.supplies.values()) {
    if (pegged === row.pegged) continue;
    const open = row.open - (row.quantity - quantity);
    changes.supplies.push({ id: row.id, state: stateOf(row, quantity), quantity, open, pegged });
  }
  return changes;
}

function found<State>(state: State | undefined, facts: Record<string, string>): State {
  if (state === undefined) throw new PlanError("plan.graph_inconsistent", facts);
  return state;
}

/** A demand that does not add up before would not afterwards. */
function assertAddsUp(demand: DemandState): void {
  const { quantity, fulfilled, reserved, pegged, uncovered, id } = demand.row;
  const peggedRows = demand.pegs.reduce((total, peg) => total + peg.quantity, ZERO);
  const reservedRows = demand.reservations.reduce((total, held) => total + held.quantity, ZERO);
  const addsUp = quantity === fulfilled + reserved + pegged + uncovered;
  if (!addsUp || peggedRows !== pegged || reservedRows !== reserved) {
    throw new PlanError("plan.graph_inconsistent", { demandId: id });
  }
}

function stateOf(row: ReleaseSupply, quantity: Exact): ReleasedState {
  if (quantity === row.quantity) return "kept";
  return quantity === ZERO ? "cancelled" : "decreased";
}

function pushChanged<Row extends { readonly quantity: Exact }>(
  held: readonly Held<Row>[],
  changed: Row[],
): void {
  for (const { row, quantity } of held) {
    if (quantity !== row.quantity) changed.push({ ...row, quantity });
  }
}
