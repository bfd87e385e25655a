import { z } from "zod";
import { madeFile, type MadeFile } from "./exchange";
import {
  conditionOf,
  nonEmptyText,
  type Condition,
  type Labelled,
  type ListField,
  type ListFields,
} from "./list-fields";
import { read, type ActorKind, type Operation } from "./operation";
import * as shape from "./primitives";

/** At most so many rows in one page, fields in one sort, columns in one row. */
export const LARGEST_PAGE = 200;
export const DEFAULT_PAGE = 50;
export const MOST_SORTS = 3;
export const MOST_COLUMNS = 60;

type ValueOf<F extends ListField> = F extends ListField<infer V> ? V : never;
type FilterValueOf<F extends ListField> =
  ValueOf<F> extends Labelled ? string : ValueOf<F> & (string | number | boolean);

/** One row of a list: its id, and the fields that were asked for and may be seen. */
export type ListRow<F extends ListFields> = { id: string } & {
  [K in keyof F]?: ValueOf<F[K]> | null;
};

/** What is asked of a list. */
export interface ListQuery<F extends ListFields = ListFields> {
  search?: string;
  filter?: { [K in keyof F]?: Condition<FilterValueOf<F[K]>> };
  sort?: { field: keyof F & string; direction: "asc" | "desc" }[];
  cursor?: string;
  limit?: number;
  columns?: (keyof F & string)[];
  view?: string;
}

export interface ListAnswer<F extends ListFields> {
  rows: ListRow<F>[];
  /** Where the next page begins; null at the end. */
  nextCursor: string | null;
}

/** A list as server and clients agree on it. */
export interface ListDeclaration<N extends string = string, F extends ListFields = ListFields> {
  /** The link's name: `orders` gives `orders.list`, `orders.count`, `orders.export`. */
  readonly name: N;
  /** The kind of record in it: `order`. */
  readonly subject: string;
  /** What the list shows, for the API page: "sales orders". */
  readonly about: string;
  readonly function: string;
  readonly actors: readonly ActorKind[];
  /** Staff permission of list and count; the export's is `<name>.export`. */
  readonly permission: string;
  readonly fields: F;
  readonly searchable: boolean;
  /** How the list stands when no order is asked for; ids always break ties. */
  readonly defaultSort: readonly { field: keyof F & string; direction: "asc" | "desc" }[];
}

/** Declares a list; `permission` is `<name>.list` unless given, and without a default sort the newest come first. */
export function declareList<const N extends string, const F extends ListFields>(
  name: N,
  definition: Omit<ListDeclaration<N, F>, "name" | "permission" | "defaultSort" | "searchable"> &
    Partial<Pick<ListDeclaration<N, F>, "permission" | "defaultSort" | "searchable">>,
): ListDeclaration<N, F> {
  return { permission: `${name}.list`, defaultSort: [], searchable: false, ...definition, name };
}

const nameOf = (names: string[]) => z.enum(names as [string, ...string[]]);

function querySchema(list: ListDeclaration, extent: "page" | "all") {
  const names = Object.keys(list.fields);
  const sortable = names.filter((name) => list.fields[name]!.sortable);
  const filters = Object.fromEntries(
    names
      .filter((name) => list.fields[name]!.filterable)
      .map((name) => [name, conditionOf(list.fields[name]!).optional()]),
  );
  const sort = z.strictObject({
    field: nameOf(sortable.length > 0 ? sortable : ["id"]),
    direction: z.enum(["asc", "desc"]),
  });
  return z.strictObject({
    ...(list.searchable ? { search: nonEmptyText.optional() } : {}),
    filter: z.strictObject(filters).optional(),
    sort: z.array(sort).max(MOST_SORTS).optional(),
    columns: z.array(nameOf(names)).min(1).max(MOST_COLUMNS).optional(),
    ...(list.actors.includes("staff") ? { view: shape.id.optional() } : {}),
    ...(extent === "page"
      ? {
          cursor: z.string().max(4_000, { error: "issue.text_long" }).optional(),
          limit: z.int().min(1).max(LARGEST_PAGE).optional(),
        }
      : {}),
  });
}

const countQuery = (list: ListDeclaration) =>
  querySchema(list, "all").omit({ sort: true, columns: true });

/** The checked shape of a list's query: the server reads saved views through it again. */
export function listQuery<F extends ListFields>(
  list: ListDeclaration<string, F>,
): z.ZodType<ListQuery<F>> {
  return querySchema(list as unknown as ListDeclaration, "page") as unknown as z.ZodType<
    ListQuery<F>
  >;
}

function rowSchema(fields: ListFields): z.ZodType {
  const values = Object.entries(fields).map(([name, one]) => [
    name,
    one.value.nullable().optional(),
  ]);
  return z.object({ id: shape.id, ...(Object.fromEntries(values) as z.ZodRawShape) });
}

export const exportFormats = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What is asked of an export: the list's own query, all pages of it. */
export interface ExportQuery<F extends ListFields = ListFields> {
  format: ExportFormat;
  query?: Omit<ListQuery<F>, "cursor" | "limit">;
}

type Reading<I, O> = Operation<z.ZodType<I, I>, z.ZodType<O, O>> & { kind: "read" };

/** The three operations of a list, to be spread into its link's contract. */
export type ListOperations<N extends string, F extends ListFields> = {
  [K in `${N}.list`]: Reading<ListQuery<F>, ListAnswer<F>>;
} & {
  [K in `${N}.count`]: Reading<Pick<ListQuery<F>, "search" | "filter" | "view">, { count: number }>;
} & { [K in `${N}.export`]: Reading<ExportQuery<F>, MadeFile> };

/** `<name>.list`, `<name>.count` and `<name>.export` of a declared list. */
export function listContract<N extends string, F extends ListFields>(
  list: ListDeclaration<N, F>,
): ListOperations<N, F> {
  const plain = list as unknown as ListDeclaration;
  const about = {
    actors: list.actors,
    function: list.function,
    subject: { type: list.subject, list: true },
  } as const;
  const errors = ["list.bad_filter", "auth.field_masked"] as const;
  return {
    [`${list.name}.list`]: read({
      ...about,
      summary: `Lists ${list.about}, page by page; each row once, also while rows are added.`,
      permission: list.permission,
      input: querySchema(plain, "page"),
      output: z.object({
        rows: z.array(rowSchema(list.fields)).max(LARGEST_PAGE),
        nextCursor: z.string().nullable(),
      }),
      errors: [...errors, "list.bad_cursor"],
    }),
    [`${list.name}.count`]: read({
      ...about,
      summary: `Counts ${list.about} that a query finds.`,
      permission: list.permission,
      input: countQuery(plain),
      output: z.object({ count: z.int() }),
      errors,
    }),
    [`${list.name}.export`]: read({
      ...about,
      summary: `Writes ${list.about} that a query finds into an Excel or CSV file.`,
      permission: `${list.name}.export`,
      input: z.strictObject({
        format: z.enum(exportFormats),
        query: querySchema(plain, "all").optional(),
      }),
      output: madeFile,
      errors: [...errors, "export.too_large"],
    }),
  } as unknown as ListOperations<N, F>;
}
