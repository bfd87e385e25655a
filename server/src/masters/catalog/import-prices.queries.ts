import type { Tx } from "../../kernel/db";
import { byCode, codesIn, importColumn, type CheckedRow } from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";

type Named = {
  item: ReturnType<typeof importColumn.text<true>>;
  unit: ReturnType<typeof importColumn.text<false>>;
};

/** What rows with prices name: items in use with their own units, and units. */
export interface PricedNames {
  items: ReadonlyMap<string, { id: Id; code: string; unitId: Id }>;
  units: ReadonlyMap<string, { id: Id; code: string }>;
}

/** The items and units that rows name, in two statements. */
export async function readPriced<C extends Named>(
  tx: Tx,
  rows: readonly CheckedRow<C>[],
): Promise<PricedNames> {
  const items = await tx.rows<{ id: Id; code: string; unitId: Id }>(
    `SELECT i.id, i.code, i.unit_id AS unitId FROM items i
     WHERE i.tenant_id = :tenant AND i.active = 1 AND i.code IN :codes`,
    { codes: codesIn(rows, "item") },
  );
  const units = await tx.rows<{ id: Id; code: string }>(
    "SELECT u.id, u.code FROM units u WHERE u.tenant_id = :tenant AND u.code IN :codes",
    { codes: codesIn(rows, "unit") },
  );
  return { items: byCode(items), units: byCode(units) };
}
