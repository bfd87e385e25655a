import { type Day, type Exact, min, toDecimalText, ZERO } from "@quanlian/shared/domain";
import { adviseOnChange } from "./advise.rules";
import type {
  AmendedDemand,
  AmendedPlan,
  AmendedReservation,
  AmendedSupply,
  ChangeInput,
} from "./change.types";
import { planDemands } from "./plan.rules";
import { planRelease } from "./release.rules";
import type { Release } from "./release.types";
import { type Reuse, reuseOf } from "./reuse.rules";
import { type OpenSupply, type Peg, type Plan, PlanError, stockKey } from "./plan.types";
import { laterOf } from "./schedule.rules";

/**
 * Plans an order again that asks for something else than before.
 *
 * Each line keeps what is fulfilled and what firm supplies bring. Everything else is given up, down to the last component,
 * and what the lines now ask for beyond that is planned as if they were confirmed today: it finds its own stock again, and a
 * document that comes out again is changed in place. So an order that is changed and changed back stands as it stood. Firm
 * supply is never changed: what it brings too much is free, and messages advise a person.
 *
 * Throws a PlanError when a quantity would fall below what is fulfilled.
 */
export function planChange(stored: ChangeInput): AmendedPlan {
  const input = withoutHeldStock(stored);
  const kept = keptOf(input);
  const release = planRelease({ ...input, reductions: kept });
  const plan = planDemands({
    ...input.plan,
    demands: input.wanted.flatMap((top) => {
      const quantity = top.quantity - (kept.get(top.id) ?? ZERO);
      return quantity > ZERO || !kept.has(top.id) ? [{ ...top, quantity }] : [];
    }),
    stock: stockAfter(input, release),
    openSupplies: openSuppliesAfter(input, release),
  });
  const supplies = new Map(input.supplies.map((supply) => [supply.id, supply]));
  const givenUp = release.supplies.flatMap(({ id, state }) => {
    const supply = supplies.get(id);
    return state === "cancelled" && supply ? [[id, supply] as const] : [];
  });
  const merged = merge(input, release, plan, reuseOf(input, plan, new Map(givenUp)));
  return { ...merged, reservations: mergeReservations(stored, merged.demands) };
}

/** The order's lines as if nothing were reserved for them: the stock that they hold is free for the planning that follows. */
function withoutHeldStock(stored: ChangeInput): ChangeInput {
  const tops = new Set(stored.wanted.map((top) => top.id));
  const stock = new Map(stored.plan.stock);
  for (const { demandId, itemId, warehouseId, quantity } of stored.reservations) {
    if (!tops.has(demandId)) continue;
    const key = stockKey(itemId, warehouseId);
    stock.set(key, (stock.get(key) ?? ZERO) + quantity);
  }
  return {
    ...stored,
    demands: stored.demands.map((demand) =>
      tops.has(demand.id)
        ? { ...demand, quantity: demand.quantity - demand.reserved, reserved: ZERO }
        : demand,
    ),
    reservations: stored.reservations.filter((each) => !tops.has(each.demandId)),
    plan: { ...stored.plan, stock },
  };
}

/** What each standing line keeps: what is fulfilled and what firm supplies bring, as far as it is still asked for. */
function keptOf(input: ChangeInput): Map<string, Exact> {
  const firm = new Set(input.supplies.filter((each) => each.firm).map((each) => each.id));
  const stored = new Map(input.demands.map((demand) => [demand.id, demand]));
  const kept = new Map<string, Exact>();
  for (const { id, quantity } of input.wanted) {
    const demand = stored.get(id);
    if (!demand) continue;
    if (quantity < demand.fulfilled) {
      const fulfilled = toDecimalText(demand.fulfilled);
      throw new PlanError("plan.below_fulfilled", { demandId: id, fulfilled });
    }
    let sure = demand.fulfilled;
    for (const peg of input.pegs) {
      if (peg.demandId === id && firm.has(peg.supplyId)) sure += peg.quantity;
    }
    kept.set(id, min(quantity, sure));
  }
  return kept;
}

