import { insertRows, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { DealLine } from "./deal.model";

export interface LineInput {
  itemId: Id | null;
  description: string;
  quantity: string;
}

/** Replaces what the customer is interested in. Every item that does not exist is named, each with its place. */
export async function replaceLines(tx: Tx, dealId: Id, lines: readonly LineInput[]): Promise<void> {
  await checkItems(tx, lines);
  await tx.write("DELETE FROM deal_lines WHERE tenant_id = :tenant AND deal_id = :dealId", {
    dealId,
  });
  await insertRows(
    tx,
    DealLine,
    lines.map((line, at) => ({ ...line, dealId, lineNo: at + 1 })),
  );
}

async function checkItems(tx: Tx, lines: readonly LineInput[]): Promise<void> {
  const itemIds = [...new Set(lines.flatMap(({ itemId }) => itemId ?? []))];
  if (itemIds.length === 0) return;
  const rows = await tx.rows<{ id: Id }>(
    "SELECT i.id FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds",
    { itemIds },
  );
  const known = new Set(rows.map(({ id }) => id));
  const faults = new Faults(tx.language);
  lines.forEach(({ itemId }, at) => {
    if (itemId !== null && !known.has(itemId)) faults.unknown(["lines", at, "itemId"], itemId);
  });
  faults.refuse();
}
