import type { Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { changeReservations, lockItemStocks } from "../../ledgers/inventory";
import { fulfil, reopen, unfulfil, type DemandFigures } from "./fulfil.rules";
import type { MovedLine } from "./move-supplies";
import { DemandRow, PegRow } from "./plans.model";
import { freeSupplies, livePegsOf, movedLines, readDemands, type HeldDemand } from "./read-demands";

/** So much for a demand, in base units. */
export interface ForDemand {
  demandId: Id;
  quantity: Exact;
}

/** What demands that were served, or gave back, have come to. */
export interface ServedDemands {
  lines: MovedLine[];
  /** By demand, what it got beyond what it asked for. */
  beyond: ReadonlyMap<Id, Exact>;
}

/**
 * Goods leave for whoever asked for them: what their demands hold is given up, so that the stock may go in this transaction,
 * after this call and under the same locks. Six statements, however many demands.
 */
export async function fulfilDemands(
  tx: Tx,
  factId: Id,
  served: readonly ForDemand[],
): Promise<ServedDemands> {
  if (served.length === 0) return { lines: [], beyond: new Map() };
  const { demands, locked } = await lockDemands(tx, served);
  const pegs = await livePegsOf(
    tx,
    demands.map(({ id }) => id),
  );
  const done = fulfil(demands, quantitiesOf(served), pegs, tx.today);
  await freeSupplies(tx, done.unpegged);
  await updateRows(tx, PegRow, ["quantity"], done.pegs);
  await writeFigures(tx, factId, locked, demands, done.demands);
  const byId = new Map(demands.map((demand) => [demand.id, demand]));
  return { lines: movedLines(byId, done.demands), beyond: done.beyond };
}

/** Goods are back in usable stock, posted before this call, and their demands hold them again. */
export const unfulfilDemands = (tx: Tx, factId: Id, returned: readonly ForDemand[]) =>
  takeBack(tx, factId, returned, unfulfil);

/** Goods that had left are not with whoever asked for them: the demands are open again, and nothing covers that part yet. */
export const reopenDemands = (tx: Tx, factId: Id, missing: readonly ForDemand[]) =>
  takeBack(tx, factId, missing, reopen);

async function takeBack(
  tx: Tx,
  factId: Id,
  back: readonly ForDemand[],
  rule: typeof unfulfil,
): Promise<ServedDemands> {
  if (back.length === 0) return { lines: [], beyond: new Map() };
  const { demands, locked } = await lockDemands(tx, back);
  const pegs = await livePegsOf(
    tx,
    demands.map(({ id }) => id),
  );
  const after = rule(demands, quantitiesOf(back), pegs, tx.today);
  await writeFigures(tx, factId, locked, demands, after);
  const byId = new Map(demands.map((demand) => [demand.id, demand]));
  return { lines: movedLines(byId, after), beyond: new Map() };
}

function quantitiesOf(wanted: readonly ForDemand[]): Map<Id, Exact> {
  const quantities = new Map<Id, Exact>();
  for (const { demandId, quantity } of wanted)
    quantities.set(demandId, (quantities.get(demandId) ?? 0n) + quantity);
  return quantities;
}

/** Items' rows first, then what hangs on them: only what is read under the locks counts. */
async function lockDemands(tx: Tx, wanted: readonly ForDemand[]) {
  const ids = wanted.map(({ demandId }) => demandId);
  const seen = await readDemands(tx, ids);
  const locked = await lockItemStocks(tx, seen);
  const demands = await readDemands(tx, ids);
  assert(demands.length === new Set(ids).size, "goods for a demand that is not there");
  return { demands, locked };
}

async function writeFigures(
  tx: Tx,
  factId: Id,
  locked: Awaited<ReturnType<typeof lockItemStocks>>,
  before: readonly HeldDemand[],
  after: readonly DemandFigures[],
): Promise<void> {
  await updateRows(
    tx,
    DemandRow,
    [
      ...(["fulfilled", "reserved", "pegged", "uncovered", "state"] as const),
      ...(["availableOn", "criticalSupplyId"] as const),
    ],
    after,
  );
  const byId = new Map(after.map((figures) => [figures.id, figures]));
  await changeReservations(
    tx,
    factId,
    locked,
    before
      .map(({ id, itemId, warehouseId, reserved }) => ({
        ...{ demandId: id, itemId, warehouseId, before: reserved },
        quantity: byId.get(id)!.reserved,
      }))
      .filter((each) => each.quantity !== each.before),
  );
}
