import type { catalogContract, InputOf, Item as ItemAnswer } from "@quanlian/shared/contract";
import { refuseMasked, type Ctx } from "../../kernel/access";
import { assignNamed, loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { writeTerms } from "../../kernel/search";
import { itemMasks, itemPolicy } from "./catalog.policy";
import { Item } from "./item.model";
import { presentItem } from "./item.present";
import { findItem } from "./item.queries";
import { searchedItem } from "./item.resource";
import { checkReferences } from "./item.rules";

/** Changes the named fields of an item. Its unit stays: stock and bills of materials are counted in it. */
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
    faults.refuse();

    assignNamed(item, fields);
    if (item.changed("name") || item.changed("spec")) {
      await writeTerms(tx, "item", [searchedItem(item)]);
    }
    await saveChanges(tx, item, { type: "item", id: itemId, number: item.code });
    return presentItem(tx, await findItem(tx, itemId));
  });
}
