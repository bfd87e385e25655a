import type { Ctx } from "../access/ctx";
import { assert } from "../errors/refusal";
import type { Id } from "../ids/id";
import { wordsOf } from "../search/normalise";
import { likeText, lookupsOf } from "../search/terms";
import type { QueryBuilder } from "./query-builder";

/** Up to so many hits are fetched and named; beyond, hits are so frequent that reading in order meets them soon. */
const MOST_CANDIDATES = 3_000;
const MOST_WORDS = 8;

/** How the caller reads: `page` a few rows in order, `all` every hit (counting). */
export type Reading = "page" | "all";

/**
 * Adds "every word of the search is part of one of the row's texts". Staff search through the terms, which know pinyin
 * as well; customers and suppliers, whose rows are few and who may read no table without their column, by LIKE.
 */
export async function addSearch(
  query: QueryBuilder,
  search: string,
  reading: Reading,
): Promise<void> {
  const { search: binding } = query.resource;
  assert(binding, `${query.resource.list.name} is not searchable`);
  const words = wordsOf(search).slice(0, MOST_WORDS);
  const { kind } = query.ctx.actor;
  if (binding.subjectType === null || kind === "customer" || kind === "supplier") {
    for (const word of words) query.where(likeAnywhere(query, word));
    return;
  }
  const lookups = words.map(lookupsOf);
  const beginnings = lookups.flatMap((lookup) => lookup.beginnings);
  if (beginnings.length === 0) return;
  const candidates = await candidateIds(query.ctx, binding.subjectType, beginnings);
  if (candidates) {
    query.where(`${query.resource.alias}.id IN ${query.value(candidates, true)}`);
  } else {
    for (const beginning of beginnings) {
      query.where(termCondition(query, binding.subjectType, beginning, reading));
    }
  }
  words.forEach((word, i) => {
    if (!lookups[i]!.exact) query.where(likeAnywhere(query, word));
  });
}

/**
 * The ids that have all the terms, or null when they are too many to name. Written as sub-queries, which the optimizer
 * either gathers once or asks by id, as frequent as the terms are; a plain join asked by id always (measured: 40–180 ms
 * for two frequent words among 100,000 records, against 8–25).
 */
async function candidateIds(
  ctx: Ctx,
  subjectType: string,
  beginnings: readonly string[],
): Promise<Id[] | null> {
  const parameters: Record<string, string> = { subjectType };
  const tied = beginnings.map((beginning, i) => {
    parameters[`term${i}`] = `${likeText(beginning)}%`;
    return `s${i}.tenant_id = :tenant AND s${i}.subject_type = :subjectType AND s${i}.term LIKE :term${i}`;
  });
  const others = tied
    .map(
      (tie, i) => `s0.subject_id IN (SELECT s${i}.subject_id FROM search_terms s${i} WHERE ${tie})`,
    )
    .slice(1);
  const found = await ctx.rows<{ id: Id }>(
    `SELECT DISTINCT s0.subject_id AS id FROM search_terms s0
      WHERE ${[tied[0]!, ...others].join(" AND ")} LIMIT ${MOST_CANDIDATES + 1}`,
    parameters,
  );
  return found.length > MOST_CANDIDATES ? null : found.map(({ id }) => id);
}

/**
 * A page of frequent hits asks row by row, in the list's order, and soon has enough: a counting sub-query is never turned
 * into a join, which would gather all hits first. To count them, gathering all is just what is wanted.
 */
function termCondition(
  query: QueryBuilder,
  subjectType: string,
  beginning: string,
  reading: Reading,
): string {
  const id = `${query.resource.alias}.id`;
  const tied =
    `s.tenant_id = :tenant AND s.subject_type = ${query.value(subjectType)} ` +
    `AND s.term LIKE ${query.value(`${likeText(beginning)}%`)}`;
  return reading === "all"
    ? `${id} IN (SELECT s.subject_id FROM search_terms s WHERE ${tied})`
    : `(SELECT COUNT(*) FROM search_terms s WHERE ${tied} AND s.subject_id = ${id}) > 0`;
}

function likeAnywhere(query: QueryBuilder, word: string): string {
  const { resource } = query;
  const choices = resource.search!.fields.map((name) => {
    const column = query.label(resource.fields.get(name)!);
    return `${column} LIKE ${query.value(`%${likeText(word)}%`)}`;
  });
  return choices.length > 0 ? `(${choices.join(" OR ")})` : "1 = 0";
}
