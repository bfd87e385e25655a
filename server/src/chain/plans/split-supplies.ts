import { exact, min, ZERO, type Exact } from "@quanlian/shared/domain";
import { insertRows, updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { lockUpward, settleAbove, type PlanMovement } from "./move-supplies";
import { PegRow, SupplyRow } from "./plans.model";

/** A supply and the parts that it falls into; the first part keeps the supply and its id. */
export interface SupplySplit {
  supplyId: Id;
  parts: readonly { id: Id; quantity: Exact }[];
}

/**
 * Splits supplies that are still the plan's, because their parts will come from different hands. Whoever waits for one waits for
 * its parts afterwards, the first need for the first part: nothing is uncovered by it. Parts beyond what is pegged are free.
 * Answers what moved further up.
 */
export async function splitSupplies(
  tx: Tx,
  factId: Id,
  splits: readonly SupplySplit[],
): Promise<PlanMovement> {
  if (splits.length === 0) return { lines: [], workOrders: [] };
  const ids = sortedIds(splits.map(({ supplyId }) => supplyId));
  await lockUpward(tx, ids);
  const supplies = await readWhole(tx, ids);
  const pegs = await readPegs(tx, ids);
  const shared = splits.flatMap(({ supplyId, parts }) =>
    share(
      parts,
      pegs.filter((peg) => peg.supplyId === supplyId),
    ),
  );
  const figuresOf = (id: Id, quantity: Exact) => {
    const pegged = shared
      .filter(({ partId }) => partId === id)
      .reduce((total, each) => total + each.quantity, ZERO);
    return { quantity, openQuantity: quantity, pegged, freeQuantity: quantity - pegged };
  };
  const parts = splits.flatMap(({ supplyId, parts: own }) =>
    own.map((part) => ({ supplyId, ...part })),
  );
  const opened = parts.filter(({ id, supplyId }) => id !== supplyId);
  await insertRows(
    tx,
    SupplyRow,
    opened.map(({ id, supplyId, quantity }) => {
      const like = supplies.get(supplyId);
      assert(like, "a supply that is not open is split");
      const figures = figuresOf(id, quantity);
      return {
        ...{ ...like, id, sourceId: id, ...figures, factId },
        ...{ neededQuantity: figures.pegged, lotSteps: NO_STEPS },
      };
    }),
  );
  const kept = parts.filter(({ id, supplyId }) => id === supplyId);
  await updateRows(
    tx,
    SupplyRow,
    ["quantity", "openQuantity", "pegged", "freeQuantity"],
    kept.map(({ id, quantity }) => ({ id, ...figuresOf(id, quantity) })),
  );
  await writePegs(tx, factId, pegs, shared);
  return settleAbove(
    tx,
    parts.map(({ id }) => id),
  );
}

const NO_STEPS = { minimum: "0", multiple: "0", fixed: "0", rounding: "0" };

interface Peg {
  id: Id;
  demandId: Id;
  supplyId: Id;
  quantity: Exact;
}

/** So much of a peg is covered by that part. */
interface SharedPeg {
  peg: Peg;
  partId: Id;
  quantity: Exact;
}

/** Fills the parts one after the other with the pegs in the order of their need. */
function share(parts: SupplySplit["parts"], pegs: readonly Peg[]): SharedPeg[] {
  const left = parts.map(({ id, quantity }) => ({ id, room: quantity }));
  return pegs.flatMap((peg) => {
    let rest = peg.quantity;
    const shares = left.flatMap((part): SharedPeg[] => {
      const quantity = min(part.room, rest);
      part.room -= quantity;
      rest -= quantity;
      return quantity > ZERO ? [{ peg, partId: part.id, quantity }] : [];
    });
    assert(rest === ZERO, "the parts of a supply are less than others were promised of it");
    return shares;
  });
}

async function writePegs(
  tx: Tx,
  factId: Id,
  pegs: readonly Peg[],
  shared: readonly SharedPeg[],
): Promise<void> {
  const kept = new Map(
    shared
      .filter(({ peg, partId }) => peg.supplyId === partId)
      .map(({ peg, quantity }) => [peg.id, quantity]),
  );
  await updateRows(
    tx,
    PegRow,
    ["quantity"],
    pegs.map(({ id }) => ({ id, quantity: kept.get(id) ?? ZERO })),
  );
  await insertRows(
    tx,
    PegRow,
    shared
      .filter(({ peg, partId }) => peg.supplyId !== partId)
      .map(({ peg, partId, quantity }) => ({
        ...{ id: tx.newId(), demandId: peg.demandId, supplyId: partId, quantity, factId },
      })),
  );
}

/** Live pegs of the supplies, the first need first. */
async function readPegs(tx: Tx, supplyIds: readonly Id[]): Promise<Peg[]> {
  const rows = await tx.rows<Omit<Peg, "quantity"> & { quantity: string }>(
    `SELECT p.id, p.demand_id AS demandId, p.supply_id AS supplyId, p.quantity
     FROM pegs p JOIN demands d ON d.tenant_id = :tenant AND d.id = p.demand_id
     WHERE p.tenant_id = :tenant AND p.supply_id IN :supplyIds AND p.quantity > 0
     ORDER BY d.needed_on, d.id`,
    { supplyIds },
  );
  return rows.map((row) => ({ ...row, quantity: exact(row.quantity) }));
}

type WholeSupply = Omit<
  Parameters<typeof insertRows<typeof SupplyRow>>[2][number],
  "quantity" | "openQuantity" | "pegged" | "freeQuantity" | "neededQuantity" | "lotSteps" | "factId"
>;

async function readWhole(tx: Tx, ids: readonly Id[]): Promise<Map<Id, WholeSupply>> {
  const rows = await tx.rows<WholeSupply & { id: Id }>(
    `SELECT s.id, s.source_type AS sourceType, s.source_id AS sourceId, s.kind, s.item_id AS itemId,
       s.warehouse_id AS warehouseId, s.state, s.firm, s.custom, s.dropship, s.low_level_code AS lowLevelCode,
       s.fixed_days AS fixedDays, s.routing_days AS routingDays, s.needed_on AS neededOn, s.ready_on AS readyOn,
       s.start_on AS startOn, s.due_on AS dueOn, s.critical_demand_id AS criticalDemandId
     FROM supplies s WHERE s.tenant_id = :tenant AND s.id IN :ids AND s.state = 'open'`,
    { ids },
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        ...{ firm: Boolean(row.firm), custom: Boolean(row.custom) },
        dropship: Boolean(row.dropship),
      },
    ]),
  );
}
