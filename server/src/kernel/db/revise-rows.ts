import { updateRows } from "./insert-rows";
import type { AnyTable, NewRowOf } from "./model";
import type { Tx } from "./tx";

/** A CASE over more rows costs more to read than it saves. */
const ROWS_AT_ONCE = 250;

/**
 * Changes many documents of one table as `saveRevision` changes one: the named attributes, and the revision moves on. The
 * caller has read them under their locks.
 */
export async function reviseRows<T extends AnyTable, K extends keyof NewRowOf<T> & string>(
  tx: Tx,
  table: T,
  attributes: readonly K[],
  rows: readonly (Pick<Required<NewRowOf<T>>, K> & { id: string })[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    await updateRows(tx, table, attributes, some);
    await tx.write(
      `UPDATE ${table.table} d SET d.revision = d.revision + 1, d.updated_at = :now
       WHERE d.tenant_id = :tenant AND d.id IN :ids`,
      { now: tx.now, ids: some.map(({ id }) => id) },
    );
  }
}
