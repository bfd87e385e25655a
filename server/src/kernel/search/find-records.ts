import type { InputOf, ListQuery, SearchHit } from "@quanlian/shared/contract";
import type { searchContract } from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { may } from "../access/row-rule";
import { listRows } from "../lists/list-rows";
import { searchables, type Searchable } from "./searchable";

const HITS_PER_TYPE = 8;

/**
 * Finds records of all declared kinds by a piece of a number, a name or its pinyin, the newest of each kind first. Kinds
 * that the caller may not list, or whose function the tenant has not subscribed to, are simply not there.
 */
export async function findRecords(
  ctx: Ctx,
  { query, types, limit = HITS_PER_TYPE }: InputOf<(typeof searchContract)["search.find"]>,
): Promise<{ hits: SearchHit[] }> {
  const kinds = searchables()
    .filter(({ subjectType }) => !types || types.includes(subjectType))
    .filter(({ resource }) => open(ctx, resource.list));
  const found = await Promise.all(kinds.map((kind) => hitsOf(ctx, kind, query, limit)));
  return { hits: found.flat() };
}

function open(ctx: Ctx, list: Searchable["resource"]["list"]): boolean {
  const { actor } = ctx;
  if (actor.kind === "job") return true;
  if (actor.kind !== "staff" || !list.actors.includes("staff")) return false;
  return (
    may(actor, list.permission) &&
    (list.function === "core" || actor.functions.includes(list.function))
  );
}

async function hitsOf(
  ctx: Ctx,
  { subjectType, resource, title, detail }: Searchable,
  search: string,
  limit: number,
): Promise<SearchHit[]> {
  const columns = detail === null ? [title] : [title, detail];
  const { rows } = await listRows(ctx, resource, { search, limit, columns } as ListQuery);
  return rows.map((row) => {
    const shown: Record<string, unknown> = row;
    return {
      type: subjectType,
      id: row.id,
      title: textOf(shown[title]) ?? row.id,
      detail: detail === null ? null : textOf(shown[detail]),
    };
  });
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "object") return (value as { label: string }).label;
  return String(value as string | number | boolean);
}
