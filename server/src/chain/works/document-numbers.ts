import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";

/** What some work orders are called; ids that are none are left out. */
export async function numbersOfWorkOrders(tx: Tx, ids: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await tx.rows<{ id: Id; number: string }>(
    "SELECT w.id, w.number FROM work_orders w WHERE w.tenant_id = :tenant AND w.id IN :ids",
    { ids },
  );
  return new Map(rows.map((row) => [row.id, row.number]));
}
