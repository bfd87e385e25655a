import type { breakpointsContract, InputOf } from "@quanlian/shared/contract";
import { rowAllowed, type Ctx } from "../../kernel/access";
import { wholeChainPolicy } from "./find-breakpoints";
import { periodOf } from "./period";
import { passages, links } from "./links.sql";

/** The chain in one picture, for whoever sees every row of it; a person who sees some is shown an empty one. */
export async function showPanorama(
  ctx: Ctx,
  asked: InputOf<(typeof breakpointsContract)["panorama.show"]>,
) {
  const { from, to, since, until } = periodOf(ctx, asked);
  const picture = { from, to, links: [], passages: [] };
  if (!rowAllowed(ctx.actor, wholeChainPolicy, "panorama.show", {})) return picture;
  return {
    ...picture,
    links: await Promise.all(
      links.map(async ({ link, sql }) => {
        const row = await ctx.row<{
          documentCount: number;
          openText: string;
          amountCents: number | null;
        }>(sql, { since, until });
        return {
          link,
          documentCount: row!.documentCount,
          openCount: Number(row!.openText),
          amountCents: row!.amountCents,
        };
      }),
    ),
    passages: await Promise.all(
      passages.map(async ({ from: before, to: after, sql }) => {
        const row = await ctx.row<{ passageCount: number; averageMinutes: string | null }>(sql, {
          since,
          until,
        });
        const { passageCount, averageMinutes } = row!;
        const minutes = averageMinutes === null ? null : Number(averageMinutes);
        return { from: before, to: after, passageCount, averageMinutes: minutes };
      }),
    ),
  };
}
