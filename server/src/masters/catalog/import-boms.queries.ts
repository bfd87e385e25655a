import type { Tx } from "../../kernel/db";
import { codeKey } from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import type { InForce } from "./bom.rules";

/** What a bill must know of the items that it names. */
export interface ItemFacts {
  id: Id;
  code: string;
  active: boolean;
}

/** One row: the parent is made of the component. */
export interface BomLink {
  row: number;
  values: { parent: string; component: string };
}

/** A released version with its components. */
export interface ReleasedVersion extends InForce {
  baseQuantity: string;
  components: { itemId: Id; perBase: string; scrapRate: string }[];
}

/** The released main versions of many items, the latest first, with their components: two statements. */
export async function readReleased(
  tx: Tx,
  itemIds: readonly Id[],
): Promise<Map<Id, ReleasedVersion[]>> {
  const versions = await tx.rows<InForce & { itemId: Id; baseQuantity: string }>(
    `SELECT v.id, v.item_id AS itemId, v.version, v.effective_from AS effectiveFrom, v.effective_to AS effectiveTo,
       v.base_quantity AS baseQuantity
     FROM bom_versions v
     WHERE v.tenant_id = :tenant AND v.item_id IN :itemIds AND v.state = 'released' AND v.alternative = 'main'
     ORDER BY v.effective_from DESC, v.id FOR UPDATE`,
    { itemIds },
  );
  const components = await tx.rows<Component>(
    `SELECT c.bom_version_id AS versionId, c.item_id AS itemId, c.per_base AS perBase, c.scrap_rate AS scrapRate
     FROM bom_components c WHERE c.tenant_id = :tenant AND c.bom_version_id IN :versionIds`,
    { versionIds: versions.map(({ id }) => id) },
  );
  const byVersion = grouped(components, ({ versionId }) => versionId);
  const whole = versions.map((version) => ({
    ...version,
    components: byVersion.get(version.id) ?? [],
  }));
  return grouped(whole, ({ itemId }) => itemId);
}

interface Component {
  versionId: Id;
  itemId: Id;
  perBase: string;
  scrapRate: string;
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => Id): Map<Id, T[]> {
  const groups = new Map<Id, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** What is made of what by released versions of items that the file does not bring anew, today or later. */
export async function readEdges(
  tx: Tx,
  exceptIds: readonly Id[],
): Promise<{ parentId: Id; itemId: Id }[]> {
  const rows = await tx.rows<{ parentId: Id; itemId: Id }>(
    `SELECT DISTINCT v.item_id AS parentId, c.item_id AS itemId
     FROM bom_versions v JOIN bom_components c ON c.tenant_id = :tenant AND c.bom_version_id = v.id
     WHERE v.tenant_id = :tenant AND v.state = 'released' AND (v.effective_to IS NULL OR v.effective_to >= :today)`,
    { today: tx.today },
  );
  const except = new Set(exceptIds);
  return rows.filter(({ parentId }) => !except.has(parentId));
}

/**
 * Rows that make an item contain itself, each with the codes of the circle. All bills of the file are looked at together
 * with what is in force of others; days are not told apart, so a circle over versions of different days is refused as
 * well. Depth first, each edge once.
 */
export function cycleRows(
  rows: readonly BomLink[],
  items: ReadonlyMap<string, ItemFacts>,
  edges: readonly { parentId: Id; itemId: Id }[],
): { row: number; codes: string[] }[] {
  const below = new Map<Id, { itemId: Id; row: number | null }[]>();
  const add = (parentId: Id, itemId: Id, row: number | null) => {
    const known = below.get(parentId);
    if (known) known.push({ itemId, row });
    else below.set(parentId, [{ itemId, row }]);
  };
  for (const { parentId, itemId } of edges) add(parentId, itemId, null);
  for (const { row, values } of rows) {
    const [parent, component] = [values.parent, values.component].map((code) =>
      items.get(codeKey(code))!,
    );
    if (parent!.id !== component!.id) add(parent!.id, component!.id, row);
  }
  return circlesIn(below, new Map([...items.values()].map(({ id, code }) => [id, code])));
}

function circlesIn(
  below: ReadonlyMap<Id, readonly { itemId: Id; row: number | null }[]>,
  codes: ReadonlyMap<Id, string>,
): { row: number; codes: string[] }[] {
  const found: { row: number; codes: string[] }[] = [];
  const done = new Set<Id>();
  const path: { id: Id; next: number; row: number | null }[] = [];
  const on = new Map<Id, number>();
  for (const start of below.keys()) {
    if (done.has(start)) continue;
    path.push({ id: start, next: 0, row: null });
    on.set(start, 0);
    while (path.length > 0) {
      const at = path.at(-1)!;
      const edge = below.get(at.id)?.[at.next];
      at.next += 1;
      if (!edge) {
        path.pop();
        on.delete(at.id);
        done.add(at.id);
        continue;
      }
      const depth = on.get(edge.itemId);
      if (depth !== undefined) {
        const circle = path.slice(depth);
        const row = edge.row ?? circle.findLast((each) => each.row !== null)?.row ?? null;
        const ids = [...circle.map(({ id }) => id), edge.itemId];
        if (row !== null) found.push({ row, codes: ids.map((id) => codes.get(id) ?? id) });
      } else if (!done.has(edge.itemId)) {
        on.set(edge.itemId, path.length);
        path.push({ id: edge.itemId, next: 0, row: edge.row });
      }
    }
  }
  return found;
}