function stockAfter({ plan }: ChangeInput, release: Release): Map<string, Exact> {
  const stock = new Map(plan.stock);
  for (const [key, freed] of release.stockFreed) stock.set(key, (stock.get(key) ?? ZERO) + freed);
  return stock;
}

/** What is open and free once the order has given up what it does not keep. */
function openSuppliesAfter(input: ChangeInput, release: Release): OpenSupply[] {
  const released = new Map(release.supplies.map((supply) => [supply.id, supply]));
  const untouched = input.plan.openSupplies.filter((supply) => !released.has(supply.id));
  const freed = input.supplies.flatMap((supply): OpenSupply[] => {
    const after = released.get(supply.id);
    if (!after || supply.custom || after.open <= after.pegged) return [];
    return [{ ...supply, free: after.open - after.pegged }];
  });
  return [...untouched, ...freed];
}

function merge(
  input: ChangeInput,
  release: Release,
  plan: Plan,
  reuse: Reuse,
): Omit<AmendedPlan, "reservations"> {
  const supplyId = (id: string) => reuse.supplies.get(id)?.id ?? id;
  const demandId = (id: string) => reuse.demands.get(id) ?? id;
  const pegs = mergePegs(input, release, plan, (peg) => ({
    ...peg,
    demandId: demandId(peg.demandId),
    supplyId: supplyId(peg.supplyId),
  }));
  const demands = mergeDemands(input, release, plan, { supplyId, demandId }, pegs.all);
  const supplies = mergeSupplies(input, release, plan, reuse);
  return {
    demands,
    supplies,
    pegs: pegs.changed,
    messages: adviseOnChange(input, supplies, demands, pegs.all),
  };
}

interface Ids {
  readonly supplyId: (id: string) => string;
  readonly demandId: (id: string) => string;
}

function mergeDemands(
  input: ChangeInput,
  release: Release,
  plan: Plan,
  { supplyId, demandId }: Ids,
  pegs: readonly Peg[],
): AmendedDemand[] {
  const stored = new Map(input.demands.map((demand) => [demand.id, demand]));
  const merged = new Map<string, AmendedDemand>();
  for (const released of release.demands) {
    merged.set(released.id, { ...stored.get(released.id)!, ...released, isNew: false });
  }
  for (const planned of plan.demands) {
    const id = demandId(planned.id);
    const base = merged.get(id) ?? stored.get(id);
    const { parentSupplyId, criticalSupplyId } = planned;
    merged.set(id, {
      ...planned,
      id,
      isNew: !stored.has(id),
      parentSupplyId: parentSupplyId === null ? null : supplyId(parentSupplyId),
      criticalSupplyId: criticalSupplyId === null ? null : supplyId(criticalSupplyId),
      quantity: (base?.quantity ?? ZERO) + planned.quantity,
      fulfilled: base?.fulfilled ?? ZERO,
      reserved: (base?.reserved ?? ZERO) + planned.reserved,
      pegged: (base?.pegged ?? ZERO) + planned.pegged,
      uncovered: (base?.uncovered ?? ZERO) + planned.uncovered,
    });
  }
  for (const { id, neededOn } of input.wanted) {
    const own = merged.get(id) ?? { ...stored.get(id)!, isNew: false };
    merged.set(id, { ...own, neededOn, ...availabilityOf(input, own, pegs) });
  }
  return [...merged.values()];
}

