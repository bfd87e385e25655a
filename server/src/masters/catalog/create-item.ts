import type { catalogContract, InputOf, Item as ItemAnswer } from "@quanlian/shared/contract";
import { refuseMasked, type Ctx } from "../../kernel/access";
import { insertRow, refusingDuplicates, transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { writeTerms } from "../../kernel/search";
import { itemMasks } from "./catalog.policy";
import { Item } from "./item.model";
import { presentItem } from "./item.present";
import { exists, findItem } from "./item.queries";
import { searchedItem } from "./item.resource";
import { checkReferences } from "./item-references";
import { checkNature, plainNature } from "./item.rules";

/** Adds an item that can be bought, made or sold. */
export function createItem(
  ctx: Ctx,
  input: InputOf<(typeof catalogContract)["items.create"]>,
): Promise<ItemAnswer> {
  return transact(ctx, async (tx) => {
    refuseMasked(tx.actor, "items.create", itemMasks, input);
    const { code } = input;
    const faults = new Faults(tx.language);
    const byCode = "SELECT i.id FROM items i WHERE i.tenant_id = :tenant AND i.code = :code";
    if (await exists(tx, byCode, { code })) faults.taken(["code"], code);
    await checkReferences(tx, faults, "items.create", input);
    checkNature(faults, { ...plainNature, ...input });
    faults.refuse();

    const id = tx.newId();
    await refusingDuplicates({ uq_items_code: "code" }, () =>
      insertRow(tx, Item, { ...input, id }),
    );
    const { name, spec = "" } = input;
    await writeTerms(tx, "item", [searchedItem({ id, code, name, spec })]);
    tx.record({ type: "item", id, number: code, before: null, after: input });
    return presentItem(tx, await findItem(tx, id));
  });
}
