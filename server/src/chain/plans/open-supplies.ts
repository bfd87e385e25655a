import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import type { OpenSupply } from "./plan.types";

/** Open supply with what is pegged of it so far, as its row says under the item's lock. */
export interface LockedSupply extends OpenSupply {
  readonly pegged: Exact;
}

/** Supply that comes and that nobody has pegged yet. The items' locks must be held, or another order takes it too. */
export async function readOpenSupplies(tx: Tx, itemIds: readonly Id[]): Promise<LockedSupply[]> {
  const rows = await tx.rows<{
    id: Id;
    itemId: Id;
    warehouseId: Id;
    free: string;
    pegged: string;
    dueOn: Day;
    startOn: Day;
  }>(
    `SELECT s.id, s.item_id AS itemId, s.warehouse_id AS warehouseId, s.free_quantity AS free, s.pegged, s.due_on AS dueOn,
            s.start_on AS startOn
     FROM supplies s
     WHERE s.tenant_id = :tenant AND s.item_id IN :itemIds AND s.free_quantity > 0 AND s.custom = 0`,
    { itemIds },
  );
  return rows.map((row) => ({ ...row, free: exact(row.free), pegged: exact(row.pegged) }));
}
