import type { Issue } from "@quanlian/shared/contract";
import { exact, ONE, toDecimalText, type Exact } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { toBaseQuantity, type UnitFactor } from "./unit-factors.rules";

export type { UnitFactor };

/** An item, and the unit in which a quantity of it was entered; null is the item's own. */
export interface ItemInUnit {
  itemId: Id;
  unitId: Id | null;
}

/** The key of an item in a unit. */
export const unitKey = ({ itemId, unitId }: ItemInUnit): string => `${itemId}:${unitId ?? ""}`;

/**
 * The base quantity per one of the entered unit, by `unitKey`, in one statement. An item's own unit has the factor 1. A
 * pair is absent if the item is not the tenant's or is not counted in the unit.
 */
export async function readUnitFactors(
  ctx: Ctx,
  pairs: readonly ItemInUnit[],
): Promise<Map<string, UnitFactor>> {
  const known = await readKnownUnits(ctx, pairs);
  const factors = new Map<string, UnitFactor>();
  for (const pair of pairs) {
    const factor = known.get(pair.itemId)?.factors.get(pair.unitId ?? "");
    if (factor) factors.set(unitKey(pair), factor);
  }
  return factors;
}

/** A quantity as somebody entered it, and where it stands in his input. */
export interface EnteredQuantity extends ItemInUnit {
  path: Issue["path"];
  quantity: Exact;
}

/** The same in the item's own unit, with the factor to be kept beside it. */
export interface ConvertedQuantity {
  quantity: Exact;
  factor: Exact;
}

/**
 * Turns entered quantities into the items' own units, exactly, and names every fault at once: a unit that the item is
 * not counted in, more decimals than the unit has, a result that the item's own unit cannot hold. Answers one quantity
 * per entry, in its order; where a fault was named, the entered quantity itself. An unknown item is no fault of the
 * unit: whoever checks the items names it.
 */
export async function convertQuantities(
  ctx: Ctx,
  entries: readonly EnteredQuantity[],
): Promise<{ converted: ConvertedQuantity[]; issues: Issue[] }> {
  const known = await readKnownUnits(ctx, entries);
  const issues: Issue[] = [];
  const converted = entries.map((entry): ConvertedQuantity => {
    const item = known.get(entry.itemId);
    const fault = (code: string, facts: Record<string, string | number>): ConvertedQuantity => {
      issues.push({ path: entry.path, code, message: translate(ctx.language, code, facts) });
      return { quantity: entry.quantity, factor: ONE };
    };
    if (!item) return { quantity: entry.quantity, factor: ONE };
    const unit = item.factors.get(entry.unitId ?? "");
    if (!unit) return fault("issue.unit_not_of_item", { code: item.code, unit: item.unitCode });
    const base = toBaseQuantity(entry.quantity, unit);
    if (base.fault === null) return { quantity: base.quantity, factor: unit.factor };
    const entered = base.fault === "issue.unit_places";
    return fault(base.fault, {
      places: entered ? unit.places : unit.basePlaces,
      quantity: toDecimalText(base.quantity),
      unit: item.unitCode,
    });
  });
  return { converted, issues };
}

interface KnownUnits {
  code: string;
  unitCode: string;
  /** By unit; the item's own also under "". */
  factors: Map<string, UnitFactor>;
}

interface UnitRow {
  itemId: Id;
  code: string;
  unitId: Id;
  unitCode: string;
  basePlaces: number;
  otherUnitId: Id | null;
  places: number | null;
  factor: string | null;
}

async function readKnownUnits(
  ctx: Ctx,
  pairs: readonly ItemInUnit[],
): Promise<Map<Id, KnownUnits>> {
  const known = new Map<Id, KnownUnits>();
  if (pairs.length === 0) return known;
  const rows = await ctx.rows<UnitRow>(
    `SELECT i.id AS itemId, i.code, i.unit_id AS unitId, b.code AS unitCode, b.places AS basePlaces,
       x.unit_id AS otherUnitId, u.places, x.factor
     FROM items i
       JOIN units b ON b.tenant_id = :tenant AND b.id = i.unit_id
       LEFT JOIN item_units x ON x.tenant_id = :tenant AND x.item_id = i.id
       LEFT JOIN units u ON u.tenant_id = :tenant AND u.id = x.unit_id
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds: [...new Set(pairs.map((pair) => pair.itemId))] },
  );
  for (const row of rows) {
    let item = known.get(row.itemId);
    if (!item) {
      const own = { factor: ONE, places: row.basePlaces, basePlaces: row.basePlaces };
      const factors = new Map([
        ["", own],
        [row.unitId, own],
      ]);
      known.set(row.itemId, (item = { code: row.code, unitCode: row.unitCode, factors }));
    }
    if (row.otherUnitId === null || row.factor === null || row.places === null) continue;
    const { places, basePlaces } = row;
    item.factors.set(row.otherUnitId, { factor: exact(row.factor), places, basePlaces });
  }
  return known;
}
