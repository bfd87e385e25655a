import type { Exact } from "@quanlian/shared/domain";
import { insertRows, insertStatement, updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { prefixes, stockUpNumbers } from "../../kernel/numbering";
import { changeReservations, freeOf, lockItemStocks } from "../../ledgers/inventory";
import { readRecipes } from "../../masters/catalog";
import { planningPlant } from "../../masters/plant";
import { availability } from "./date.rules";
import { settleAbove, type PlanMovement } from "./move-supplies";
import { readOpenSupplies } from "./open-supplies";
import { itemsNamed, placesWithin, planItems, planned, type OrderPlan } from "./plan-order";
import { planDemands } from "./plan.rules";
import type { Recipe } from "./plan.types";
import { DemandRow, PegRow, SupplyRow } from "./plans.model";
import { livePegsOf, movedLines, readDemands, type HeldDemand } from "./read-demands";
import { demandRow, pegOpenSupplies, supplyRow } from "./record-plan";

/** How uncovered demands were covered again, for the documents that come of it. */
export interface Coverage {
  covered: OrderPlan;
  movement: PlanMovement;
}

/**
 * Plans what some demands lack as if it were asked for today: free stock, open supply, new supplies. What they have already
 * stays. A custom demand brings its own recipe, by its order line. Answers null where nothing lacks anything any more.
 */
export async function coverDemands(
  tx: Tx,
  factId: Id,
  demandIds: readonly Id[],
  recipes: ReadonlyMap<Id, Recipe>,
): Promise<Coverage | null> {
  const plant = await planningPlant(tx);
  const seen = (await readDemands(tx, demandIds)).filter(lacks);
  if (seen.length === 0) return null;
  const wanted = seen.map((demand) => asWanted(demand, recipes));
  const catalog = await readRecipes(tx, { itemIds: itemsNamed(wanted), on: tx.today });
  const items = planItems(catalog.items, plant);
  await stockUpNumbers(tx, prefixes.workOrder, Math.max(catalog.recipes.size, wanted.length));
  await stockUpNumbers(tx, prefixes.requisition, 1);
  const locked = await lockItemStocks(tx, placesWithin(items, seen));
  const openSupplies = await readOpenSupplies(tx, [...items.keys()]);
  const demands = (await readDemands(tx, demandIds)).filter(lacks);
  const plan = planned(() =>
    planDemands({
      ...{ today: tx.today, calendar: plant.calendar, minutesPerDay: plant.minutesPerDay, items },
      recipes: catalog.recipes,
      demands: demands.map((demand) => ({ ...asWanted(demand, recipes), id: demand.id })),
      stock: new Map([...locked].map(([key, stock]) => [key, freeOf(stock)])),
      ...{ openSupplies, nextId: () => tx.newId() },
    }),
  );
  const sources = new Map(demands.map(({ id, sourceId }) => [id, sourceId]));
  const covered = { plan, sources, openSupplies };
  const figures = await figuresOf(tx, demands, covered);
  const before = new Map(demands.map((demand) => [demand.id, demand]));
  await writeCover(tx, factId, covered, figures);
  await changeReservations(
    tx,
    factId,
    locked,
    plan.demands.flatMap(({ id, itemId, warehouseId, reserved }) => {
      const held = before.get(id)?.reserved ?? 0n;
      const place = { demandId: id, itemId, warehouseId, before: held };
      return reserved > 0n ? [{ ...place, quantity: held + reserved }] : [];
    }),
  );
  const above = plan.pegs.filter(({ demandId }) => before.has(demandId));
  const movement = await settleAbove(
    tx,
    above.map(({ supplyId }) => supplyId),
  );
  return { covered, movement: withLines(movement, movedLines(before, figures)) };
}

const lacks = ({ uncovered }: HeldDemand) => uncovered > 0n;

const asWanted = (demand: HeldDemand, recipes: ReadonlyMap<Id, Recipe>) => ({
  ...{ sourceId: demand.sourceId, itemId: demand.itemId, warehouseId: demand.warehouseId },
  ...{ quantity: demand.uncovered, neededOn: demand.neededOn, dropship: demand.dropship },
  ...(demand.custom && recipes.has(demand.sourceId)
    ? { recipe: recipes.get(demand.sourceId)! }
    : {}),
});

interface Covered {
  id: Id;
  reserved: Exact;
  pegged: Exact;
  uncovered: Exact;
  availableOn: DemandDay;
  criticalSupplyId: Id | null;
}

type DemandDay = ReturnType<typeof availability>["availableOn"];

/** What each demand has now: what it had, and what it lacked. */
async function figuresOf(
  tx: Tx,
  demands: readonly HeldDemand[],
  { plan }: OrderPlan,
): Promise<Covered[]> {
  const pegs = await livePegsOf(
    tx,
    demands.map(({ id }) => id),
  );
  const planned = new Map(plan.demands.map((each) => [each.id, each]));
  return demands.map((demand) => {
    const { reserved, pegged, uncovered, availableOn, criticalSupplyId } = planned.get(demand.id)!;
    const own = pegs.filter(({ demandId }) => demandId === demand.id);
    const had = availability(
      { uncovered },
      own.map((peg) => ({ id: peg.supplyId, dueOn: peg.dueOn })),
      tx.today,
    );
    const isLater = availableOn === null || (had.availableOn ?? "") <= availableOn;
    const last = isLater ? { availableOn, criticalSupplyId } : had;
    const figures = { reserved: demand.reserved + reserved, pegged: demand.pegged + pegged };
    return { id: demand.id, ...figures, uncovered, ...last };
  });
}

async function writeCover(
  tx: Tx,
  factId: Id,
  covered: OrderPlan,
  figures: readonly Covered[],
): Promise<void> {
  const { plan, sources } = covered;
  const known = new Set(figures.map(({ id }) => id));
  await insertRows(
    tx,
    DemandRow,
    plan.demands
      .filter(({ id }) => !known.has(id))
      .map((demand) => ({ ...demandRow(factId, demand, sources), custom: false, dropship: false })),
  );
  await updateRows(
    tx,
    DemandRow,
    ["reserved", "pegged", "uncovered", "availableOn", "criticalSupplyId"],
    figures,
  );
  await insertRows(
    tx,
    SupplyRow,
    plan.newSupplies.map((supply) => supplyRow(factId, supply)),
  );
  if (plan.pegs.length > 0) {
    const rows = plan.pegs.map((peg) => ({ ...peg, factId }));
    await tx.send(
      `${insertStatement(tx, PegRow, rows)} ON DUPLICATE KEY UPDATE quantity = quantity + VALUES(quantity)`,
    );
  }
  await pegOpenSupplies(tx, covered);
}

/** A line whose days moved as well as its cover is told once, as it stands at the end. */
function withLines(movement: PlanMovement, lines: PlanMovement["lines"]): PlanMovement {
  const byLine = new Map([...lines, ...movement.lines].map((line) => [line.lineId, line]));
  return { ...movement, lines: [...byLine.values()] };
}
