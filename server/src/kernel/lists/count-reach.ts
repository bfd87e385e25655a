import type { Ctx } from "../access/ctx";
import type { Resource } from "../fields/define-resource";
import { QueryBuilder } from "./query-builder";

/**
 * How many rows of each list are within the reach of the ctx's actor, counted up to `atMost` + 1 each, in one statement:
 * what somebody would see, without reading what he would see.
 */
export async function countReach(
  ctx: Ctx,
  resources: readonly Resource[],
  atMost: number,
): Promise<ReadonlyMap<string, number>> {
  if (resources.length === 0) return new Map();
  const counts = resources.map((resource, at) => {
    const query = new QueryBuilder(ctx, resource, resource.list.permission);
    const reached = query.select([`${resource.alias}.id AS id`], `LIMIT ${atMost + 1}`);
    return `SELECT ${at} AS place, COUNT(*) AS rowCount FROM (${reached}) c${at}`;
  });
  const rows = await ctx.rows<{ place: number; rowCount: number }>(counts.join(" UNION ALL "));
  return new Map(rows.map(({ place, rowCount }) => [resources[place]!.list.name, rowCount]));
}
