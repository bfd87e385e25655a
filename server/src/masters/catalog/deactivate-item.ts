import type { catalogContract, InputOf, Item as ItemAnswer } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { takeBomRound } from "./bom-round";
import { itemPolicy } from "./catalog.policy";
import { Item } from "./item.model";
import { presentItem } from "./item.present";
import { findItem } from "./item.queries";

/**
 * Takes an item out of use. One that goes into something by a version in force, now or later, cannot go: every plan for
 * its parents would ask for it.
 */
export function deactivateItem(
  ctx: Ctx,
  { itemId, revision }: InputOf<(typeof catalogContract)["items.deactivate"]>,
): Promise<ItemAnswer> {
  return transact(ctx, async (tx) => {
    await takeBomRound(tx);
    const item = await loadForUpdate(tx, Item, itemPolicy, "items.deactivate", itemId);
    item.expectRevision(revision);
    if (!item.active) refuse("item.inactive", { code: item.code });
    const parents = await tx.rows<{ code: string }>(
      `SELECT DISTINCT p.code FROM bom_components c
         JOIN bom_versions v ON v.tenant_id = :tenant AND v.id = c.bom_version_id
         JOIN items p ON p.tenant_id = :tenant AND p.id = v.item_id
       WHERE c.tenant_id = :tenant AND c.item_id = :itemId AND v.state = 'released'
         AND (v.effective_to IS NULL OR v.effective_to >= :today)
       ORDER BY p.code LIMIT 20`,
      { itemId, today: tx.today },
    );
    if (parents.length > 0) refuse("record.in_use", { codes: parents.map(({ code }) => code) });

    item.active = false;
    await saveChanges(tx, item, { type: "item", id: itemId, number: item.code });
    return presentItem(tx, await findItem(tx, itemId));
  });
}
