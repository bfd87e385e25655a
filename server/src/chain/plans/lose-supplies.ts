import { exact, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { lockItemStocks, type StockPlace } from "../../ledgers/inventory";
import { lose } from "./lose.rules";
import type { MovedLine } from "./move-supplies";
import { DemandRow, PegRow, SupplyRow } from "./plans.model";
import { demandsWaitingFor, livePegsOf, movedLines } from "./read-demands";

/** Who goes without, for the plan to cover anew. */
export interface SupplyLoss {
  lines: MovedLine[];
  uncoveredIds: Id[];
}

interface LossOf {
  /** As what they are over once nothing of them is open. */
  end?: "received" | "cancelled";
  /** So much of a supply is lost; without it, all that is open of it. */
  lost?: ReadonlyMap<Id, Exact>;
  /** So much of a supply is not: it is here, but cannot be used yet. */
  kept?: ReadonlyMap<Id, Exact>;
}

/**
 * What is still open of some supplies, or a part of it, will never come: the workshop made less, a supplier's order was closed, goods
 * have failed. What waited for it is uncovered until `coverDemands` has planned it again.
 */
export async function loseSupplies(
  tx: Tx,
  supplyIds: readonly Id[],
  { end = "received", lost, kept }: LossOf = {},
): Promise<SupplyLoss> {
  if (supplyIds.length === 0) return { lines: [], uncoveredIds: [] };
  const seen = await readSupplies(tx, supplyIds);
  await lockItemStocks(tx, seen);
  const supplies = await readSupplies(tx, supplyIds);
  const demands = await demandsWaitingFor(tx, supplyIds);
  const pegs = await livePegsOf(
    tx,
    demands.map(({ id }) => id),
  );
  const rank = new Map(demands.map(({ id }, at) => [id, at]));
  pegs.sort((a, b) => rank.get(a.demandId)! - rank.get(b.demandId)!);
  const loss = lose(
    supplies.map((supply) => ({
      ...supply,
      lost: lost?.get(supply.id) ?? supply.open - (kept?.get(supply.id) ?? 0n),
    })),
    pegs,
  );
  await updateRows(
    tx,
    SupplyRow,
    ["openQuantity", "pegged", "freeQuantity", "state"],
    loss.supplies.map(({ id, open, pegged, free }) => ({
      ...{ id, openQuantity: open, pegged, freeQuantity: free, state: open === 0n ? end : "open" },
    })),
  );
  await updateRows(tx, PegRow, ["quantity"], loss.pegs);
  const without = demands
    .filter(({ id }) => loss.uncovered.has(id))
    .map(({ id, reserved, pegged, uncovered }) => {
      const less = loss.uncovered.get(id)!;
      const figures = { id, reserved, pegged: pegged - less, uncovered: uncovered + less };
      return { ...figures, availableOn: null, criticalSupplyId: null };
    });
  await updateRows(
    tx,
    DemandRow,
    ["pegged", "uncovered", "availableOn", "criticalSupplyId"],
    without,
  );
  const byId = new Map(demands.map((demand) => [demand.id, demand]));
  return { lines: movedLines(byId, without), uncoveredIds: without.map(({ id }) => id) };
}

interface OpenSupply extends StockPlace {
  id: Id;
  open: Exact;
  pegged: Exact;
}

async function readSupplies(tx: Tx, ids: readonly Id[]): Promise<OpenSupply[]> {
  const rows = await tx.rows<StockPlace & { id: Id; open: string; pegged: string }>(
    `SELECT s.id, s.item_id AS itemId, s.warehouse_id AS warehouseId, s.open_quantity AS \`open\`, s.pegged
     FROM supplies s WHERE s.tenant_id = :tenant AND s.id IN :ids AND s.state = 'open' ORDER BY s.id`,
    { ids: sortedIds(ids) },
  );
  return rows.map((row) => ({ ...row, open: exact(row.open), pegged: exact(row.pegged) }));
}
