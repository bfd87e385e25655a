import { exact, min, ZERO, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { lockItemStocks, type StockPlace } from "../../ledgers/inventory";
import { availability } from "./date.rules";
import type { MovedLine } from "./move-supplies";
import { DemandRow, PegRow, SupplyRow } from "./plans.model";
import { demandsWaitingFor, livePegsOf, movedLines } from "./read-demands";

/**
 * Goods of supplies have gone straight to whoever waited for them, past our stock: what was pegged is fulfilled, and so much less
 * is to come. What goes straight is planned for one demand alone, so no more can leave than it asks for.
 */
export async function serveStraight(
  tx: Tx,
  shipped: readonly { supplyId: Id; quantity: Exact }[],
): Promise<MovedLine[]> {
  const quantities = new Map(shipped.map(({ supplyId, quantity }) => [supplyId, quantity]));
  await lockItemStocks(tx, await readSupplies(tx, [...quantities.keys()]));
  const supplies = await readSupplies(tx, [...quantities.keys()]);
  const demands = await demandsWaitingFor(tx, [...quantities.keys()]);
  const pegs = await livePegsOf(
    tx,
    demands.map(({ id }) => id),
  );
  const served = new Map<Id, Exact>();
  const left = new Map(pegs.map((peg) => [peg.id, peg.quantity]));
  for (const { id: supplyId } of supplies) {
    let rest = quantities.get(supplyId)!;
    for (const peg of pegs.filter((each) => each.supplyId === supplyId)) {
      const part = min(rest, peg.quantity);
      left.set(peg.id, peg.quantity - part);
      served.set(peg.demandId, (served.get(peg.demandId) ?? ZERO) + part);
      rest -= part;
    }
    assert(rest === ZERO, "more has gone straight to a customer than he waits for");
  }
  await updateRows(
    tx,
    SupplyRow,
    ["openQuantity", "pegged", "state"],
    supplies.map(({ id, open, pegged }) => {
      const openQuantity = open - quantities.get(id)!;
      const state = openQuantity === ZERO ? ("received" as const) : ("open" as const);
      return { id, openQuantity, pegged: pegged - quantities.get(id)!, state };
    }),
  );
  await updateRows(
    tx,
    PegRow,
    ["quantity"],
    [...left].map(([id, quantity]) => ({ id, quantity })),
  );
  const after = demands.map((demand) => {
    const part = served.get(demand.id) ?? ZERO;
    const fulfilled = demand.fulfilled + part;
    const covering = pegs
      .filter((peg) => peg.demandId === demand.id && left.get(peg.id)! > ZERO)
      .map((peg) => ({ id: peg.supplyId, dueOn: peg.dueOn }));
    return {
      ...{ id: demand.id, fulfilled, reserved: demand.reserved, pegged: demand.pegged - part },
      state: fulfilled === demand.quantity ? ("fulfilled" as const) : ("open" as const),
      ...availability(demand, covering, tx.today),
    };
  });
  await updateRows(
    tx,
    DemandRow,
    ["fulfilled", "pegged", "state", "availableOn", "criticalSupplyId"],
    after,
  );
  return movedLines(new Map(demands.map((demand) => [demand.id, demand])), after);
}

interface Supply extends StockPlace {
  id: Id;
  open: Exact;
  pegged: Exact;
}

async function readSupplies(tx: Tx, supplyIds: readonly Id[]): Promise<Supply[]> {
  const rows = await tx.rows<StockPlace & { id: Id; open: string; pegged: string }>(
    `SELECT s.id, s.item_id AS itemId, s.warehouse_id AS warehouseId, s.open_quantity AS \`open\`, s.pegged
     FROM supplies s WHERE s.tenant_id = :tenant AND s.id IN :supplyIds`,
    { supplyIds: sortedIds(supplyIds) },
  );
  return rows.map((row) => ({ ...row, open: exact(row.open), pegged: exact(row.pegged) }));
}
