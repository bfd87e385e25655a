import { type Day, type Exact, day, exact, ZERO } from "@quanlian/shared/domain";
import type {
  DemandToPlan,
  NewSupply,
  OpenSupply,
  Plan,
  PlanInput,
  PlanItem,
  PlannedDemand,
  Recipe,
} from "../../server/src/chain/plans/plan.types";
import type {
  Release,
  ReleaseDemand,
  ReleaseInput,
  ReleaseSupply,
} from "../../server/src/chain/plans/release.types";

/** Builders of planning figures. The plan is made on Monday 2 March 2026, Monday to Friday. */
export const TODAY = day("2026-03-02");

export const mondayToFriday = { workingWeekdays: [1, 2, 3, 4, 5], exceptions: new Map() };

export function givenItem(id: string, differs: Partial<PlanItem> = {}): PlanItem {
  return {
    id,
    supplyMode: "buy",
    unitPlaces: 0,
    leadTimeDays: 0,
    lotMinimum: ZERO,
    lotMultiple: ZERO,
    lotFixed: ZERO,
    homeWarehouseId: "main",
    ...differs,
  };
}

/** `{ hinge: "4" }` or `{ profile: ["2.5", "0.02"] }` with a scrap rate; no routing. */
export function givenRecipe(
  components: Record<string, string | [perBase: string, scrapRate: string]>,
  differs: Partial<Recipe> = {},
): Recipe {
  return {
    bomVersionId: "v1",
    baseQuantity: exact("1"),
    components: Object.entries(components).map(([itemId, figures], at) => {
      const [perBase, scrapRate] = typeof figures === "string" ? [figures, "0"] : figures;
      return { lineNo: at + 1, itemId, perBase: exact(perBase), scrapRate: exact(scrapRate) };
    }),
    routing: { operations: [] },
    ...differs,
  };
}

export function givenDemand(
  id: string,
  itemId: string,
  quantity: string,
  neededOn = "2026-03-31",
  recipe?: Recipe,
): DemandToPlan {
  const figures = { quantity: exact(quantity), neededOn: day(neededOn) };
  return { id, itemId, warehouseId: "main", ...figures, ...(recipe ? { recipe } : {}) };
}

export function givenOpenSupply(
  id: string,
  itemId: string,
  free: string,
  dueOn: string,
): OpenSupply {
  return { id, itemId, warehouseId: "main", free: exact(free), dueOn: day(dueOn), startOn: TODAY };
}

export interface PlanStory extends Partial<
  Omit<PlanInput, "items" | "recipes" | "stock" | "nextId">
> {
  items: PlanItem[];
  recipes?: Record<string, Recipe>;
  /** By item, at the main warehouse. */
  stock?: Record<string, string>;
}

export function givenPlanInput(story: PlanStory): PlanInput {
  const { items, recipes = {}, stock = {}, ...rest } = story;
  let lastId = 0;
  return {
    today: TODAY,
    calendar: mondayToFriday,
    minutesPerDay: exact("480"),
    demands: [],
    openSupplies: [],
    ...rest,
    items: new Map(items.map((item) => [item.id, item])),
    recipes: new Map(Object.entries(recipes)),
    stock: new Map(Object.entries(stock).map(([id, quantity]) => [`${id}:main`, exact(quantity)])),
    nextId: () => `n${String((lastId += 1)).padStart(6, "0")}`,
  };
}

/** The only new supply of an item. */
export function supplyOf(plan: Plan, itemId: string): NewSupply {
  return only(plan.newSupplies.filter((supply) => supply.itemId === itemId));
}

/** The only demand for an item. */
export function demandFor(plan: Plan, itemId: string): PlannedDemand {
  return only(plan.demands.filter((demand) => demand.itemId === itemId));
}

export function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`Expected one row: ${rows.length}`);
  return row;
}

/** The plan as it would have been stored, for a release. `firm` names supplies made firm since. */
export function storedPlan(
  input: PlanInput,
  plan: Plan,
  firm: readonly string[] = [],
): Omit<ReleaseInput, "reductions"> {
  const openSupplies = input.openSupplies.map((supply): ReleaseSupply => {
    const { id, itemId, free, dueOn } = supply;
    const pegged = plan.supplyTaken.get(id) ?? ZERO;
    return { id, itemId, quantity: free, open: free, pegged, dueOn, firm: true, custom: false };
  });
  const newSupplies = plan.newSupplies.map((supply): ReleaseSupply => {
    const { id, itemId, quantity, pegged, dueOn, custom } = supply;
    return { id, itemId, quantity, open: quantity, pegged, dueOn, custom, firm: firm.includes(id) };
  });
  return {
    items: input.items,
    demands: plan.demands.map((demand): ReleaseDemand => ({ ...demand, fulfilled: ZERO })),
    supplies: [...openSupplies, ...newSupplies],
    pegs: plan.pegs,
    reservations: plan.demands
      .filter((demand) => demand.reserved > ZERO)
      .map(({ id, itemId, warehouseId, reserved }) => ({
        demandId: id,
        itemId,
        warehouseId,
        quantity: reserved,
      })),
  };
}

/** What is stored after a release, ready for the next one. */
export function afterRelease(
  stored: Omit<ReleaseInput, "reductions">,
  release: Release,
): Omit<ReleaseInput, "reductions"> {
  const changed = <Row extends object>(rows: readonly Row[], key: (row: Row) => string) =>
    new Map(rows.map((row) => [key(row), row]));
  const demands = changed(release.demands, (row) => row.id);
  const supplies = changed(release.supplies, (row) => row.id);
  const pegs = changed(release.pegs, (row) => `${row.demandId} ${row.supplyId}`);
  const reservations = changed(release.reservations, (row) => row.demandId);
  return {
    items: stored.items,
    demands: stored.demands.map((row) => ({ ...row, ...demands.get(row.id) })),
    supplies: stored.supplies.map((row) => ({ ...row, ...supplies.get(row.id) })),
    pegs: stored.pegs
      .map((row) => pegs.get(`${row.demandId} ${row.supplyId}`) ?? row)
      .filter((row) => row.quantity > ZERO),
    reservations: stored.reservations
      .map((row) => reservations.get(row.demandId) ?? row)
      .filter((row) => row.quantity > ZERO),
  };
}

export function daysOf(supply: NewSupply): [startOn: Day, dueOn: Day] {
  return [supply.startOn, supply.dueOn];
}

export function total(rows: readonly { readonly quantity: Exact }[]): Exact {
  return rows.reduce((sum, row) => sum + row.quantity, ZERO);
}
