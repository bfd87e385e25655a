import { type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { releaseDemands, type OrderRelease } from "./release-order";

/**
 * A work order is over: what it did not take of its components is asked for no more, down to the last part that was planned
 * for it. What a phantom passed on is over with it.
 */
export async function endComponents(
  tx: Tx,
  factId: Id,
  workOrderId: Id,
): Promise<Pick<OrderRelease, "supplies">> {
  const within = await tx.rows<{ id: Id; phantomId: Id | null }>(
    `WITH RECURSIVE own (supply_id) AS (
       SELECT s.id FROM supplies s WHERE s.tenant_id = :tenant AND s.id = :workOrderId
       UNION
       SELECT v.id FROM own
         JOIN demands d ON d.tenant_id = :tenant AND d.parent_supply_id = own.supply_id
         JOIN pegs p ON p.tenant_id = :tenant AND p.demand_id = d.id AND p.quantity > 0
         JOIN supplies v ON v.tenant_id = :tenant AND v.id = p.supply_id AND v.kind = 'phantom' AND v.state = 'open'
     )
     SELECT c.id, IF(c.parent_supply_id = :workOrderId, NULL, c.parent_supply_id) AS phantomId
     FROM own JOIN demands c ON c.tenant_id = :tenant AND c.parent_supply_id = own.supply_id AND c.state = 'open'`,
    { workOrderId },
  );
  if (within.length === 0) return { supplies: [] };
  const release = await releaseDemands(
    tx,
    factId,
    within.map(({ id }) => id),
  );
  const phantomIds = [...new Set(within.flatMap(({ phantomId }) => phantomId ?? []))];
  await tx.write(
    `UPDATE supplies SET state = 'received', open_quantity = 0, pegged = 0, free_quantity = 0
     WHERE tenant_id = :tenant AND id IN :phantomIds`,
    { phantomIds },
  );
  return release;
}
