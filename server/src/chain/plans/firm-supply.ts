import type { Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/**
 * From now on a supply is firm: a person has released, issued, edited or locked it, and no plan changes it any more, only
 * advises on it. Whoever calls holds the lock of its item's stock.
 */
export async function firmSupply(tx: Tx, supplyId: Id): Promise<void> {
  const changed = await tx.write(
    "UPDATE supplies SET firm = 1 WHERE tenant_id = :tenant AND id = :supplyId AND state = 'open'",
    { supplyId },
  );
  assert(changed === 1, "a document without its open supply");
}
