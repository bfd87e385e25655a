import { exact, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { changeReservations, lockItemStocks, type StockPlace } from "../../ledgers/inventory";
import type { MovedLine } from "./move-supplies";
import { DemandRow, PegRow, SupplyRow } from "./plans.model";
import { demandsWaitingFor, livePegsOf, movedLines } from "./read-demands";
import { receiveInto } from "./receive.rules";

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
  const demands = await demandsWaitingFor(tx, [...quantities.keys()]);
  const pegs = await livePegsOf(
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
    lines: movedLines(before, receipt.demands),
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
