import { updateRows, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { SupplyRow } from "./plans.model";

/**
 * Cancels those of some supplies that nobody waits for; answers which. Whoever calls holds the locks of their items, or a
 * demand could be pegged to one of them meanwhile.
 */
export async function dropFreeSupplies(tx: Tx, supplyIds: readonly Id[]): Promise<Set<Id>> {
  if (supplyIds.length === 0) return new Set();
  const free = await tx.rows<{ id: Id }>(
    `SELECT s.id FROM supplies s
     WHERE s.tenant_id = :tenant AND s.id IN :ids AND s.state = 'open' AND s.pegged = 0 AND s.firm = 0`,
    { ids: sortedIds(supplyIds) },
  );
  await updateRows(
    tx,
    SupplyRow,
    ["state", "openQuantity", "freeQuantity"],
    free.map(({ id }) => ({ id, state: "cancelled" as const, openQuantity: 0n, freeQuantity: 0n })),
  );
  return new Set(free.map(({ id }) => id));
}
