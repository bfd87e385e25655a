import type { InputOf, OutputOf, leadsContract } from "@quanlian/shared/contract";
import { addDays, day, startOfDay } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Parameter } from "../../kernel/db";
import { leadPolicy } from "./lead.policy";

type Answer = OutputOf<(typeof leadsContract)["leads.channels"]>;
interface CostRow {
  channel: Answer["rows"][number]["channel"];
  campaign: string;
  touches: number;
  cost_cents: number;
}
interface LeadRow {
  channel: CostRow["channel"];
  campaign: string;
  made: number;
  converted: number;
  invalid: number;
  won: number;
  won_cents: number;
}

/** A company runs so many campaigns at once at most that anybody would read. */
const MOST_ROWS = 1_000;

/**
 * What each channel and campaign cost and what came of it. Costs are those of the touches in the period; leads, conversions
 * and won amounts are credited to the channel of the lead's first touch. Over the actor's own rows alone.
 */
export async function showChannels(
  ctx: Ctx,
  { from, to }: InputOf<(typeof leadsContract)["leads.channels"]>,
): Promise<Answer> {
  const rule = rowPredicate(ctx.actor, leadPolicy, "leads.channels", "l");
  const parameters: Record<string, Parameter> = {
    fromDay: startOfDay(day(from ?? "1990-01-01"), ctx.timeZone),
    afterDay: startOfDay(to ? addDays(day(to), 1) : day("2200-01-01"), ctx.timeZone),
    most: MOST_ROWS,
  };
  const costs = await ctx.rows<CostRow>(
    `SELECT t.channel, t.campaign, COUNT(*) AS touches, CAST(SUM(t.cost_cents) AS SIGNED) AS cost_cents
     FROM lead_touches t JOIN leads l ON l.tenant_id = :tenant AND l.id = t.lead_id
     WHERE t.tenant_id = :tenant AND t.occurred_at >= :fromDay AND t.occurred_at < :afterDay AND ${rule}
     GROUP BY t.channel, t.campaign ORDER BY t.channel, t.campaign LIMIT :most`,
    parameters,
  );
  const leads = await ctx.rows<LeadRow>(
    `SELECT l.channel, l.campaign, COUNT(*) AS made, COUNT(CASE WHEN l.state = 'converted' THEN 1 END) AS converted,
       COUNT(CASE WHEN l.state = 'invalid' THEN 1 END) AS invalid, COUNT(CASE WHEN l.won_cents > 0 THEN 1 END) AS won,
       CAST(SUM(l.won_cents) AS SIGNED) AS won_cents
     FROM leads l
     WHERE l.tenant_id = :tenant AND l.created_at >= :fromDay AND l.created_at < :afterDay
       AND l.merged_into_id IS NULL AND ${rule}
     GROUP BY l.channel, l.campaign ORDER BY l.channel, l.campaign LIMIT :most`,
    parameters,
  );
  return { rows: joinRows(costs, leads) };
}

function joinRows(costs: readonly CostRow[], leads: readonly LeadRow[]): Answer["rows"] {
  const rows = new Map<string, Answer["rows"][number]>();
  const rowOf = ({ channel, campaign }: Pick<CostRow, "channel" | "campaign">) => {
    const key = `${channel}\n${campaign}`;
    const found = rows.get(key) ?? { ...EMPTY, channel, campaign };
    rows.set(key, found);
    return found;
  };
  for (const cost of costs) {
    const figures = { touches: Number(cost.touches), costCents: Number(cost.cost_cents) };
    Object.assign(rowOf(cost), figures);
  }
  for (const { won_cents: wonCents, channel, campaign, made, ...counts } of leads) {
    const numbers = Object.entries(counts).map(([name, count]) => [name, Number(count)]);
    Object.assign(rowOf({ channel, campaign }), Object.fromEntries(numbers), {
      leads: Number(made),
      wonCents: Number(wonCents),
    });
  }
  return [...rows.values()];
}

const EMPTY = {
  ...{ touches: 0, costCents: 0, leads: 0, converted: 0, invalid: 0, won: 0, wonCents: 0 },
};
