import { type Exact, ZERO } from "@quanlian/shared/domain";
import { planChange } from "../../server/src/chain/plans/change.rules";
import type {
  AmendedPlan,
  ChangeDemand,
  ChangeInput,
  ChangeSupply,
  WantedTop,
} from "../../server/src/chain/plans/change.types";
import { planDemands } from "../../server/src/chain/plans/plan.rules";
import { type Peg, type PlanInput, stockKey } from "../../server/src/chain/plans/plan.types";
import type { Reservation } from "../../server/src/chain/plans/release.types";

/** A stored plan of one order in memory, changed as the tables would be. */
export interface StoredOrder {
  input: PlanInput;
  demands: ChangeDemand[];
  supplies: ChangeSupply[];
  pegs: Peg[];
  reservations: Reservation[];
  /** Free stock by place. */
  stock: Map<string, Exact>;
}

/** The order as its confirmation leaves it; supply of others is firm. */
export function givenStoredOrder(input: PlanInput): StoredOrder {
  const order: StoredOrder = {
    input,
    demands: [],
    supplies: input.openSupplies.map((supply) => ({
      ...supply,
      quantity: supply.free,
      open: supply.free,
      pegged: ZERO,
      firm: true,
      custom: false,
      dropship: false,
      kind: "buy",
    })),
    pegs: [],
    reservations: [],
    stock: new Map(input.stock),
  };
  const plan = planDemands(input);
  store(order, {
    demands: plan.demands.map((demand) => ({ ...demand, isNew: true, fulfilled: ZERO })),
    supplies: [
      ...plan.newSupplies.map((supply) => ({ change: "opened" as const, id: supply.id, supply })),
      ...[...plan.supplyTaken].map(([id, taken]) => {
        const before = order.supplies.find((supply) => supply.id === id)!;
        const { quantity, open } = before;
        return { change: "kept" as const, id, before, quantity, open, pegged: taken };
      }),
    ],
    pegs: plan.pegs,
    reservations: plan.demands
      .filter((demand) => demand.reserved > ZERO)
      .map(({ id, itemId, warehouseId, reserved }) => ({
        ...{ demandId: id, itemId, warehouseId, quantity: reserved, before: ZERO },
      })),
    messages: [],
  });
  return order;
}

/** Changes it to what is wanted now, and answers what the rules said. */
export function change(order: StoredOrder, wanted: readonly WantedTop[]): AmendedPlan {
  const { demands, supplies, pegs, reservations, stock, input } = order;
  const changed: ChangeInput = {
    items: input.items,
    demands: demands.filter(
      ({ parentSupplyId, quantity, basis }) =>
        parentSupplyId === null || quantity > ZERO || (basis?.substituted ?? ZERO) > ZERO,
    ),
    supplies: supplies.filter((each) => each.quantity > ZERO),
    pegs: pegs.filter((peg) => peg.quantity > ZERO),
    reservations: reservations.filter((each) => each.quantity > ZERO),
    othersNeedOn: new Map(),
    wanted,
    plan: {
      ...input,
      stock,
      openSupplies: supplies
        .filter((supply) => supply.open > supply.pegged && !supply.custom)
        .map((supply) => ({ ...supply, free: supply.open - supply.pegged })),
    },
  };
  const plan = planChange(changed);
  store(order, plan);
  return plan;
}

/** What the tables would hold: a reservation of stock moves what is free of it. */
function store(order: StoredOrder, plan: AmendedPlan): void {
  for (const demand of plan.demands) replace(order.demands, demand, (row) => row.id);
  for (const each of plan.supplies) {
    if ("supply" in each) {
      const { pegged, quantity, ...supply } = each.supply;
      const figures = { quantity, open: quantity, pegged, firm: false };
      replace(order.supplies, { ...supply, ...figures, id: each.id }, (row) => row.id);
      continue;
    }
    const before = order.supplies.find((supply) => supply.id === each.id)!;
    const quantity = each.change === "kept" ? before.quantity : each.quantity;
    replace(
      order.supplies,
      { ...before, quantity, open: each.open, pegged: each.pegged },
      (row) => row.id,
    );
  }
  for (const peg of plan.pegs) replace(order.pegs, peg, (row) => `${row.demandId}:${row.supplyId}`);
  for (const { before, ...held } of plan.reservations) {
    replace(order.reservations, held, (row) => row.demandId);
    const key = stockKey(held.itemId, held.warehouseId);
    order.stock.set(key, (order.stock.get(key) ?? ZERO) - held.quantity + before);
  }
}

function replace<Row>(rows: Row[], row: Row, key: (row: Row) => string): void {
  const at = rows.findIndex((each) => key(each) === key(row));
  if (at < 0) rows.push(row);
  else rows[at] = row;
}

/** The books of an order without the ids of its rows: what lives, in an order of its own. */
export function booksOf({ demands, supplies, pegs, stock }: StoredOrder) {
  const item = new Map(supplies.map((supply) => [supply.id, supply.itemId]));
  const line = (...parts: unknown[]) => parts.map(String).join(" ");
  return {
    demands: demands
      .filter((demand) => demand.quantity > ZERO)
      .map((each) =>
        line(
          each.itemId,
          each.quantity,
          each.reserved,
          each.pegged,
          each.neededOn,
          each.availableOn,
        ),
      )
      .sort(),
    supplies: supplies
      .filter((supply) => supply.quantity > ZERO)
      .map((each) =>
        line(each.kind, each.itemId, each.quantity, each.pegged, each.startOn, each.dueOn),
      )
      .sort(),
    pegs: pegs
      .filter((peg) => peg.quantity > ZERO)
      .map((peg) => line(item.get(peg.supplyId), peg.quantity))
      .sort(),
    stock: [...stock]
      .filter(([, free]) => free !== ZERO)
      .map(String)
      .sort(),
  };
}
