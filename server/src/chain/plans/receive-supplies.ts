import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { changeReservations, lockItemStocks, type StockPlace } from "../../ledgers/inventory";
import type { MovedLine } from "./move-supplies";
import { DemandRow, PegRow, SupplyRow } from "./plans.model";
import { receiveInto, type LivePeg } from "./receive.rules";

/** What goods of supplies led to. */
export interface SupplyReceipt {
  lines: MovedLine[];
  /** Work orders of which every component is now reserved or issued. */
  completeKits: Id[];
}

/**
 * Goods of supplies are in usable stock, posted under the items' locks in this transaction: what waited for them holds them
 * from now on, the first need first, and the rest is free. A fixed number of statements.
 */
export async function receiveSupplies(
  tx: Tx,
  factId: Id,
  received: readonly { supplyId: Id; quantity: Exact }[],
): Promise<SupplyReceipt> {
  if (received.length === 0) return { lines: [], completeKits: [] };
  const quantities = new Map<Id, Exact>();
  for (const { supplyId, quantity } of received)
    quantities.set(supplyId, (quantities.get(supplyId) ?? 0n) + quantity);
  const supplies = await readSupplies(tx, [...quantities.keys()]);
  const locked = await lockItemStocks(tx, supplies);
  const demands = await readWaiting(tx, [...quantities.keys()]);
  const pegs = await readPegs(
    tx,
    demands.map(({ id }) => id),
  );
  const receipt = receiveInto(supplies, quantities, demands, pegs, tx.today);

  await updateRows(
    tx,
    SupplyRow,
    ["openQuantity", "pegged", "freeQuantity", "state"],
    receipt.supplies.map(({ id, open, pegged, free, state }) => ({
      ...{ id, openQuantity: open, pegged, freeQuantity: free, state },
    })),
  );
  await updateRows(tx, PegRow, ["quantity"], receipt.pegs);
  await updateRows(
    tx,
    DemandRow,
    ["reserved", "pegged", "availableOn", "criticalSupplyId"],
    receipt.demands,
  );
  const before = new Map(demands.map((demand) => [demand.id, demand]));
  await changeReservations(
    tx,
    factId,
    locked,
    receipt.demands.map(({ id, reserved }) => {
      const { itemId, warehouseId, reserved: was } = before.get(id)!;
      return { demandId: id, itemId, warehouseId, quantity: reserved, before: was };
    }),
  );
  const parents = receipt.demands.flatMap(({ id }) => before.get(id)!.parentSupplyId ?? []);
  return {
    lines: receipt.demands.flatMap(({ id, reserved, pegged, availableOn }): MovedLine[] => {
      const { sourceType, sourceId } = before.get(id)!;
      return sourceType === "order_line"
        ? [{ lineId: sourceId, reserved, planned: pegged, availableOn }]
        : [];
    }),
    completeKits: await completeAmong(tx, parents),
  };
}

interface Supply extends StockPlace {
  id: Id;
  open: Exact;
  pegged: Exact;
}

async function readSupplies(tx: Tx, supplyIds: readonly Id[]): Promise<Supply[]> {
  const rows = await tx.rows<StockPlace & { id: Id; open: string; pegged: string; state: string }>(
    `SELECT s.id, s.item_id AS itemId, s.warehouse_id AS warehouseId, s.open_quantity AS \`open\`, s.pegged, s.state
     FROM supplies s WHERE s.tenant_id = :tenant AND s.id IN :supplyIds`,
    { supplyIds: sortedIds(supplyIds) },
  );
  assert(rows.length === supplyIds.length, "goods of a supply that is not there");
  return rows.map((row) => ({ ...row, open: exact(row.open), pegged: exact(row.pegged) }));
}

interface Waiting extends StockPlace {
  id: Id;
  sourceType: string;
  sourceId: Id;
  parentSupplyId: Id | null;
  reserved: Exact;
  pegged: Exact;
  uncovered: Exact;
}

async function readWaiting(tx: Tx, supplyIds: readonly Id[]): Promise<Waiting[]> {
  const rows = await tx.rows<
    Omit<Waiting, "reserved" | "pegged" | "uncovered"> & {
      reserved: string;
      pegged: string;
      uncovered: string;
    }
  >(
    `SELECT d.id, d.source_type AS sourceType, d.source_id AS sourceId, d.parent_supply_id AS parentSupplyId,
       d.item_id AS itemId, d.warehouse_id AS warehouseId, d.reserved, d.pegged, d.uncovered
     FROM demands d
     WHERE d.tenant_id = :tenant AND d.id IN
       (SELECT p.demand_id FROM pegs p WHERE p.tenant_id = :tenant AND p.supply_id IN :supplyIds AND p.quantity > 0)
     ORDER BY d.needed_on, d.id`,
    { supplyIds: sortedIds(supplyIds) },
  );
  return rows.map((row) => ({
    ...row,
    reserved: exact(row.reserved),
    pegged: exact(row.pegged),
    uncovered: exact(row.uncovered),
  }));
}

async function readPegs(tx: Tx, demandIds: readonly Id[]): Promise<LivePeg[]> {
  const rows = await tx.rows<Omit<LivePeg, "quantity"> & { quantity: string; dueOn: Day }>(
    `SELECT p.id, p.demand_id AS demandId, p.supply_id AS supplyId, p.quantity, s.due_on AS dueOn
     FROM pegs p JOIN supplies s ON s.tenant_id = :tenant AND s.id = p.supply_id
     WHERE p.tenant_id = :tenant AND p.demand_id IN :demandIds AND p.quantity > 0`,
    { demandIds },
  );
  return rows.map((row) => ({ ...row, quantity: exact(row.quantity) }));
}

/** Work orders among these that lack no component any more. */
async function completeAmong(tx: Tx, supplyIds: readonly Id[]): Promise<Id[]> {
  if (supplyIds.length === 0) return [];
  const rows = await tx.rows<{ id: Id }>(
    `SELECT s.id FROM supplies s
     WHERE s.tenant_id = :tenant AND s.id IN :supplyIds AND s.kind = 'make' AND NOT EXISTS
       (SELECT 1 FROM demands d WHERE d.tenant_id = :tenant AND d.parent_supply_id = s.id AND d.state = 'open'
         AND d.quantity <> d.fulfilled + d.reserved)`,
    { supplyIds: [...new Set(supplyIds)] },
  );
  return rows.map(({ id }) => id);
}
