import type { Bom, catalogContract, InputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import {
  checkLines,
  insertByProducts,
  insertComponents,
  insertOperations,
  lineFlags,
} from "./bom-lines";
import { readRates, refuseMaskedRates } from "./bom-rates";
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
    const { itemId, components, operations, byProducts, ...fields } = input;
    refuseMaskedRates(tx, "boms.create", operations);
    await takeBomRound(tx);
    const item = await findItem(tx, itemId);
    if (!item.active) refuse("item.inactive", { code: item.code });
    const faults = new Faults(tx.language);
    await checkLines(tx, faults, "boms.create", itemId, input);
    faults.refuse();

    const former = await readRates(tx, { itemId });
    const id = tx.newId();
    const version = await nextVersion(tx, itemId);
    const alternative = input.alternative ?? item.defaultAlternative;
    await insertRow(tx, BomVersion, {
      ...fields,
      ...lineFlags(input),
      ...{ id, itemId, version, alternative },
      state: "draft",
    });
    await insertComponents(tx, id, components);
    await insertOperations(tx, id, operations, former);
    await insertByProducts(tx, id, byProducts);
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
