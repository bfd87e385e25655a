import type { Bom, catalogContract, InputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { assignNamed, loadForUpdate, saveChanges, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import {
  checkLines,
  insertByProducts,
  insertComponents,
  insertOperations,
  lineFlags,
  type LinesInput,
} from "./bom-lines";
import { readRates, refuseMaskedRates } from "./bom-rates";
import { BomVersion } from "./bom.model";
import { findBom } from "./bom.queries";
import { bomPolicy } from "./catalog.policy";

/** Changes a draft. A released version is what plans were made from: it is frozen, and a change is a new version. */
export function updateBom(
  ctx: Ctx,
  input: InputOf<(typeof catalogContract)["boms.update"]>,
): Promise<Bom> {
  return transact(ctx, async (tx) => {
    const { bomVersionId, revision, components, operations, byProducts, ...fields } = input;
    const lines: LinesInput = { components, operations, byProducts };
    const version = await loadForUpdate(tx, BomVersion, bomPolicy, "boms.update", bomVersionId);
    refuseMaskedRates(tx, "boms.update", operations);
    version.expectRevision(revision);
    if (version.state !== "draft") refuse("bom.frozen", { state: version.state });
    const faults = new Faults(tx.language);
    await checkLines(tx, faults, "boms.update", version.itemId, lines);
    faults.refuse();

    const former = await findBom(tx, bomVersionId);
    const about = { type: "bom", id: bomVersionId, number: numberOf(former) };
    await replaceLines(tx, version.itemId, bomVersionId, lines);
    for (const [name, after] of Object.entries(lines)) {
      if (!after) continue;
      const before = former[name as keyof LinesInput];
      tx.record({ ...about, before: { [name]: before }, after: { [name]: after } });
      // The lines are part of the version: whoever has read the former ones must read again.
      version.changed("updatedAt", true);
    }
    assignNamed(version, { ...fields, ...lineFlags(lines) });
    await saveChanges(tx, version, about);
    return findBom(tx, bomVersionId);
  });
}

async function replaceLines(
  tx: Tx,
  itemId: Id,
  bomVersionId: Id,
  { components, operations, byProducts }: LinesInput,
): Promise<void> {
  const remove = (table: string) =>
    tx.write(`DELETE FROM ${table} WHERE tenant_id = :tenant AND bom_version_id = :bomVersionId`, {
      bomVersionId,
    });
  if (components) {
    await remove("bom_substitutes");
    await remove("bom_components");
    await insertComponents(tx, bomVersionId, components);
  }
  if (operations) {
    const former = await readRates(tx, { itemId, bomVersionId });
    await remove("routing_operations");
    await insertOperations(tx, bomVersionId, operations, former);
  }
  if (byProducts) {
    await remove("bom_by_products");
    await insertByProducts(tx, bomVersionId, byProducts);
  }
}

/** How people call a version: the item's code and the version's number. */
export const numberOf = (bom: Bom): string => `${bom.item.code}/${bom.version}`.slice(0, 64);
