import type { InputOf, OutputOf, dealsContract } from "@quanlian/shared/contract";
import {
  addDays,
  day,
  dividedBy,
  exact,
  exactFromInteger,
  startOfDay,
  times,
  toDecimalText,
} from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Parameter } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { dealPolicy } from "./deal.policy";
import { readStages, type Stage } from "./pipeline";
import { stageFigures } from "./funnel.rules";

type Funnel = OutputOf<(typeof dealsContract)["deals.funnel"]>;

/**
 * How the deals that were opened in a period come through the stages: what stands where, how many of those who came to a
 * stage went on, how long they stayed. Over the actor's own rows alone; four statements, however many deals there are.
 */
export async function showFunnel(
  ctx: Ctx,
  asked: InputOf<(typeof dealsContract)["deals.funnel"]>,
): Promise<Funnel> {
  const chosen = choose(ctx, asked);
  const stages = await readStages(ctx);
  const [standing, reached, medians, totals] = [
    await standingIn(ctx, chosen),
    await furthestOf(ctx, chosen),
    await mediansOf(ctx, chosen),
    await totalsOf(ctx, chosen),
  ];
  return {
    stages: stageFigures(stages, reached).map(({ stage, ...figures }) => {
      const { count = 0, amountCents = 0 } = standing.get(stage.id) ?? {};
      return {
        ...{ stageId: stage.id, name: stage.name, kind: stage.kind, count, amountCents },
        weightedCents: weighted(amountCents, stage),
        ...figures,
        medianDays: daysText(medians.get(stage.id)),
      };
    }),
    ...totals,
  };
}

/** Amount × probability, half up to the 分. */
function weighted(amountCents: number, { probability }: Stage): number {
  const product = times(exactFromInteger(amountCents), exact(probability));
  return Number((product + HALF) / WHOLE);
}
const WHOLE = exact("1");
const HALF = exact("0.5");
const MINUTES_A_DAY = exact("1440");

const daysText = (minutes: string | undefined): string | null =>
  minutes === undefined ? null : toDecimalText(dividedBy(exact(minutes), MINUTES_A_DAY));

interface Chosen {
  /** Over the alias d. */
  where: string;
  parameters: Record<string, Parameter>;
}

function choose(
  ctx: Ctx,
  { from, to, ownerId }: InputOf<(typeof dealsContract)["deals.funnel"]>,
): Chosen {
  const conditions = [
    "d.tenant_id = :tenant",
    rowPredicate(ctx.actor, dealPolicy, "deals.funnel", "d"),
  ];
  const parameters: Record<string, Parameter> = {};
  if (from) {
    conditions.push("d.created_at >= :fromDay");
    parameters.fromDay = startOfDay(day(from), ctx.timeZone);
  }
  if (to) {
    conditions.push("d.created_at < :afterDay");
    parameters.afterDay = startOfDay(addDays(day(to), 1), ctx.timeZone);
  }
  if (ownerId) {
    conditions.push("d.owner_id = :ownerId");
    parameters.ownerId = ownerId;
  }
  return { where: conditions.join(" AND "), parameters };
}

async function standingIn(ctx: Ctx, { where, parameters }: Chosen) {
  const rows = await ctx.rows<{ stageId: Id; count: number; amountCents: number }>(
    `SELECT d.stage_id AS stageId, COUNT(*) AS count, CAST(SUM(d.amount_cents) AS SIGNED) AS amount_cents
     FROM deals d WHERE ${where} GROUP BY d.stage_id`,
    parameters,
  );
  return new Map(
    (rows as unknown as { stageId: Id; count: number; amount_cents: number }[]).map((row) => [
      row.stageId,
      { count: Number(row.count), amountCents: Number(row.amount_cents) },
    ]),
  );
}

/** Each deal's stages, by how far it ever came: how many have this stage as their furthest. */
async function furthestOf(ctx: Ctx, { where, parameters }: Chosen): Promise<Map<number, number>> {
  const rows = await ctx.rows<{ furthest: number; count: number }>(
    `SELECT f.furthest, COUNT(*) AS count FROM (
       SELECT m.deal_id, MAX(CASE WHEN s.kind = 'lost' THEN -1 ELSE s.position END) AS furthest
       FROM deals d JOIN deal_moves m ON m.tenant_id = :tenant AND m.deal_id = d.id
         JOIN deal_stages s ON s.tenant_id = :tenant AND s.id = m.to_stage_id
       WHERE ${where} GROUP BY m.deal_id) f
     GROUP BY f.furthest`,
    parameters,
  );
  return new Map(rows.map(({ furthest, count }) => [Number(furthest), Number(count)]));
}

/** The middle of the minutes that those who left a stage had spent there; of an even number the mean of the two middle ones. */
async function mediansOf(ctx: Ctx, { where, parameters }: Chosen): Promise<Map<Id, string>> {
  const rows = await ctx.rows<{ stageId: Id; minutes: string }>(
    `SELECT r.stage_id AS stageId, CAST(AVG(r.minutes) AS CHAR) AS minutes FROM (
       SELECT m.from_stage_id AS stage_id, m.minutes_before AS minutes,
         ROW_NUMBER() OVER (PARTITION BY m.from_stage_id ORDER BY m.minutes_before, m.id) AS place,
         COUNT(*) OVER (PARTITION BY m.from_stage_id) AS total
       FROM deals d JOIN deal_moves m ON m.tenant_id = :tenant AND m.deal_id = d.id AND m.from_stage_id IS NOT NULL
       WHERE ${where}) r
     WHERE r.place IN (FLOOR((r.total + 1) / 2), CEIL((r.total + 1) / 2)) GROUP BY r.stage_id`,
    parameters,
  );
  return new Map(rows.map(({ stageId, minutes }) => [stageId, minutes]));
}

async function totalsOf(ctx: Ctx, { where, parameters }: Chosen) {
  const row = await ctx.row<{ opened: number; won: number; lost: number; won_cents: number }>(
    `SELECT COUNT(*) AS opened, COUNT(CASE WHEN d.state = 'won' THEN 1 END) AS won,
       COUNT(CASE WHEN d.state = 'lost' THEN 1 END) AS lost,
       CAST(COALESCE(SUM(CASE WHEN d.state = 'won' THEN d.amount_cents END), 0) AS SIGNED) AS won_cents
     FROM deals d WHERE ${where}`,
    parameters,
  );
  const { opened = 0, won = 0, lost = 0, won_cents: wonCents = 0 } = row ?? {};
  return {
    opened: Number(opened),
    won: Number(won),
    lost: Number(lost),
    wonCents: Number(wonCents),
  };
}
