import {
  amountOf,
  exact,
  ONE,
  times,
  timesRatio,
  type Cents,
  type Exact,
} from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { centerRates } from "../../masters/plant";

/**
 * What one piece of a work order is planned to cost, in 元: its frozen materials at standard cost, and its frozen operations at
 * their piece rate, their subcontractor's price, or their work center's rate for the minutes of the whole. Where nothing of
 * that is known, the item's own standard cost.
 */
export async function plannedUnitCost(
  tx: Tx,
  { id, itemId, quantity }: { id: Id; itemId: Id; quantity: string },
): Promise<Exact> {
  const pieces = exact(quantity);
  const total = (await materialCents(tx, id)) + (await labourCents(tx, id, pieces));
  if (total > 0) return timesRatio(BigInt(total) * MICRO_YUAN_PER_CENT, ONE, pieces);
  const item = await tx.books.row<{ cost: string }>(
    "SELECT i.standard_cost_price AS cost FROM items i WHERE i.tenant_id = :tenant AND i.id = :itemId",
    { itemId },
  );
  return exact(item!.cost);
}

const MICRO_YUAN_PER_CENT = 10_000n;
const MINUTES_PER_HOUR = exact("60");

async function materialCents(tx: Tx, workOrderId: Id): Promise<number> {
  const rows = await tx.books.rows<{ quantity: string; cost: string }>(
    `SELECT m.quantity, i.standard_cost_price AS cost
     FROM work_order_materials m JOIN items i ON i.tenant_id = :tenant AND i.id = m.item_id
     WHERE m.tenant_id = :tenant AND m.work_order_id = :workOrderId`,
    { workOrderId },
  );
  return rows.reduce((sum, row) => sum + amountOf(exact(row.quantity), exact(row.cost)), 0);
}

interface Operation {
  workCenterId: Id | null;
  setupMinutes: string;
  runMinutesPerUnit: string;
  pieceRate: string;
  subcontractPrice: string;
}

async function labourCents(tx: Tx, workOrderId: Id, pieces: Exact): Promise<number> {
  const operations = await tx.books.rows<Operation>(
    `SELECT p.work_center_id AS workCenterId, p.setup_minutes AS setupMinutes,
       p.run_minutes_per_unit AS runMinutesPerUnit, p.piece_rate AS pieceRate, p.subcontract_price AS subcontractPrice
     FROM work_order_operations p WHERE p.tenant_id = :tenant AND p.work_order_id = :workOrderId`,
    { workOrderId },
  );
  const rates = await centerRates(tx.books, [
    ...new Set(operations.flatMap(({ workCenterId }) => workCenterId ?? [])),
  ]);
  return operations.reduce(
    (sum, each) => sum + costOf(each, pieces, rates.get(each.workCenterId ?? "") ?? 0n),
    0,
  );
}

function costOf(operation: Operation, pieces: Exact, hourly: Exact): Cents {
  const each = exact(operation.pieceRate) + exact(operation.subcontractPrice);
  if (each > 0n) return amountOf(pieces, each);
  const run = times(pieces, exact(operation.runMinutesPerUnit));
  const hours = timesRatio(exact(operation.setupMinutes) + run, ONE, MINUTES_PER_HOUR);
  return amountOf(hours, hourly);
}
