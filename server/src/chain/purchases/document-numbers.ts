import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";

/** The requisitions in which some lines stand; ids that are no lines are left out. */
export async function numbersOfRequisitionLines(
  tx: Tx,
  ids: readonly Id[],
): Promise<Map<Id, string>> {
  const rows = await tx.rows<{ id: Id; number: string }>(
    `SELECT l.id, r.number FROM requisition_lines l
       JOIN requisitions r ON r.tenant_id = :tenant AND r.id = l.requisition_id
     WHERE l.tenant_id = :tenant AND l.id IN :ids`,
    { ids },
  );
  return new Map(rows.map((row) => [row.id, row.number]));
}
