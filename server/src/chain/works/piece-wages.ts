import type { InputOf, OutputOf, wagesContract } from "@quanlian/shared/contract";
import { cents, day, exact, toDecimalText } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { insertRow, insertStatement, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { PieceRate, WageMonth } from "./work-floor.model";
import { wagePolicy } from "./work-floor.resource";

type Contract = typeof wagesContract;

const ANY_ITEM: Id = "0";

/** Sets a rate from a day on; the same day again replaces it. What was reported before keeps what it earned. */
export const setPieceRate = (
  ctx: Ctx,
  { itemId, operation, rate, validFrom }: InputOf<Contract["pieceRates.set"]>,
) =>
  transact(ctx, async (tx) => {
    const faults = new Faults(tx.language);
    if (itemId !== null && !(await itemExists(tx, itemId))) faults.unknown(["itemId"], itemId);
    faults.refuse();
    const row = {
      ...{ id: tx.newId(), itemId: itemId ?? ANY_ITEM, operationName: operation },
      ...{ rate: toDecimalText(exact(rate)), validFrom: day(validFrom) },
    };
    await tx.send(
      `${insertStatement(tx, PieceRate, [row])} ON DUPLICATE KEY UPDATE rate = VALUES(rate)`,
    );
    const stored = await tx.row<{ id: Id }>(
      `SELECT r.id FROM piece_rates r WHERE r.tenant_id = :tenant AND r.item_id = :itemId
         AND r.operation_name = :operation AND r.valid_from = :validFrom`,
      { itemId: row.itemId, operation, validFrom },
    );
    const { id } = stored!;
    tx.record({
      type: "piece_rate",
      id,
      before: null,
      after: { itemId, operation, rate, validFrom },
    });
    return { id, itemId, operation, rate: row.rate, validFrom };
  });

const itemExists = async (tx: Tx, itemId: Id): Promise<boolean> =>
  (await tx.row("SELECT i.id FROM items i WHERE i.tenant_id = :tenant AND i.id = :itemId", {
    itemId,
  })) !== undefined;

type Slip = OutputOf<Contract["wages.month"]>;

/** A month per worker; who may see only his own wages sees his own slip. */
export async function showWages(
  ctx: Ctx,
  { month }: InputOf<Contract["wages.month"]>,
): Promise<Slip> {
  const rows = await ctx.rows<Slip["rows"][number] & { amountCents: number | string }>(
    `SELECT e.worker_id AS workerId, u.name AS workerName, SUM(e.quantity) AS quantity,
       CAST(SUM(e.amount_cents) AS SIGNED) AS amountCents
     FROM wage_entries e JOIN users u ON u.tenant_id = :tenant AND u.id = e.worker_id
     WHERE e.tenant_id = :tenant AND e.worked_on BETWEEN :from AND :to
       AND ${rowPredicate(ctx.actor, wagePolicy, "wages.list", "e")}
     GROUP BY e.worker_id, u.name ORDER BY u.name, e.worker_id`,
    { from: `${month}-01`, to: `${month}-31` },
  );
  return {
    month,
    locked: await isLocked(ctx, month),
    rows: rows.map((row) => ({
      ...row,
      quantity: toDecimalText(exact(row.quantity)),
      amountCents: cents(Number(row.amountCents)),
    })),
  };
}

const isLocked = async (ctx: Ctx, month: string): Promise<boolean> =>
  (await ctx.row(
    "SELECT m.id FROM wage_months m WHERE m.tenant_id = :tenant AND m.month = :month",
    {
      month,
    },
  )) !== undefined;

/** A month that is paid gets nothing more: what is reported for it later counts for the day it comes in. */
export const lockWageMonth = (ctx: Ctx, { month }: InputOf<Contract["wages.lockMonth"]>) =>
  transact(ctx, async (tx) => {
    if (month >= tx.today.slice(0, 7)) refuse("wage.month_running", { month });
    if (await isLocked(tx, month)) refuse("wage.month_locked", { month });
    const id = tx.newId();
    await insertRow(tx, WageMonth, { id, month, lockedAt: tx.now });
    tx.record({ type: "wage_month", id, number: month, before: null, after: { locked: true } });
    return showWages(tx, { month });
  });
