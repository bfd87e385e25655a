import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import type { StoredLotSteps } from "./plans.model";
import type { LotSteps, Peg } from "./plan.types";
import { DEMAND_COLUMNS, presentDemand, type DemandText, type GraphDemand } from "./read-graph";
import type { WhySource } from "./why.rules";

export interface ReadDemand extends GraphDemand {
  readonly createdAt: Date;
  readonly source: WhySource;
}

export interface ReadSupply {
  readonly id: Id;
  readonly kind: "make" | "buy" | "phantom";
  readonly itemId: Id;
  readonly state: string;
  readonly firm: boolean;
  readonly quantity: Exact;
  readonly open: Exact;
  readonly lotSteps: LotSteps;
  readonly fixedDays: number;
  readonly routingDays: number;
  readonly neededOn: Day;
  readonly readyOn: Day;
  readonly dueOn: Day;
  readonly criticalDemandId: Id | null;
  readonly createdAt: Date;
}

/** The stored plan below some order lines, whatever its state. */
export interface ReadPlan {
  readonly demands: readonly ReadDemand[];
  readonly supplies: readonly ReadSupply[];
  /** Every live peg of those supplies, also by demands of others. */
  readonly pegs: readonly Peg[];
  /** Those others. */
  readonly otherDemands: readonly ReadDemand[];
}

type Text = DemandText & { createdAt: Date };

const REACH = `
  WITH RECURSIVE reach (demand_id) AS (
    SELECT d.id FROM demands d
    WHERE d.tenant_id = :tenant AND d.source_type = 'order_line' AND d.source_id IN :lineIds
    UNION
    SELECT c.id FROM reach
      JOIN pegs p ON p.tenant_id = :tenant AND p.demand_id = reach.demand_id AND p.quantity > 0
      JOIN demands c ON c.tenant_id = :tenant AND c.parent_supply_id = p.supply_id
  )
  SELECT ${DEMAND_COLUMNS}, d.created_at AS createdAt
  FROM reach JOIN demands d ON d.tenant_id = :tenant AND d.id = reach.demand_id ORDER BY d.id`;

/** Four statements, however deep. */
export async function readPlan(ctx: Ctx, lineIds: readonly Id[]): Promise<ReadPlan> {
  if (lineIds.length === 0) return { demands: [], supplies: [], pegs: [], otherDemands: [] };
  const demands = (await ctx.rows<Text>(REACH, { lineIds })).map(readDemand);
  const supplies = await readSupplies(
    ctx,
    demands.map((demand) => demand.id),
  );
  const pegs = await readPegs(
    ctx,
    supplies.map((supply) => supply.id),
  );
  const known = new Set(demands.map((demand) => demand.id));
  const others = [...new Set(pegs.map((peg) => peg.demandId).filter((id) => !known.has(id)))];
  return { demands, supplies, pegs, otherDemands: await readOthers(ctx, others) };
}

const readDemand = (row: Text): ReadDemand => ({
  ...presentDemand(row),
  createdAt: row.createdAt,
  source: { type: row.sourceType, id: row.sourceId },
});

async function readSupplies(ctx: Ctx, demandIds: readonly Id[]): Promise<ReadSupply[]> {
  const rows = await ctx.rows<
    Omit<ReadSupply, "quantity" | "open" | "lotSteps"> & {
      quantity: string;
      open: string;
      lotSteps: string;
    }
  >(
    `SELECT DISTINCT s.id, s.kind, s.item_id AS itemId, s.state, s.firm, s.quantity, s.open_quantity AS \`open\`,
       s.lot_steps AS lotSteps, s.fixed_days AS fixedDays, s.routing_days AS routingDays, s.needed_on AS neededOn,
       s.ready_on AS readyOn, s.due_on AS dueOn, s.critical_demand_id AS criticalDemandId, s.created_at AS createdAt
     FROM pegs p JOIN supplies s ON s.tenant_id = :tenant AND s.id = p.supply_id
     WHERE p.tenant_id = :tenant AND p.demand_id IN :demandIds AND p.quantity > 0 ORDER BY s.id`,
    { demandIds },
  );
  return rows.map((row) => ({
    ...row,
    quantity: exact(row.quantity),
    open: exact(row.open),
    lotSteps: readSteps(JSON.parse(row.lotSteps) as StoredLotSteps),
  }));
}

const readSteps = (steps: StoredLotSteps): LotSteps => ({
  minimum: exact(steps.minimum),
  multiple: exact(steps.multiple),
  fixed: exact(steps.fixed),
  rounding: exact(steps.rounding),
});

async function readPegs(ctx: Ctx, supplyIds: readonly Id[]): Promise<Peg[]> {
  const rows = await ctx.rows<{ demandId: Id; supplyId: Id; quantity: string }>(
    `SELECT p.demand_id AS demandId, p.supply_id AS supplyId, p.quantity
     FROM pegs p WHERE p.tenant_id = :tenant AND p.supply_id IN :supplyIds AND p.quantity > 0 ORDER BY p.id`,
    { supplyIds },
  );
  return rows.map((row) => ({ ...row, quantity: exact(row.quantity) }));
}

async function readOthers(ctx: Ctx, demandIds: readonly Id[]): Promise<ReadDemand[]> {
  if (demandIds.length === 0) return [];
  const rows = await ctx.rows<Text>(
    `SELECT ${DEMAND_COLUMNS}, d.created_at AS createdAt
     FROM demands d WHERE d.tenant_id = :tenant AND d.id IN :demandIds`,
    { demandIds },
  );
  return rows.map(readDemand);
}
