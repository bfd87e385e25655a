import {
  amountOf,
  cents,
  negateCents,
  sumCents,
  type Cents,
  type Exact,
} from "@quanlian/shared/domain";
import { commitAside, insertRows, literal, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { WipEntry, type WipKind } from "./cost.model";
import { postLate } from "./post-late";
import { postStock } from "./post-stock";
import type { PostedValues, StockCause, StockKey, StockLine } from "./stock.types";

/** What causes a movement of a work order's account; its kind is the function's own matter. */
export type WipCause = Omit<StockCause, "kind">;

/** One amount that goes into a work order beside its material. */
export interface WipCharge {
  lineId: Id;
  kind: "labour" | "subcontract";
  valueCents: Cents;
}

/** Goods that a work order has finished, entering stock at what they are planned to cost each (元). */
export interface FinishedLine extends StockKey {
  lineId: Id;
  quantity: Exact;
  catchQuantity: Exact;
  plannedUnitCost: Exact;
  serials?: readonly string[];
}

/**
 * Takes material out of stock into a work order: what the cost pools give is what the account gains. Lines below zero are
 * issues; lines above zero bring material back, at the value given, which leaves the account again.
 */
export async function issueToWip(
  tx: Tx,
  cause: WipCause,
  workOrderId: Id,
  lines: readonly StockLine[],
): Promise<PostedValues> {
  await lockWip(tx, workOrderId);
  const issued = await postStock(tx, { ...cause, kind: "issue" }, lines);
  await postWip(tx, cause, workOrderId, entriesOf("material", issued));
  return issued;
}

/** Puts labour or a subcontractor's price into a work order. */
export async function chargeWip(
  tx: Tx,
  cause: WipCause,
  workOrderId: Id,
  charges: readonly WipCharge[],
): Promise<void> {
  await lockWip(tx, workOrderId);
  await postWip(tx, cause, workOrderId, charges);
}

/** The same for several work orders at once: their accounts locked ascending, three statements. */
export async function chargeWips(
  tx: Tx,
  { reason: _, ...caused }: WipCause,
  charges: readonly (WipCharge & { workOrderId: Id })[],
): Promise<void> {
  const ids = sortedIds(charges.map(({ workOrderId }) => workOrderId));
  if (ids.length === 0) return;
  await lockWips(tx, ids);
  await insertRows(
    tx,
    WipEntry,
    charges.map((charge) => ({ ...caused, ...charge })),
  );
  const sums = ids.map((id) => {
    const own = charges.filter(({ workOrderId }) => workOrderId === id);
    return `WHEN ${literal(id, true)} THEN ${sumCents(own.map(({ valueCents }) => valueCents))}`;
  });
  await tx.write(
    `UPDATE wip_balances SET value_cents = value_cents + CASE work_order_id ${sums.join(" ")} END
     WHERE tenant_id = :tenant AND work_order_id IN :ids`,
    { ids },
  );
}

/** A partial finish enters stock at planned cost; the account gives that much, whether it has it yet or not. */
export async function finishFromWip(
  tx: Tx,
  cause: WipCause,
  workOrderId: Id,
  lines: readonly FinishedLine[],
): Promise<PostedValues> {
  await lockWip(tx, workOrderId);
  const received = await postStock(
    tx,
    { ...cause, kind: "receipt" },
    lines.map(({ plannedUnitCost, ...line }): StockLine => {
      assert(line.quantity > 0n, "finishing nothing");
      const valueCents = amountOf(line.quantity, plannedUnitCost);
      return { ...line, value: { by: "valueCents", valueCents } };
    }),
  );
  await postWip(tx, cause, workOrderId, entriesOf("finish", received));
  return received;
}

/**
 * Empties a work order's account: what is left over (or was given too much) goes to what is still held of the finished
 * goods, the rest to variance. `cameIn` is all that the work order has finished; the line is that of the closing.
 */
export async function closeWip(
  tx: Tx,
  cause: WipCause,
  workOrderId: Id,
  finished: { lineId: Id; key: StockKey; cameIn: Exact },
): Promise<{ differenceCents: Cents; varianceCents: Cents }> {
  const differenceCents = await lockWip(tx, workOrderId);
  if (differenceCents === 0) return { differenceCents, varianceCents: cents(0) };
  const varianceCents = await postLate(tx, cause, "work", { ...finished, differenceCents });
  const entry = {
    lineId: finished.lineId,
    kind: "close" as const,
    valueCents: negateCents(differenceCents),
  };
  await postWip(tx, cause, workOrderId, [entry]);
  return { differenceCents, varianceCents };
}

const entriesOf = (kind: WipKind, values: PostedValues) =>
  [...values].map(([lineId, value]) => ({ lineId, kind, valueCents: negateCents(value) }));

interface NewEntry {
  lineId: Id;
  kind: WipKind;
  valueCents: Cents;
}

async function postWip(
  tx: Tx,
  { reason: _, ...caused }: WipCause,
  workOrderId: Id,
  entries: readonly NewEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await insertRows(
    tx,
    WipEntry,
    entries.map((entry) => ({ ...caused, workOrderId, ...entry })),
  );
  const gained = sumCents(entries.map((entry) => entry.valueCents));
  await tx.write(
    `UPDATE wip_balances SET value_cents = value_cents + :gained
     WHERE tenant_id = :tenant AND work_order_id = :workOrderId`,
    { gained, workOrderId },
  );
}

/**
 * Locks a work order's account, with the work order itself and before any item stock, and answers what is in it. A missing
 * row is created on a side connection, as those of the other balances are.
 */
export async function lockWip(tx: Tx, workOrderId: Id): Promise<Cents> {
  const read = () =>
    tx.row<{ valueCents: Cents }>(
      `SELECT b.value_cents AS valueCents FROM wip_balances b
       WHERE b.tenant_id = :tenant AND b.work_order_id = :workOrderId FOR UPDATE`,
      { workOrderId },
    );
  const found = await read();
  if (found) return found.valueCents;
  await commitAside(
    tx,
    `INSERT INTO wip_balances (tenant_id, work_order_id, value_cents)
     VALUES (${literal(tx.tenantId, true)}, ${literal(workOrderId, true)}, 0)
     ON DUPLICATE KEY UPDATE value_cents = value_cents`,
  );
  const made = await read();
  assert(made, "an account of work that was just created is gone");
  return made.valueCents;
}

async function lockWips(tx: Tx, workOrderIds: readonly Id[]): Promise<void> {
  const read = () =>
    tx.rows<{ id: Id }>(
      `SELECT b.work_order_id AS id FROM wip_balances b
       WHERE b.tenant_id = :tenant AND b.work_order_id IN :workOrderIds ORDER BY b.work_order_id FOR UPDATE`,
      { workOrderIds },
    );
  const found = new Set((await read()).map(({ id }) => id));
  const missing = workOrderIds.filter((id) => !found.has(id));
  if (missing.length === 0) return;
  const rows = missing.map((id) => `(${literal(tx.tenantId, true)}, ${literal(id, true)}, 0)`);
  await commitAside(
    tx,
    `INSERT INTO wip_balances (tenant_id, work_order_id, value_cents) VALUES ${rows.join(", ")}
     ON DUPLICATE KEY UPDATE value_cents = value_cents`,
  );
  await read();
}
