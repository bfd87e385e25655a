import type { Bom, catalogContract, InputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { checkComponents, checkOperations, insertComponents, insertOperations } from "./bom-lines";
import { takeBomRound } from "./bom-round";
import { BomVersion } from "./bom.model";
import { findBom } from "./bom.queries";
import { findItem } from "./item.queries";

/** Drafts the next version of an item's bill of materials; nothing follows it before it is released. */
export function createBom(
  ctx: Ctx,
  input: InputOf<(typeof catalogContract)["boms.create"]>,
): Promise<Bom> {
  return transact(ctx, async (tx) => {
    const { itemId, components, operations, ...fields } = input;
    await takeBomRound(tx);
    const item = await findItem(tx, itemId);
    if (!item.active) refuse("item.inactive", { code: item.code });
    const faults = new Faults(tx.language);
    await checkComponents(tx, faults, itemId, components);
    await checkOperations(tx, faults, operations);
    faults.refuse();

    const id = tx.newId();
    const version = await nextVersion(tx, itemId);
    await insertRow(tx, BomVersion, { ...fields, id, itemId, version, state: "draft" });
    await insertComponents(tx, id, components);
    await insertOperations(tx, id, operations);
    const number = `${item.code}/${version}`.slice(0, 64);
    tx.record({ type: "bom", id, number, before: null, after: input });
    return findBom(tx, id);
  });
}

async function nextVersion(tx: Tx, itemId: Id): Promise<number> {
  const row = await tx.row<{ latest: number | null }>(
    "SELECT MAX(v.version) AS latest FROM bom_versions v WHERE v.tenant_id = :tenant AND v.item_id = :itemId",
    { itemId },
  );
  return Number(row?.latest ?? 0) + 1;
}
