import type { Issue } from "@quanlian/shared/contract";
import type { Tx } from "../../kernel/db";
import { refuse, type Faults } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { trackingFault, type Tracked, type TrackedLine } from "./tracking.rules";
import { NONE } from "./stock.types";

/** Notes each line that lacks the lot or the serials that its item is told apart by, or names some that do not belong. */
export async function checkTracking(
  tx: Tx,
  faults: Faults,
  lines: readonly (TrackedLine & { path: Issue["path"] })[],
): Promise<void> {
  const items = await readTracked(tx, lines);
  for (const { path, ...line } of lines) {
    const item = items.get(line.itemId);
    const fault = item && trackingFault(line, item);
    if (fault) faults.add([...path, fault.field], fault.code, fault.facts);
  }
}

/**
 * The same for whatever is posted, whoever posts it, with lots that are checked to be of their item: refuses with
 * `stock.untracked`, naming every item at fault.
 */
export async function refuseUntracked(tx: Tx, lines: readonly TrackedLine[]): Promise<void> {
  const items = await readTracked(tx, lines);
  const lots = await readLotItems(tx, lines);
  const wrong = lines.flatMap((line) => {
    const item = items.get(line.itemId);
    if (!item) return [{ itemId: line.itemId, code: "issue.reference" }];
    const isForeign = line.lotId !== NONE && lots.get(line.lotId) !== line.itemId;
    const code = isForeign ? "issue.lot_foreign" : trackingFault(line, item)?.code;
    return code ? [{ itemId: line.itemId, item: item.code, code }] : [];
  });
  if (wrong.length > 0) refuse("stock.untracked", { items: wrong });
}

async function readTracked(
  tx: Tx,
  lines: readonly TrackedLine[],
): Promise<ReadonlyMap<Id, Tracked>> {
  const rows = await tx.rows<Tracked & { id: Id }>(
    `SELECT i.id, i.code, i.kind, i.tracking FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds: sortedIds(lines.map((line) => line.itemId)) },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function readLotItems(tx: Tx, lines: readonly TrackedLine[]): Promise<ReadonlyMap<Id, Id>> {
  const lotIds = sortedIds(lines.flatMap((line) => (line.lotId === NONE ? [] : line.lotId)));
  if (lotIds.length === 0) return new Map();
  const rows = await tx.rows<{ id: Id; itemId: Id }>(
    `SELECT t.id, t.item_id AS itemId FROM stock_lots t WHERE t.tenant_id = :tenant AND t.id IN :lotIds`,
    { lotIds },
  );
  return new Map(rows.map((row) => [row.id, row.itemId]));
}
