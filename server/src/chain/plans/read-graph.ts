import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import type { StockPlace } from "../../ledgers/inventory";
import type { StoredBasis } from "./plans.model";
import type { ComponentBasis, Peg } from "./plan.types";
import type { ReleaseDemand, ReleaseSupply } from "./release.types";

export interface GraphDemand extends ReleaseDemand {
  readonly warehouseId: Id;
  readonly neededOn: Day;
  readonly availableOn: Day | null;
  readonly criticalSupplyId: Id | null;
  readonly sourceType: string;
  readonly sourceId: Id;
}

export interface GraphSupply extends ReleaseSupply {
  readonly kind: "make" | "buy" | "phantom";
  readonly warehouseId: Id;
  readonly dropship: boolean;
  readonly startOn: Day;
}

/** The part of the stored plan that hangs below some order lines. */
export interface StoredGraph {
  readonly roots: readonly GraphDemand[];
  readonly demands: readonly GraphDemand[];
  readonly supplies: readonly GraphSupply[];
  readonly pegs: readonly (Peg & { id: Id })[];
  readonly places: readonly StockPlace[];
}

/**
 * Reads what hangs below order lines: their demands, the supplies pegged, the components of those that are not firm, and
 * so on down: three statements however deep. A firm supply is not followed: nothing below it changes.
 */
export async function readGraph(ctx: Ctx, lineIds: readonly Id[]): Promise<StoredGraph> {
  const demands = lineIds.length === 0 ? [] : await readDemands(ctx, LINES, lineIds);
  return readBelow(
    ctx,
    demands,
    demands.filter((demand) => demand.parentSupplyId === null),
  );
}

/** The same below demands by name. A phantom is not followed either: what it passes on has a name of its own. */
export async function readGraphBelow(ctx: Ctx, demandIds: readonly Id[]): Promise<StoredGraph> {
  const named = new Set(demandIds);
  const demands = named.size === 0 ? [] : await readDemands(ctx, NAMED, demandIds);
  const graph = await readBelow(
    ctx,
    demands,
    demands.filter(({ id }) => named.has(id)),
  );
  const supplies = graph.supplies.map((supply) => ({
    ...supply,
    firm: supply.firm || supply.kind === "phantom",
  }));
  return { ...graph, supplies };
}

async function readBelow(
  ctx: Ctx,
  demands: GraphDemand[],
  roots: GraphDemand[],
): Promise<StoredGraph> {
  const demandIds = demands.map((demand) => demand.id);
  const pegs = demandIds.length === 0 ? [] : await readPegs(ctx, demandIds);
  const supplies =
    pegs.length === 0 ? [] : await readSupplies(ctx, [...new Set(pegs.map((peg) => peg.supplyId))]);
  return {
    roots,
    demands,
    supplies,
    pegs,
    places: [...demands, ...supplies],
  };
}

type Texts<T, K extends keyof T> = Omit<T, K> & Record<K, string>;
export type DemandText = Texts<
  Omit<GraphDemand, "basis">,
  "quantity" | "fulfilled" | "reserved" | "pegged" | "uncovered"
> & {
  basis: string | null;
};

/** A demand as it is read everywhere. */
export const DEMAND_COLUMNS = `d.id, d.source_type AS sourceType, d.source_id AS sourceId, d.item_id AS itemId, d.warehouse_id AS warehouseId,
    d.parent_supply_id AS parentSupplyId, d.quantity, d.fulfilled, d.reserved, d.pegged, d.uncovered,
    d.needed_on AS neededOn, d.available_on AS availableOn, d.critical_supply_id AS criticalSupplyId, d.basis`;

const LINES = "d.source_type = 'order_line' AND d.source_id IN :ids";
const NAMED = "d.id IN :ids";

const reachFrom = (start: string) => `
  WITH RECURSIVE reach (demand_id) AS (
    SELECT d.id FROM demands d
    WHERE d.tenant_id = :tenant AND ${start} AND d.state <> 'cancelled'
    UNION
    SELECT c.id FROM reach
      JOIN pegs p ON p.tenant_id = :tenant AND p.demand_id = reach.demand_id AND p.quantity > 0
      JOIN supplies s ON s.tenant_id = :tenant AND s.id = p.supply_id AND s.firm = 0 AND s.state = 'open'
      JOIN demands c ON c.tenant_id = :tenant AND c.parent_supply_id = s.id AND c.state = 'open'
  )
  SELECT ${DEMAND_COLUMNS}
  FROM reach JOIN demands d ON d.tenant_id = :tenant AND d.id = reach.demand_id`;

