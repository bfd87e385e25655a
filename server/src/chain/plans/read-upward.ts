import { exact, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import type { StockPlace } from "../../ledgers/inventory";
import type { DatedDemand, DatedSupply } from "./date.rules";

/** A demand of the upward graph with what it belongs to. */
export interface UpwardDemand extends DatedDemand, StockPlace {
  readonly sourceType: string;
  readonly sourceId: Id;
  readonly quantity: string;
  readonly fulfilled: string;
  readonly reserved: string;
  readonly pegged: string;
  readonly neededOn: Day;
}

export interface UpwardSupply extends DatedSupply, StockPlace {
  readonly quantity: string;
  readonly open: string;
  readonly pegged: string;
  readonly dropship: boolean;
}

/** What hangs above some supplies. */
export interface Upward {
  supplies: Map<Id, UpwardSupply>;
  demands: Map<Id, UpwardDemand>;
  pegs: { demandId: Id; supplyId: Id; quantity: string }[];
  places: StockPlace[];
}

const ABOVE = `WITH RECURSIVE above (supply_id) AS (
    SELECT s.id FROM supplies s WHERE s.tenant_id = :tenant AND s.id IN :supplyIds
    UNION
    SELECT d.parent_supply_id FROM above
      JOIN pegs p ON p.tenant_id = :tenant AND p.supply_id = above.supply_id AND p.quantity > 0
      JOIN demands d ON d.tenant_id = :tenant AND d.id = p.demand_id AND d.parent_supply_id IS NOT NULL
  )`;

/**
 * Reads everything that waits for some supplies, up to what customers want, with all else that it waits for: the demands
 * within reach, every component of every supply within reach, and all that covers them. Four statements however high.
 */
export async function readUpward(ctx: Ctx, supplyIds: readonly Id[]): Promise<Upward> {
  const above = await ctx.rows<{ supplyId: Id }>(
    `${ABOVE} SELECT a.supply_id AS supplyId FROM above a`,
    { supplyIds },
  );
  const aboveIds = above.map((row) => row.supplyId);
  const demands = await readDemands(ctx, aboveIds);
  const pegs = await ctx.rows<{ demandId: Id; supplyId: Id; quantity: string }>(
    `SELECT p.demand_id AS demandId, p.supply_id AS supplyId, p.quantity FROM pegs p
     WHERE p.tenant_id = :tenant AND p.demand_id IN :demandIds AND p.quantity > 0`,
    { demandIds: demands.map(({ id }) => id) },
  );
  const supplies = await readSupplies(ctx, [
    ...new Set([...aboveIds, ...pegs.map((peg) => peg.supplyId)]),
  ]);
  return {
    supplies: new Map(supplies.map((supply) => [supply.id, supply])),
    demands: new Map(demands.map((demand) => [demand.id, demand])),
    pegs,
    places: [...demands, ...supplies],
  };
}

/** Demands that these supplies cover, and those that they have themselves. */
async function readDemands(ctx: Ctx, supplyIds: readonly Id[]): Promise<UpwardDemand[]> {
  const rows = await ctx.rows<Omit<UpwardDemand, "uncovered"> & { uncovered: string }>(
    `SELECT d.id, d.source_type AS sourceType, d.source_id AS sourceId, d.item_id AS itemId,
       d.warehouse_id AS warehouseId, d.parent_supply_id AS parentSupplyId, d.quantity, d.fulfilled, d.reserved, d.pegged,
       d.uncovered, d.needed_on AS neededOn, d.available_on AS availableOn, d.critical_supply_id AS criticalSupplyId
     FROM demands d
     WHERE d.tenant_id = :tenant AND d.state = 'open' AND (d.parent_supply_id IN :supplyIds OR d.id IN
       (SELECT p.demand_id FROM pegs p WHERE p.tenant_id = :tenant AND p.supply_id IN :supplyIds AND p.quantity > 0))`,
    { supplyIds },
  );
  return rows.map((row) => ({ ...row, uncovered: exact(row.uncovered) }));
}

async function readSupplies(ctx: Ctx, supplyIds: readonly Id[]): Promise<UpwardSupply[]> {
  const rows = await ctx.rows<UpwardSupply>(
    `SELECT s.id, s.kind, s.item_id AS itemId, s.warehouse_id AS warehouseId, s.firm, s.dropship, s.quantity,
       s.open_quantity AS \`open\`, s.pegged, s.needed_on AS neededOn, s.fixed_days AS fixedDays,
       s.routing_days AS routingDays, s.ready_on AS readyOn, s.start_on AS startOn, s.due_on AS dueOn,
       s.critical_demand_id AS criticalDemandId
     FROM supplies s WHERE s.tenant_id = :tenant AND s.id IN :supplyIds`,
    { supplyIds },
  );
  return rows.map((row) => ({ ...row, firm: Boolean(row.firm), dropship: Boolean(row.dropship) }));
}

/** The order lines that wait for some supplies, however far above: whose orders a change of them moves. */
export async function orderLinesAbove(ctx: Ctx, supplyIds: readonly Id[]): Promise<Id[]> {
  if (supplyIds.length === 0) return [];
  const rows = await ctx.rows<{ lineId: Id }>(
    `${ABOVE} SELECT DISTINCT d.source_id AS lineId FROM above a
       JOIN pegs p ON p.tenant_id = :tenant AND p.supply_id = a.supply_id AND p.quantity > 0
       JOIN demands d ON d.tenant_id = :tenant AND d.id = p.demand_id AND d.source_type = 'order_line'`,
    { supplyIds },
  );
  return rows.map((row) => row.lineId);
}
