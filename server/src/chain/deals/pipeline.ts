import type {
  DealStage as StageAnswer,
  InputOf,
  OutputOf,
  dealsContract,
} from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, isDuplicate, transact, updateRows, type Tx } from "../../kernel/db";
import { assert, Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { DealPipeline, DealStage } from "./deal.model";

export type Stage = StageAnswer;

/** What a company begins with; it makes its own of it. */
const FIRST_STAGES = [
  { code: "qualify", kind: "open", probability: "0.1" },
  { code: "offer", kind: "open", probability: "0.4" },
  { code: "negotiate", kind: "open", probability: "0.7" },
  { code: "won", kind: "won", probability: "1" },
  { code: "lost", kind: "lost", probability: "0" },
] as const;

/** The active stages in order; none before the first deal. */
export async function readStages(ctx: Ctx): Promise<Stage[]> {
  const rows = await ctx.rows<Stage>(
    `SELECT s.id, s.name, s.kind, s.probability, s.position FROM deal_stages s
     WHERE s.tenant_id = :tenant AND s.is_active = 1 ORDER BY s.position, s.id`,
  );
  return rows.map((row) => ({ ...row, probability: toDecimalText(exact(row.probability)) }));
}

export const listStages = async (ctx: Ctx) => ({ rows: await readStages(ctx) });

/** The stages, made from the defaults where the company has none yet. */
export async function stagesOf(tx: Tx): Promise<Stage[]> {
  const stages = await readStages(tx);
  if (stages.length > 0) return stages;
  await lockPipeline(tx);
  const others = await readStages(tx);
  if (others.length > 0) return others;
  const rows = FIRST_STAGES.map(({ code, kind, probability }, position) => ({
    ...{ kind, probability, position, isActive: true },
    name: translate(tx.language, `deal.stage.${code}`),
  }));
  await insertRows(tx, DealStage, rows);
  return readStages(tx);
}

/** The one row of the tenant by which changes of its pipeline queue. */
async function lockPipeline(tx: Tx): Promise<Id> {
  const lock = () =>
    tx.row<{ id: Id }>("SELECT p.id FROM deal_pipelines p WHERE p.tenant_id = :tenant FOR UPDATE");
  const found = await lock();
  if (found) return found.id;
  try {
    const id = tx.newId();
    await insertRow(tx, DealPipeline, { id });
    return id;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const others = await lock();
  assert(others, "a pipeline that was there is gone");
  return others.id;
}

export function firstStage(stages: readonly Stage[], kind: Stage["kind"]): Stage {
  const found = stages.find((stage) => stage.kind === kind);
  assert(found, `a pipeline without a stage that is ${kind}`);
  return found;
}

/** A named stage of the kind, or the first of it, kept in use until the commit; anything else is no such reference. */
export async function holdStage(tx: Tx, kind: Stage["kind"], stageId?: Id): Promise<Stage> {
  const stages = await stagesOf(tx);
  const found = stageId ? stages.find(({ id }) => id === stageId) : firstStage(stages, kind);
  if (!found || found.kind !== kind) refuse("reference.not_found", { field: "stageId" });
  const held = await tx.row(
    `SELECT s.id FROM deal_stages s
     WHERE s.tenant_id = :tenant AND s.id = :stageId AND s.is_active = 1 LOCK IN SHARE MODE`,
    { stageId: found.id },
  );
  if (!held) refuse("reference.not_found", { field: "stageId" });
  return found;
}

/**
 * Sets the pipeline. A stage that is left out must be empty of open deals; its name stays on the steps that were taken. The
 * kind of a stage never changes: closed deals stand there.
 */
export function saveStages(
  ctx: Ctx,
  { stages }: InputOf<(typeof dealsContract)["dealStages.save"]>,
): Promise<OutputOf<(typeof dealsContract)["dealStages.save"]>> {
  return transact(ctx, async (tx) => {
    const pipelineId = await lockPipeline(tx);
    const before = await readStages(tx);
    checkStages(tx, stages, before);
    const named = new Set(stages.flatMap(({ id }) => id ?? []));
    const dropped = before.filter(({ id }) => !named.has(id));

    const at = new Map(stages.map((stage, position) => [stage, position]));
    const kept = stages.flatMap(({ id, ...stage }, position) =>
      id ? [{ ...stage, id, position }] : [],
    );
    await updateRows(tx, DealStage, ["name", "probability", "position"], kept);
    await updateRows(
      tx,
      DealStage,
      ["isActive"],
      dropped.map(({ id }) => ({ id, isActive: false })),
    );
    // After the stages are locked: a deal that was on its way there has arrived by now, or will be refused.
    await refuseOccupied(tx, dropped);
    const fresh = stages.filter(({ id }) => id === undefined);
    await insertRows(
      tx,
      DealStage,
      fresh.map((stage) => ({
        name: stage.name,
        kind: stage.kind,
        probability: stage.probability,
        position: at.get(stage)!,
        isActive: true,
      })),
    );
    const after = await readStages(tx);
    tx.record({
      type: "pipeline",
      id: pipelineId,
      before: { stages: before },
      after: { stages: after },
    });
    return { rows: after };
  });
}

type StageInput = InputOf<(typeof dealsContract)["dealStages.save"]>["stages"][number];

function checkStages(tx: Tx, stages: readonly StageInput[], before: readonly Stage[]): void {
  const faults = new Faults(tx.language);
  const known = new Map(before.map((stage) => [stage.id, stage]));
  const seen = new Set<Id>();
  stages.forEach(({ id, kind }, at) => {
    if (id === undefined) return;
    if (known.get(id)?.kind !== kind) faults.unknown(["stages", at, "id"], id);
    if (seen.has(id)) faults.add(["stages", at, "id"], "issue.duplicate");
    seen.add(id);
  });
  const count = (kind: Stage["kind"]) => stages.filter((stage) => stage.kind === kind).length;
  if (count("open") < 1 || count("won") !== 1 || count("lost") !== 1) {
    faults.add(["stages"], "issue.deal_stages");
  }
  faults.refuse();
}

async function refuseOccupied(tx: Tx, dropped: readonly Stage[]): Promise<void> {
  if (dropped.length === 0) return;
  const occupied = await tx.row(
    `SELECT d.id FROM deals d WHERE d.tenant_id = :tenant AND d.stage_id IN :stageIds LIMIT 1`,
    { stageIds: dropped.map(({ id }) => id) },
  );
  if (occupied) refuse("record.in_use");
}