/** A line is there when the last part of it is: kept from firm supplies, or planned now. */
function availabilityOf(
  input: ChangeInput,
  demand: AmendedDemand,
  pegs: readonly Peg[],
): Pick<AmendedDemand, "availableOn" | "criticalSupplyId"> {
  const { availableOn, criticalSupplyId } = demand;
  if (demand.uncovered > ZERO) return { availableOn: null, criticalSupplyId: null };
  if (demand.quantity === demand.fulfilled) return { availableOn, criticalSupplyId };
  const { today } = input.plan;
  const before = input.demands.find((each) => each.id === demand.id)?.availableOn ?? null;
  if (demand.pegged === ZERO && before !== null && before <= today)
    return { availableOn: before, criticalSupplyId: null };
  const isPlanned = demand.isNew || demand.pegged > ZERO;
  let latest: { on: Day; supplyId: string | null } = { on: today, supplyId: null };
  if (isPlanned && availableOn !== null && availableOn > today)
    latest = { on: availableOn, supplyId: criticalSupplyId };
  const firm = new Map(input.supplies.filter((each) => each.firm).map((each) => [each.id, each]));
  const own = pegs.filter((peg) => peg.demandId === demand.id && peg.quantity > ZERO);
  // A day that was kept from before counts only while its supply still brings something.
  if (latest.supplyId !== null && !own.some((peg) => peg.supplyId === latest.supplyId))
    latest = { on: today, supplyId: null };
  for (const { supplyId } of own) {
    const supply = firm.get(supplyId);
    if (supply && supply.dueOn > latest.on) latest = { on: supply.dueOn, supplyId };
  }
  return { availableOn: laterOf(today, latest.on), criticalSupplyId: latest.supplyId };
}

function mergeSupplies(
  input: ChangeInput,
  release: Release,
  plan: Plan,
  reuse: Reuse,
): AmendedSupply[] {
  const stored = new Map(input.supplies.map((supply) => [supply.id, supply]));
  const open = new Map(input.plan.openSupplies.map((supply) => [supply.id, supply]));
  const merged = new Map<string, AmendedSupply>();
  for (const { id, state, quantity, open: openQuantity, pegged } of release.supplies) {
    const before = stored.get(id)!;
    merged.set(id, { change: state, id, before, quantity, open: openQuantity, pegged });
  }
  for (const [id, taken] of plan.supplyTaken) {
    const released = merged.get(id);
    if (released?.change === "kept" || released?.change === "decreased") {
      merged.set(id, { ...released, pegged: released.pegged + taken });
      continue;
    }
    const before = stored.get(id) ?? null;
    const pegged = (before?.pegged ?? open.get(id)?.pegged ?? ZERO) + taken;
    const free = (open.get(id)?.free ?? ZERO) - taken;
    merged.set(id, { change: "kept", id, before, quantity: ZERO, open: pegged + free, pegged });
  }
  for (const supply of plan.newSupplies) {
    const before = reuse.supplies.get(supply.id);
    const id = before?.id ?? supply.id;
    const own = { ...supply, criticalDemandId: mapped(reuse.demands, supply.criticalDemandId) };
    merged.set(
      id,
      before
        ? { change: "replanned", id, before, supply: own }
        : { change: "opened", id, supply: own },
    );
  }
  return [...merged.values()];
}

const mapped = (ids: ReadonlyMap<string, string>, id: string | null) =>
  id === null ? null : (ids.get(id) ?? id);

/** Pegs as they stand afterwards: all that are alive, and those whose quantity is another than before. */
function mergePegs(
  input: ChangeInput,
  release: Release,
  plan: Plan,
  stored: (peg: Peg) => Peg,
): { all: Peg[]; changed: Peg[] } {
  const key = (peg: Peg) => `${peg.demandId}:${peg.supplyId}`;
  const before = new Map(input.pegs.map((peg) => [key(peg), peg]));
  const after = new Map(before);
  for (const peg of release.pegs) after.set(key(peg), peg);
  for (const planned of plan.pegs.map(stored)) {
    const quantity = (after.get(key(planned))?.quantity ?? ZERO) + planned.quantity;
    after.set(key(planned), { ...planned, quantity });
  }
  const all = [...after.values()];
  return {
    all: all.filter((peg) => peg.quantity > ZERO),
    changed: all.filter((peg) => peg.quantity !== (before.get(key(peg))?.quantity ?? ZERO)),
  };
}

/** A demand holds one reservation, and what it is called is what the demand has reserved. */
function mergeReservations(
  input: ChangeInput,
  demands: readonly AmendedDemand[],
): AmendedReservation[] {
  const held = new Map(input.reservations.map((each) => [each.demandId, each.quantity]));
  return demands.flatMap(({ id, itemId, warehouseId, reserved }) => {
    const before = held.get(id) ?? ZERO;
    return before === reserved
      ? []
      : [{ demandId: id, itemId, warehouseId, quantity: reserved, before }];
  });
}