async function readDemands(ctx: Ctx, start: string, ids: readonly Id[]): Promise<GraphDemand[]> {
  const rows = await ctx.rows<DemandText>(reachFrom(start), { ids });
  return rows.map(presentDemand);
}

export function presentDemand(row: DemandText): GraphDemand {
  return {
    ...row,
    quantity: exact(row.quantity),
    fulfilled: exact(row.fulfilled),
    reserved: exact(row.reserved),
    pegged: exact(row.pegged),
    uncovered: exact(row.uncovered),
    basis: row.basis === null ? null : readBasis(JSON.parse(row.basis) as StoredBasis),
  };
}

function readBasis(basis: StoredBasis): ComponentBasis {
  return {
    lineNo: basis.lineNo,
    parentQuantity: exact(basis.parentQuantity),
    perBase: exact(basis.perBase),
    baseQuantity: exact(basis.baseQuantity),
    scrapRate: exact(basis.scrapRate),
    netQuantity: exact(basis.netQuantity),
    scrapQuantity: exact(basis.scrapQuantity),
    roundingQuantity: exact(basis.roundingQuantity),
    ...(basis.substituted && { substituted: exact(basis.substituted) }),
    ...(basis.replaces && {
      replaces: {
        ...basis.replaces,
        quantity: exact(basis.replaces.quantity),
        ratio: exact(basis.replaces.ratio),
      },
    }),
  };
}

async function readPegs(ctx: Ctx, demandIds: readonly Id[]): Promise<(Peg & { id: Id })[]> {
  const rows = await ctx.rows<Texts<Peg & { id: Id }, "quantity">>(
    `SELECT p.id, p.demand_id AS demandId, p.supply_id AS supplyId, p.quantity
     FROM pegs p WHERE p.tenant_id = :tenant AND p.demand_id IN :demandIds AND p.quantity > 0`,
    { demandIds },
  );
  return rows.map((row) => ({ ...row, quantity: exact(row.quantity) }));
}

async function readSupplies(ctx: Ctx, supplyIds: readonly Id[]): Promise<GraphSupply[]> {
  const rows = await ctx.rows<Texts<GraphSupply, "quantity" | "open" | "pegged">>(
    `SELECT s.id, s.kind, s.item_id AS itemId, s.warehouse_id AS warehouseId, s.quantity, s.open_quantity AS \`open\`,
            s.pegged, s.firm, s.custom, s.dropship, s.start_on AS startOn, s.due_on AS dueOn
     FROM supplies s WHERE s.tenant_id = :tenant AND s.id IN :supplyIds`,
    { supplyIds },
  );
  const asExact = (text: string): Exact => exact(text);
  return rows.map((row) => ({
    ...row,
    quantity: asExact(row.quantity),
    open: asExact(row.open),
    pegged: asExact(row.pegged),
  }));
}

/** By supply, the first day on which demands of others need it. One statement, none where nothing is firm. */
export async function readOthersNeeds(
  ctx: Ctx,
  supplyIds: readonly Id[],
  ownDemandIds: readonly Id[],
): Promise<Map<Id, Day>> {
  if (supplyIds.length === 0) return new Map();
  const rows = await ctx.rows<{ supplyId: Id; neededOn: Day }>(
    `SELECT p.supply_id AS supplyId, MIN(d.needed_on) AS neededOn
     FROM pegs p JOIN demands d ON d.tenant_id = :tenant AND d.id = p.demand_id
     WHERE p.tenant_id = :tenant AND p.supply_id IN :supplyIds AND p.quantity > 0 AND d.id NOT IN :ownDemandIds
     GROUP BY p.supply_id`,
    { supplyIds, ownDemandIds },
  );
  return new Map(rows.map((row) => [row.supplyId, row.neededOn]));
}
