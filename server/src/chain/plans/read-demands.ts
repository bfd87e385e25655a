import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { updateRows, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import type { StockPlace } from "../../ledgers/inventory";
import type { ServedDemand } from "./fulfil.rules";
import type { MovedLine } from "./move-supplies";
import { SupplyRow } from "./plans.model";
import type { LivePeg } from "./receive.rules";

/** A demand with what it belongs to, as decisions read it under its item's lock. */
export interface HeldDemand extends ServedDemand, StockPlace {
  readonly sourceType: string;
  readonly sourceId: Id;
  readonly parentSupplyId: Id | null;
  readonly neededOn: Day;
  readonly custom: boolean;
  readonly dropship: boolean;
}

type Texts = "quantity" | "fulfilled" | "reserved" | "pegged" | "uncovered";

const COLUMNS = `d.id, d.source_type AS sourceType, d.source_id AS sourceId, d.parent_supply_id AS parentSupplyId,
       d.item_id AS itemId, d.warehouse_id AS warehouseId, d.quantity, d.fulfilled, d.reserved, d.pegged, d.uncovered,
       d.needed_on AS neededOn, d.custom, d.dropship`;

/** Demands by id, in the order of need. */
export const readDemands = async (tx: Tx, ids: readonly Id[]): Promise<HeldDemand[]> =>
  asExact(
    await tx.rows(
      `SELECT ${COLUMNS} FROM demands d WHERE d.tenant_id = :tenant AND d.id IN :ids ORDER BY d.needed_on, d.id`,
      { ids: sortedIds(ids) },
    ),
  );

/** The demands of order lines: one for each that planning covers. */
export const demandsOfLines = async (
  ctx: Pick<Ctx, "rows">,
  lineIds: readonly Id[],
): Promise<HeldDemand[]> =>
  asExact(
    await ctx.rows(
      `SELECT ${COLUMNS} FROM demands d
       WHERE d.tenant_id = :tenant AND d.source_type = 'order_line' AND d.source_id IN :lineIds
         AND d.state <> 'cancelled' ORDER BY d.needed_on, d.id`,
      { lineIds: sortedIds(lineIds) },
    ),
  );

/** What waits for some supplies, the first need first. */
export const demandsWaitingFor = async (tx: Tx, supplyIds: readonly Id[]): Promise<HeldDemand[]> =>
  asExact(
    await tx.rows(
      `SELECT ${COLUMNS} FROM demands d
       WHERE d.tenant_id = :tenant AND d.id IN
         (SELECT p.demand_id FROM pegs p WHERE p.tenant_id = :tenant AND p.supply_id IN :supplyIds AND p.quantity > 0)
       ORDER BY d.needed_on, d.id`,
      { supplyIds: sortedIds(supplyIds) },
    ),
  );

/** All live pegs of some demands, with the days on which their supplies are due. */
export async function livePegsOf(tx: Tx, demandIds: readonly Id[]): Promise<LivePeg[]> {
  const rows = await tx.rows<Omit<LivePeg, "quantity"> & { quantity: string }>(
    `SELECT p.id, p.demand_id AS demandId, p.supply_id AS supplyId, p.quantity, s.due_on AS dueOn
     FROM pegs p JOIN supplies s ON s.tenant_id = :tenant AND s.id = p.supply_id
     WHERE p.tenant_id = :tenant AND p.demand_id IN :demandIds AND p.quantity > 0`,
    { demandIds: sortedIds(demandIds) },
  );
  return rows.map((row) => ({ ...row, quantity: exact(row.quantity) }));
}

/** Supplies of which so much is pegged no more: it is free for whoever comes next. */
export async function freeSupplies(tx: Tx, unpegged: ReadonlyMap<Id, Exact>): Promise<void> {
  if (unpegged.size === 0) return;
  const rows = await tx.rows<{ id: Id; pegged: string; free: string }>(
    `SELECT s.id, s.pegged, s.free_quantity AS free FROM supplies s
     WHERE s.tenant_id = :tenant AND s.id IN :ids`,
    { ids: sortedIds([...unpegged.keys()]) },
  );
  await updateRows(
    tx,
    SupplyRow,
    ["pegged", "freeQuantity"],
    rows.map(({ id, pegged, free }) => {
      const less = unpegged.get(id)!;
      return { id, pegged: exact(pegged) - less, freeQuantity: exact(free) + less };
    }),
  );
}

/** What orders keep of their lines, from the demands' figures. */
export const movedLines = (
  before: ReadonlyMap<Id, HeldDemand>,
  after: readonly { id: Id; reserved: Exact; pegged: Exact; availableOn: Day | null }[],
): MovedLine[] =>
  after.flatMap(({ id, reserved, pegged, availableOn }) => {
    const { sourceType, sourceId } = before.get(id)!;
    return sourceType === "order_line"
      ? [{ lineId: sourceId, reserved, planned: pegged, availableOn }]
      : [];
  });

type Row = Omit<HeldDemand, Texts> & Record<Texts, string>;

const asExact = (rows: unknown[]): HeldDemand[] =>
  (rows as Row[]).map((row) => ({
    ...row,
    quantity: exact(row.quantity),
    fulfilled: exact(row.fulfilled),
    reserved: exact(row.reserved),
    pegged: exact(row.pegged),
    uncovered: exact(row.uncovered),
    custom: Boolean(row.custom),
    dropship: Boolean(row.dropship),
  }));
