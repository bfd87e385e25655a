import { addDays, type Day } from "@quanlian/shared/domain";
import { commitAside, literal, type Tx } from "../../kernel/db";
import { assert, refuse } from "../../kernel/errors";

/**
 * The gate that postings and closing meet at: one row per tenant that says until which day the book is closed. Postings
 * share it until they commit, so a close waits for those under way and those after it see it closed. A close locks nothing
 * that a posting holds, so there is no ring.
 */
export async function lockGate(tx: Tx, how: "shared" | "alone"): Promise<Day | null> {
  const read = () =>
    tx.row<{ closedThrough: Day | null }>(
      `SELECT g.closed_through AS closedThrough FROM stock_gates g WHERE g.tenant_id = :tenant
       ${how === "shared" ? "LOCK IN SHARE MODE" : "FOR UPDATE"}`,
    );
  const found = await read();
  if (found) return found.closedThrough;
  await commitAside(
    tx,
    `INSERT INTO stock_gates (tenant_id, closed_through) VALUES (${literal(tx.tenantId, true)}, NULL)
     ON DUPLICATE KEY UPDATE closed_through = closed_through`,
  );
  const made = await read();
  assert(made, "a gate that was just made is gone");
  return made.closedThrough;
}

/** Refuses with `period.closed` a posting dated into a closed month, with the first day that is open. */
export async function refuseClosed(tx: Tx, occurredOn: Day): Promise<void> {
  const closedThrough = await lockGate(tx, "shared");
  if (closedThrough !== null && occurredOn <= closedThrough)
    refuse("period.closed", { day: occurredOn, firstOpenDay: addDays(closedThrough, 1) });
}
