import type { ListDeclaration, ListField, ListFields } from "@quanlian/shared/contract";
import type { RowPolicy } from "../access/row-rule";
import type { AnyTable } from "../db/model";
import { assert } from "../errors/refusal";

/** Where a field's value comes from: an SQL expression over the resource's table and its joins. */
export interface ColumnBinding {
  sql: string;
  /** The join that the expression needs, by its alias. */
  join?: string;
}

/** A field that shows another record: its id here, and its label, mostly by a join. */
export interface ReferenceBinding {
  id: string;
  label: string;
  join?: string;
}

type BindingOf<F extends ListField> =
  F extends ListField<unknown, infer K>
    ? K extends "reference"
      ? ReferenceBinding
      : string | ColumnBinding
    : never;

/** A table that a field needs. It is joined LEFT, tied to the tenant, and only when a query touches such a field. */
export interface Join {
  /** The table; of a neighbour, found through its port when it is asked. */
  table: AnyTable | (() => AnyTable);
  /** `c.id = o.customer_id`, over the resource's alias and joins named before. */
  on: string;
  /** The join that this one hangs on. */
  needs?: string;
}

/** A model is a class, and a class a function too: only a model has a table of its own. */
export const tableOf = ({ table }: Join): string =>
  "table" in table ? table.table : table().table;

/** How a search box finds the rows. */
export interface SearchBinding<F extends ListFields = ListFields> {
  /** The rows' kind in `search_terms`; whoever writes such a row writes its terms. Null: always by LIKE. */
  subjectType: string | null;
  /** The texts that are searched: for actors that the terms cannot serve (customers, suppliers), by LIKE. */
  fields: readonly (keyof F & string)[];
}

export interface ResourceDefinition<F extends ListFields> {
  policy: RowPolicy;
  table: AnyTable;
  alias: string;
  columns: { readonly [K in keyof F]: BindingOf<F[K]> };
  joins?: Readonly<Record<string, Join>>;
  /** A condition that every row of the list fulfils, without parameters: `o.kind = 'sale'`. */
  where?: string;
  search?: SearchBinding<F>;
}

/** A field with its column: what lists, exports, searches and presenters work from. */
export interface BoundField {
  readonly name: string;
  readonly field: ListField;
  /** The value; of a reference the label. */
  readonly sql: string;
  /** Of a reference: the id, which filters compare. */
  readonly idSql: string | null;
  readonly join: string | null;
  readonly labelKey: string;
}

/** A kind of record as the registry of fields knows it. */
export interface Resource<N extends string = string, F extends ListFields = ListFields> {
  readonly list: ListDeclaration<N, F>;
  readonly policy: RowPolicy;
  readonly table: AnyTable;
  readonly alias: string;
  readonly fields: ReadonlyMap<string, BoundField>;
  readonly joins: ReadonlyMap<string, Join>;
  readonly where: string | null;
  readonly search: SearchBinding | null;
}

const resources = new Map<string, Resource>();

/**
 * Binds the fields of a declared list to their columns. Everything that shows or reads records of the kind goes through
 * the result: `<name>.list`, `.count`, `.export`, saved views, the search box.
 *
 * Custom fields will join here and nowhere else: a tenant's definitions become further `BoundField`s (kind and label from
 * the definition, SQL over the typed side table), added to `fields` per request; see README.md.
 */
export function defineResource<N extends string, const F extends ListFields>(
  list: ListDeclaration<N, F>,
  definition: ResourceDefinition<F>,
): Resource<N, F> {
  const fields = new Map(
    Object.entries(list.fields).map(([name, field]) => [
      name,
      bind(list.subject, name, field, definition.columns[name]!),
    ]),
  );
  const resource: Resource<N, F> = {
    list,
    policy: definition.policy,
    table: definition.table,
    alias: definition.alias,
    fields,
    joins: new Map(Object.entries(definition.joins ?? {})),
    where: definition.where ?? null,
    search: (definition.search as SearchBinding | undefined) ?? null,
  };
  demandSound(resource as unknown as Resource);
  resources.set(list.name, resource as unknown as Resource);
  return resource;
}

/** The resource of a name, for saved views and the search box. */
export const resourceOf = (name: string): Resource | undefined => resources.get(name);

/** Every kind of record that has a list, by its name. */
export const allResources = (): readonly Resource[] =>
  [...resources.values()].sort((a, b) => (a.list.name < b.list.name ? -1 : 1));

function bind(
  subject: string,
  name: string,
  field: ListField,
  binding: string | ColumnBinding | ReferenceBinding,
): BoundField {
  const labelKey = field.label ?? `field.${subject}.${name}`;
  const one = typeof binding === "string" ? { sql: binding } : binding;
  const join = ("join" in one ? one.join : undefined) ?? null;
  return "label" in one
    ? { name, field, sql: one.label, idSql: one.id, join, labelKey }
    : { name, field, sql: one.sql, idSql: null, join, labelKey };
}

function demandSound(resource: Resource): void {
  const { list, fields, joins, search } = resource;
  assert(list.searchable === (search !== null), `${list.name}: searchable, but not bound to terms`);
  assert(!fields.has("id"), `${list.name}: every row has its id already`);
  for (const { name, field, join } of fields.values()) {
    assert(join === null || joins.has(join), `${list.name}.${name}: no join ${join}`);
    const searched = search?.fields.includes(name) ?? false;
    // Whoever may not see a field must not find rows by it either, and terms know no masks.
    assert(!searched || field.mask === null, `${list.name}.${name}: a masked field is searched`);
  }
  for (const { field } of list.defaultSort) {
    assert(list.fields[field]?.sortable, `${list.name}: cannot be sorted by ${field}`);
    assert(list.fields[field]?.mask === null, `${list.name}: sorted by the masked ${field}`);
  }
  for (const [alias, { needs }] of joins) {
    assert(needs === undefined || joins.has(needs), `${list.name}: ${alias} hangs on nothing`);
  }
}
