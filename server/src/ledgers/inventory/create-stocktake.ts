import type { InputOf, stocktakesContract } from "@quanlian/shared/contract";
import { addDays, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { checkPlaces } from "./check-places";
import { whoseTurn } from "./cycle.rules";
import { NONE } from "./stock.types";
import { Stocktake, StocktakeScope } from "./stocktake.model";
import { findStocktake } from "./stocktake.queries";
import { stocktakeStates } from "./stocktake.states";

type Input = InputOf<(typeof stocktakesContract)["stocktakes.create"]>;

/**
 * Prepares a count: of a warehouse, of some of its locations, of some items, or of the items whose turn it is. Nothing is
 * frozen and nothing is read from the books before it starts.
 */
export function createStocktake(ctx: Ctx, input: Input) {
  return transact(ctx, async (tx) => {
    const { warehouseId, locationIds = [], itemIds = [] } = input;
    const faults = new Faults(tx.language);
    await checkPlaces(tx, faults, "stocktakes.create", [
      { path: [], warehouseId },
      ...locationIds.map((locationId, at) => ({
        ...{ path: ["locationIds", at], bare: true, warehouseId, locationId },
      })),
      ...itemIds.map((itemId, at) => ({ path: ["itemIds", at], bare: true, itemId })),
    ]);
    faults.refuse();
    const covered = await coveredBy(tx, input);
    if (covered.length === 0) refuse("stocktake.nothing_to_count");

    const id = tx.newId();
    const number = await takeNumber(tx, prefixes.stocktake);
    const { initial: state } = stocktakeStates;
    const header = {
      ...{ number, state, warehouseId, scope: scopeOf(input), countedOn: tx.today },
      ...{ blind: input.blind ?? true, freezes: input.freezes ?? false, note: input.note ?? null },
    };
    await insertRow(tx, Stocktake, { id, ...header });
    await insertRows(
      tx,
      StocktakeScope,
      covered.map((each) => ({ stocktakeId: id, warehouseId, frozen: false, ...each })),
    );
    tx.record({ type: "stocktake", id, number, before: null, after: header });
    return findStocktake(tx, id);
  });
}

function scopeOf({ locationIds, itemIds, cycle }: Input) {
  if (locationIds) return "locations" as const;
  if (itemIds) return "items" as const;
  return cycle ? ("cycle" as const) : ("warehouse" as const);
}

interface Covered {
  locationId: Id;
  itemId: Id;
}

async function coveredBy(tx: Tx, input: Input): Promise<Covered[]> {
  const { warehouseId, locationIds, itemIds, cycle } = input;
  if (locationIds)
    return [...new Set(locationIds)].map((locationId) => ({ locationId, itemId: NONE }));
  const ofItems = (ids: readonly Id[]) =>
    [...new Set(ids)].map((itemId) => ({ locationId: NONE, itemId }));
  if (itemIds) return ofItems(itemIds);
  if (!cycle) return [{ locationId: NONE, itemId: NONE }];
  return ofItems(whoseTurn(await readCycle(tx, warehouseId), cycle));
}

const A_YEAR = 365;

/** Items of ours in a warehouse: what left it in a year, other than to another place, and when each was last counted. */
const readCycle = (tx: Tx, warehouseId: Id) =>
  tx.rows<{ itemId: Id; movedCents: number; lastCountedOn: Day | null }>(
    `SELECT s.item_id AS itemId, CAST(COALESCE(m.moved, 0) AS SIGNED) AS movedCents, c.counted_on AS lastCountedOn
     FROM item_stocks s
       LEFT JOIN (SELECT v.item_id, -SUM(v.value_cents) AS moved FROM stock_moves v
         WHERE v.tenant_id = :tenant AND v.warehouse_id = :warehouseId AND v.quantity < 0
           AND v.occurred_on > :since AND v.kind NOT IN ('transfer', 'count') GROUP BY v.item_id) m
         ON m.item_id = s.item_id
       LEFT JOIN (SELECT n.item_id, MAX(t.counted_on) AS counted_on FROM stocktake_lines n
           JOIN stocktakes t ON t.tenant_id = :tenant AND t.id = n.stocktake_id
         WHERE n.tenant_id = :tenant AND n.warehouse_id = :warehouseId AND t.state = 'posted'
           AND n.counted_quantity IS NOT NULL GROUP BY n.item_id) c ON c.item_id = s.item_id
     WHERE s.tenant_id = :tenant AND s.warehouse_id = :warehouseId AND s.on_hand + s.held_quantity > 0
     ORDER BY s.item_id`,
    { warehouseId, since: addDays(tx.today, -A_YEAR) },
  );
