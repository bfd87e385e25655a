import type { catalogContract, InputOf, Item as ItemAnswer } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { refuseMasked, type Ctx } from "../../kernel/access";
import { assignNamed, loadForUpdate, saveChanges, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { writeTerms } from "../../kernel/search";
import { catalogNeighbours } from "./catalog-neighbours";
import { itemMasks, itemPolicy } from "./catalog.policy";
import { Item } from "./item.model";
import { presentItem } from "./item.present";
import { findItem } from "./item.queries";
import { searchedItem } from "./item.resource";
import { checkReferences } from "./item-references";
import { changesOfStock, checkNature, type ItemNature } from "./item.rules";

/**
 * Changes the named fields of an item. Its unit stays: stock and bills of materials are counted in it. What its stock is
 * told apart by (kind, tracking, catch unit) stays once stock has moved.
 */
export function updateItem(
  ctx: Ctx,
  input: InputOf<(typeof catalogContract)["items.update"]>,
): Promise<ItemAnswer> {
  return transact(ctx, async (tx) => {
    const { itemId, revision, ...fields } = input;
    const item = await loadForUpdate(tx, Item, itemPolicy, "items.update", itemId);
    refuseMasked(tx.actor, "items.update", itemMasks, input);
    item.expectRevision(revision);

    const faults = new Faults(tx.language);
    // Who keeps the supplier that is there names nobody: it may be out of his reach.
    const kept = fields.defaultSupplierId === item.defaultSupplierId;
    const named = kept ? { ...fields, defaultSupplierId: undefined } : fields;
    await checkReferences(tx, faults, "items.update", named);
    const before = natureOf(item);
    assignNamed(item, fields);
    checkNature(faults, natureOf(item));
    faults.refuse();
    await refuseAgainstHistory(tx, item, before);

    if (item.changed("name") || item.changed("spec")) {
      await writeTerms(tx, "item", [searchedItem(item)]);
    }
    await saveChanges(tx, item, { type: "item", id: itemId, number: item.code });
    return presentItem(tx, await findItem(tx, itemId));
  });
}

const natureOf = (item: Item): ItemNature => ({
  unitId: item.unitId,
  kind: item.kind,
  supplyMode: item.supplyMode,
  tracking: item.tracking,
  shelfLifeDays: item.shelfLifeDays,
  catchUnitId: item.catchUnitId,
  isPhantom: item.isPhantom,
  isCustom: item.isCustom,
  safetyStock: item.safetyStock,
});

async function refuseAgainstHistory(tx: Tx, item: Item, before: ItemNature): Promise<void> {
  const fields = changesOfStock(before, natureOf(item));
  if (fields.length === 0) return;
  const moved = await catalogNeighbours().movedItems(tx, [item.id]);
  if (!moved.has(item.id)) return;
  const names = fields.map((field) => translate(tx.language, `field.item.${field}`));
  refuse("item.has_history", { code: item.code, fields: names.join(", ") });
}
