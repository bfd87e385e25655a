import type { Tx } from "../../kernel/db";
import {
  byCode,
  codeKey,
  codesIn,
  importColumn,
  type CheckedRow,
  type ImportFault,
  type ImportPlan,
  type Siblings,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";

/**
 * What files bring of a bill of materials beside its components: operations, substitutes, by-products. They complete the main
 * version in force (or to come) as long as it has none of their kind. A released version is frozen, so that other ones than
 * it has are a fault: they are a new version's.
 */

export const parentColumn = importColumn.text({
  headings: ["父件编码", "成品编码", "Parent code"],
  required: true,
  max: 64,
});

type WithParent = { parent: typeof parentColumn };

/** An item with the version of its bill of materials that counts; null when nothing of it is released. */
export interface MainVersion {
  itemId: Id;
  code: string;
  bomVersionId: Id | null;
  version: number;
}

/** The main versions of the parents that rows name: the one in force today, or the first to come. */
export async function readMainVersions<C extends WithParent>(
  tx: Tx,
  rows: readonly CheckedRow<C>[],
): Promise<Map<string, MainVersion>> {
  const items = await tx.rows<{ itemId: Id; code: string }>(
    "SELECT i.id AS itemId, i.code FROM items i WHERE i.tenant_id = :tenant AND i.code IN :codes",
    { codes: codesIn(rows, "parent") },
  );
  const versions = await tx.rows<{ id: Id; itemId: Id; version: number }>(
    `SELECT v.id, v.item_id AS itemId, v.version FROM bom_versions v
     WHERE v.tenant_id = :tenant AND v.item_id IN :itemIds AND v.state = 'released' AND v.alternative = 'main'
       AND (v.effective_to IS NULL OR v.effective_to >= :today)
     ORDER BY v.effective_from DESC, v.id DESC FOR UPDATE`,
    { itemIds: items.map(({ itemId }) => itemId), today: tx.today },
  );
  // The earliest of those that are not over comes last and stays.
  const first = new Map(versions.map((version) => [version.itemId, version]));
  return byCode(
    items.map((item) => {
      const version = first.get(item.itemId);
      return { ...item, bomVersionId: version?.id ?? null, version: version?.version ?? 0 };
    }),
  );
}

/** Rows whose parent is unknown, or has nothing released that they could complete. */
export function parentFaults<C extends WithParent>(
  rows: readonly CheckedRow<C>[],
  versions: ReadonlyMap<string, MainVersion>,
  siblings: Siblings,
): ImportFault<C>[] {
  return rows.flatMap(({ row, values }): ImportFault<C>[] => {
    const code = values.parent as string | undefined;
    if (code === undefined) return [];
    const facts = { value: code };
    const known = versions.get(codeKey(code));
    if (!known && siblings.brings("item", code)) return [];
    if (!known) return [{ row, column: "parent", code: "import.reference", facts }];
    if (known.bomVersionId !== null || siblings.names("bom", code)) return [];
    return [{ row, column: "parent", code: "import.no_bom", facts }];
  });
}

/** What rows of one parent say together, and in which row it begins. */
export interface Detail<L> extends MainVersion {
  bomVersionId: Id;
  row: number;
  lines: L[];
}

/** Collects the lines of each parent, in the order of their rows; parents without a version are left out. */
export function detailsOf<L>(
  rows: readonly { row: number; parent: string | undefined; line: L }[],
  versions: ReadonlyMap<string, MainVersion>,
): Detail<L>[] {
  const details = new Map<Id, Detail<L>>();
  for (const { row, parent, line } of rows) {
    const version = parent === undefined ? undefined : versions.get(codeKey(parent));
    if (!version?.bomVersionId) continue;
    const { bomVersionId } = version;
    const detail = details.get(bomVersionId) ?? { ...version, bomVersionId, row, lines: [] };
    details.set(bomVersionId, detail);
    detail.lines.push(line);
  }
  return [...details.values()];
}

interface Comparison<L> {
  details: readonly Detail<L>[];
  /** What the versions have, by version. */
  there: ReadonlyMap<Id, readonly L[]>;
  same: (wanted: L, there: L) => boolean;
}

/** Parents whose version has other lines already. */
export function frozenFaults<C extends WithParent, L>(comparison: Comparison<L>): ImportFault<C>[] {
  return comparison.details
    .filter((detail) => isFilled(comparison, detail) && !isSame(comparison, detail))
    .map(({ row, code, version }) => ({
      ...{ row, column: "parent" as const, code: "import.version_frozen" },
      facts: { value: code, version },
    }));
}

/** Versions to complete; those that say the same already are unchanged. */
export function planDetails<L>(comparison: Comparison<L>): ImportPlan<Detail<L>[]> {
  const work = comparison.details.filter((detail) => !isFilled(comparison, detail));
  const unchangedCount = comparison.details.length - work.length;
  return { createdCount: 0, changedCount: work.length, unchangedCount, work };
}

const isFilled = <L>({ there }: Comparison<L>, { bomVersionId }: Detail<L>) =>
  (there.get(bomVersionId)?.length ?? 0) > 0;

function isSame<L>({ there, same }: Comparison<L>, { bomVersionId, lines }: Detail<L>): boolean {
  const known = there.get(bomVersionId) ?? [];
  return known.length === lines.length && lines.every((line, at) => same(line, known[at]!));
}

/** Lines by the version that they belong to, in the order in which they were read. */
export function byVersion<L extends { bomVersionId: Id }>(rows: readonly L[]): Map<Id, L[]> {
  const groups = new Map<Id, L[]>();
  for (const row of rows) {
    const group = groups.get(row.bomVersionId);
    if (group) group.push(row);
    else groups.set(row.bomVersionId, [row]);
  }
  return groups;
}

/** Notes in the trail what completed the versions. */
export function recordDetails<L extends object>(
  tx: Tx,
  field: "operations" | "substitutes" | "byProducts",
  details: readonly Detail<L>[],
): void {
  for (const { bomVersionId, code, version, lines } of details) {
    const number = `${code}/${version}`.slice(0, 64);
    const change = { before: { [field]: [] }, after: { [field]: lines } };
    tx.record({ type: "bom", id: bomVersionId, number, ...change });
  }
}
