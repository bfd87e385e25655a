import {
  DEFAULT_PAGE,
  LARGEST_PAGE,
  type ListAnswer,
  type ListFields,
  type ListQuery,
  type ListRow,
} from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { assert } from "../errors/refusal";
import type { BoundField, Resource } from "../fields/define-resource";
import { aliasEnding, readField } from "../fields/field-codec";
import type { Id } from "../ids/id";
import { checkQuery, type CheckedQuery } from "./check-query";
import { readCursor, writeCursor } from "./cursor";
import { addCondition } from "./filter-conditions";
import { addPlace, orderBy, type Place } from "./keyset";
import { QueryBuilder } from "./query-builder";
import { addSearch, type Reading } from "./search-condition";

/** How a list is read where it differs from the rule. */
export interface ReadingOptions {
  /** Whose row scope and masks count: the list's own permission unless the operation has another. */
  permission?: string;
  /** Rows in one page at most; exports read larger pages than clients may. */
  largestPage?: number;
}

/**
 * One page of a list: the rows that the actor may see and the query finds, in its order, each once from the first page
 * to the last even while rows are added elsewhere in the order.
 *
 * Two steps: the ids of the page by the narrowest query, then the columns of those ids alone; joins that only serve to
 * show something never meet more rows than the page has. The row rule is part of both.
 *
 * @throws Refusal `list.bad_filter`, `list.bad_cursor`, `auth.field_masked`
 */
export async function listRows<F extends ListFields>(
  ctx: Ctx,
  resource: Resource<string, F>,
  query: ListQuery<F>,
  options: ReadingOptions = {},
): Promise<ListAnswer<F>> {
  const plain = resource as unknown as Resource;
  const permission = options.permission ?? resource.list.permission;
  const checked = checkQuery(ctx, plain, permission, query as ListQuery);
  const limit = Math.min(query.limit ?? DEFAULT_PAGE, options.largestPage ?? LARGEST_PAGE);
  const question = questionOf(plain, query as ListQuery, checked);
  const after = query.cursor === undefined ? null : readCursor(ctx, question, query.cursor);
  const found = await placesOf(ctx, plain, permission, checked, after, limit + 1);
  const page = found.slice(0, limit);
  const rows = await rowsOf(ctx, plain, permission, checked, page);
  const more = found.length > limit ? page.at(-1) : undefined;
  return {
    rows: rows as unknown as ListRow<F>[],
    nextCursor: more ? writeCursor(ctx, question, more) : null,
  };
}

/** How many rows the query finds for this actor. */
export async function countRows<F extends ListFields>(
  ctx: Ctx,
  resource: Resource<string, F>,
  query: Pick<ListQuery<F>, "search" | "filter">,
  options: ReadingOptions = {},
): Promise<number> {
  const plain = resource as unknown as Resource;
  const permission = options.permission ?? resource.list.permission;
  const asked = { search: query.search, filter: query.filter, sort: [] } as ListQuery;
  const checked = checkQuery(ctx, plain, permission, asked);
  const builder = await conditionsOf(ctx, plain, permission, checked, "all");
  const counted = await ctx.row<{ rowCount: number }>(
    builder.select(["COUNT(*) AS rowCount"]),
    builder.parameters,
  );
  assert(counted, "a count answers a row");
  return counted.rowCount;
}

/** What a cursor belongs to: the same place in another question is no place. */
function questionOf(resource: Resource, query: ListQuery, checked: CheckedQuery): string {
  return JSON.stringify([
    resource.list.name,
    checked.steps.map(({ bound, descending }) => [bound.name, descending]),
    query.search ?? null,
    Object.entries(query.filter ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

async function conditionsOf(
  ctx: Ctx,
  resource: Resource,
  permission: string,
  checked: CheckedQuery,
  reading: Reading,
): Promise<QueryBuilder> {
  const builder = new QueryBuilder(ctx, resource, permission);
  for (const { bound, condition } of checked.conditions) addCondition(builder, bound, condition);
  if (checked.search !== null) await addSearch(builder, checked.search, reading);
  return builder;
}

async function placesOf(
  ctx: Ctx,
  resource: Resource,
  permission: string,
  checked: CheckedQuery,
  after: Place | null,
  limit: number,
): Promise<Place[]> {
  const { steps, idDescending } = checked;
  const builder = await conditionsOf(ctx, resource, permission, checked, "page");
  if (after) addPlace(builder, steps, idDescending, after);
  const aliases = steps.map(({ bound }, i) => `s${i}${aliasEnding(bound.field.kind)}`);
  const columns = steps.map(({ bound }, i) => `${builder.label(bound)} AS ${aliases[i]}`);
  const order = orderBy(builder, steps, idDescending);
  const text = builder.select(
    [`${resource.alias}.id AS id`, ...columns],
    `${order} LIMIT ${builder.value(limit)}`,
  );
  const found = await ctx.rows<Record<string, unknown> & { id: Id }>(text, builder.parameters);
  return found.map((row) => ({
    id: row.id,
    values: steps.map(({ bound }, i) => readField(bound.field.kind, row[aliases[i]!])),
  }));
}

async function rowsOf(
  ctx: Ctx,
  resource: Resource,
  permission: string,
  { columns, masked }: CheckedQuery,
  page: readonly Place[],
): Promise<Record<string, unknown>[]> {
  if (page.length === 0) return [];
  const nothing = Object.fromEntries(masked.map((name) => [name, null]));
  const builder = new QueryBuilder(ctx, resource, permission);
  const ids = page.map(({ id }) => id);
  builder.where(`${resource.alias}.id IN ${builder.value(ids, true)}`);
  const texts = columns.flatMap((bound, i) => columnTexts(builder, bound, i));
  const found = await ctx.rows<Record<string, unknown> & { id: Id }>(
    builder.select([`${resource.alias}.id AS id`, ...texts]),
    builder.parameters,
  );
  const byId = new Map(found.map((row) => [row.id, row]));
  // A row that left the actor's reach between the two steps is not shown.
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ ...presentRow(id, columns, row), ...nothing }] : [];
  });
}

function columnTexts(builder: QueryBuilder, bound: BoundField, i: number): string[] {
  const label = `${builder.label(bound)} AS c${i}${aliasEnding(bound.field.kind)}`;
  return bound.idSql === null ? [label] : [label, `${bound.idSql} AS c${i}Id`];
}

function presentRow(
  id: Id,
  columns: readonly BoundField[],
  row: Record<string, unknown>,
): Record<string, unknown> {
  const shown: Record<string, unknown> = { id };
  columns.forEach((bound, i) => {
    const { kind } = bound.field;
    const value = readField(kind, row[`c${i}${aliasEnding(kind)}`]);
    shown[bound.name] = bound.idSql === null ? value : labelled(row[`c${i}Id`], value);
  });
  return shown;
}

const labelled = (id: unknown, label: unknown) =>
  id === null || id === undefined ? null : { id, label: label ?? "" };
