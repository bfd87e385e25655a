import type { Bom, catalogContract, InputOf } from "@quanlian/shared/contract";
import { day, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, saveChanges, transact, updateRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { takeBomRound } from "./bom-round";
import { BomVersion } from "./bom.model";
import { findBom } from "./bom.queries";
import { findCycle, makeRoom, type Closed, type Edge, type InForce } from "./bom.rules";
import { bomStates } from "./bom.states";
import { bomPolicy } from "./catalog.policy";
import { nameItems } from "./item.queries";
import { numberOf } from "./update-bom";

/**
 * Puts a draft in force from a day on and freezes it. The former version of its alternative ends the day before, so that
 * on any day an item has at most one of each. Refused if on some day an item would contain itself, by whatever
 * alternatives.
 */
export function releaseBom(
  ctx: Ctx,
  input: InputOf<(typeof catalogContract)["boms.release"]>,
): Promise<Bom> {
  return transact(ctx, async (tx) => {
    const { bomVersionId, revision } = input;
    const from = day(input.effectiveFrom);
    // Before the document itself: whoever holds the round changes other versions as well.
    await takeBomRound(tx);
    const draft = await loadForUpdate(tx, BomVersion, bomPolicy, "boms.release", bomVersionId);
    draft.expectRevision(revision);
    draft.state = bomStates.step(draft.state, "release");

    const bom = await findBom(tx, bomVersionId);
    const componentIds = bom.components.map((component) => component.item.id);
    // Neither is ever exploded: they may be made of what they stand beside, but must be in use.
    const besideIds = [
      ...bom.components.flatMap(({ substitutes }) => substitutes),
      ...bom.byProducts,
    ];
    if (bom.components.length + bom.operations.length === 0) refuse("bom.empty");
    await demandActive(tx, [
      draft.itemId,
      ...componentIds,
      ...besideIds.map(({ item }) => item.id),
    ]);
    const room = makeRoom(await releasedVersions(tx, draft), from);
    if (room.inTheWay) {
      const { version, effectiveFrom } = room.inTheWay;
      refuse("bom.overlap", { version, effectiveFrom });
    }
    const edges = await edgesBelow(tx, bomVersionId, from);
    const cycle = findCycle(draft.itemId, from, componentIds, edges);
    if (cycle) await refuseCycle(tx, cycle);

    await closeVersions(tx, bom, room.closed);
    draft.effectiveFrom = from;
    draft.effectiveTo = null;
    await saveChanges(tx, draft, { type: "bom", id: bomVersionId, number: numberOf(bom) });
    return findBom(tx, bomVersionId);
  });
}

async function demandActive(tx: Tx, itemIds: readonly Id[]): Promise<void> {
  const names = [...(await nameItems(tx, itemIds)).values()];
  const inactive = names.filter((item) => !item.active).map((item) => item.code);
  if (inactive.length > 0) refuse("item.inactive", { code: inactive.sort().join(", ") });
}

const releasedVersions = (tx: Tx, { itemId, alternative }: BomVersion): Promise<InForce[]> =>
  tx.rows(
    `SELECT v.id, v.version, v.effective_from AS effectiveFrom, v.effective_to AS effectiveTo
     FROM bom_versions v
     WHERE v.tenant_id = :tenant AND v.item_id = :itemId AND v.alternative = :alternative
       AND v.state = 'released'
     ORDER BY v.effective_from DESC FOR UPDATE`,
    { itemId, alternative },
  );

/** All that may go into the draft from the day on, by any released version that is not over by then. */
const edgesBelow = (tx: Tx, bomVersionId: Id, from: Day): Promise<Edge[]> =>
  tx.rows(
    `WITH RECURSIVE reach (item_id) AS (
       SELECT c.item_id FROM bom_components c WHERE c.tenant_id = :tenant AND c.bom_version_id = :bomVersionId
       UNION
       SELECT c.item_id FROM reach
         JOIN bom_versions v ON v.tenant_id = :tenant AND v.item_id = reach.item_id AND v.state = 'released'
           AND (v.effective_to IS NULL OR v.effective_to >= :from)
         JOIN bom_components c ON c.tenant_id = :tenant AND c.bom_version_id = v.id
     )
     SELECT v.item_id AS parentId, c.item_id AS itemId, v.effective_from AS effectiveFrom,
       v.effective_to AS effectiveTo
     FROM reach
       JOIN bom_versions v ON v.tenant_id = :tenant AND v.item_id = reach.item_id AND v.state = 'released'
         AND (v.effective_to IS NULL OR v.effective_to >= :from)
       JOIN bom_components c ON c.tenant_id = :tenant AND c.bom_version_id = v.id`,
    { bomVersionId, from },
  );

async function refuseCycle(tx: Tx, cycle: readonly Id[]): Promise<never> {
  const names = await nameItems(tx, cycle);
  refuse("bom.cycle", { items: cycle.map((id) => names.get(id)?.code ?? id) });
}

/** A version that ends is a changed document: its own audit row, its own revision. */
async function closeVersions(tx: Tx, bom: Bom, closed: readonly Closed[]): Promise<void> {
  if (closed.length === 0) return;
  await updateRows(
    tx,
    BomVersion,
    ["effectiveTo"],
    closed.map(({ id, effectiveTo }) => ({ id, effectiveTo })),
  );
  await tx.write(
    `UPDATE bom_versions v SET v.revision = v.revision + 1, v.updated_at = :now
     WHERE v.tenant_id = :tenant AND v.id IN :ids`,
    { now: tx.now, ids: closed.map(({ id }) => id) },
  );
  for (const { id, version, formerTo, effectiveTo } of closed) {
    const number = numberOf({ ...bom, version });
    tx.record({
      type: "bom",
      id,
      number,
      before: { effectiveTo: formerTo },
      after: { effectiveTo },
    });
  }
}
