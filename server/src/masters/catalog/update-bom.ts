import type { Bom, catalogContract, InputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { assignNamed, loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { checkComponents, checkOperations, insertComponents, insertOperations } from "./bom-lines";
import { BomVersion } from "./bom.model";
import { findBom } from "./bom.queries";
import { bomPolicy } from "./catalog.policy";

/** Changes a draft. A released version is what plans were made from: it is frozen, and a change is a new version. */
export function updateBom(
  ctx: Ctx,
  input: InputOf<(typeof catalogContract)["boms.update"]>,
): Promise<Bom> {
  return transact(ctx, async (tx) => {
    const { bomVersionId, revision, components, operations, ...fields } = input;
    const version = await loadForUpdate(tx, BomVersion, bomPolicy, "boms.update", bomVersionId);
    version.expectRevision(revision);
    if (version.state !== "draft") refuse("bom.frozen", { state: version.state });
    const faults = new Faults(tx.language);
    await checkComponents(tx, faults, version.itemId, components ?? []);
    await checkOperations(tx, faults, operations ?? []);
    faults.refuse();

    const former = await findBom(tx, bomVersionId);
    const about = { type: "bom", id: bomVersionId, number: numberOf(former) };
    if (components) {
      await tx.write(
        "DELETE FROM bom_components WHERE tenant_id = :tenant AND bom_version_id = :bomVersionId",
        { bomVersionId },
      );
      await insertComponents(tx, bomVersionId, components);
      tx.record({ ...about, before: { components: former.components }, after: { components } });
    }
    if (operations) {
      await tx.write(
        "DELETE FROM routing_operations WHERE tenant_id = :tenant AND bom_version_id = :bomVersionId",
        { bomVersionId },
      );
      await insertOperations(tx, bomVersionId, operations);
      tx.record({ ...about, before: { operations: former.operations }, after: { operations } });
    }
    assignNamed(version, fields);
    // The lines are part of the version: whoever has read the former ones must read again.
    if (components || operations) version.changed("updatedAt", true);
    await saveChanges(tx, version, about);
    return findBom(tx, bomVersionId);
  });
}

/** How people call a version: the item's code and the version's number. */
export const numberOf = (bom: Bom): string => `${bom.item.code}/${bom.version}`.slice(0, 64);
