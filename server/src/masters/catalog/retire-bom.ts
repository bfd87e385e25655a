import type { Bom, catalogContract, InputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { takeBomRound } from "./bom-round";
import { BomVersion } from "./bom.model";
import { findBom } from "./bom.queries";
import { bomStates } from "./bom.states";
import { bomPolicy } from "./catalog.policy";
import { numberOf } from "./update-bom";

/** Takes a version out of use at once: plans made from now on do not follow it. Those that do already keep their copy. */
export function retireBom(
  ctx: Ctx,
  { bomVersionId, revision }: InputOf<(typeof catalogContract)["boms.retire"]>,
): Promise<Bom> {
  return transact(ctx, async (tx) => {
    await takeBomRound(tx);
    const version = await loadForUpdate(tx, BomVersion, bomPolicy, "boms.retire", bomVersionId);
    version.expectRevision(revision);
    version.state = bomStates.step(version.state, "retire");
    const number = numberOf(await findBom(tx, bomVersionId));
    await saveChanges(tx, version, { type: "bom", id: bomVersionId, number });
    return findBom(tx, bomVersionId);
  });
}
