import type { Bom, catalogContract, InputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { takeBomRound } from "./bom-round";
import { BomVersion } from "./bom.model";
import { findBom } from "./bom.queries";
import { bomPolicy, itemPolicy } from "./catalog.policy";
import { Item } from "./item.model";
import { exists } from "./item.queries";

/**
 * Makes a version's alternative the one that plans of its item follow from now on. The item names it, so that there is
 * always exactly one. Refused while nothing of the alternative is in force: plans would make the item from nothing.
 */
export function setDefaultBom(
  ctx: Ctx,
  { bomVersionId, revision }: InputOf<(typeof catalogContract)["boms.setDefault"]>,
): Promise<Bom> {
  return transact(ctx, async (tx) => {
    await takeBomRound(tx);
    const permission = "boms.setDefault";
    const version = await loadForUpdate(tx, BomVersion, bomPolicy, permission, bomVersionId);
    version.expectRevision(revision);
    const { itemId, alternative } = version;
    const item = await loadForUpdate(tx, Item, itemPolicy, permission, itemId);
    const inForce = `SELECT v.id FROM bom_versions v
      WHERE v.tenant_id = :tenant AND v.item_id = :itemId AND v.alternative = :alternative AND v.state = 'released'
        AND v.effective_from <= :today AND (v.effective_to IS NULL OR v.effective_to >= :today) LIMIT 1`;
    if (!(await exists(tx, inForce, { itemId, alternative, today: tx.today }))) {
      refuse("bom.no_effective_version", { code: `${item.code} ${alternative}`, day: tx.today });
    }
    item.defaultAlternative = alternative;
    await saveChanges(tx, item, { type: "item", id: itemId, number: item.code });
    return findBom(tx, bomVersionId);
  });
}
