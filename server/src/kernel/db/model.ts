import { DataTypes, Model, type ModelStatic, type Sequelize } from "sequelize";
import { assert, refuse } from "../errors";
import type { Id } from "../ids/id";
import { within } from "../tenancy/scope";
import {
  instant,
  integer,
  isJson,
  primaryKey,
  reference,
  withDefault,
  type Column,
  type Columns,
  type DefaultedColumn,
  type NewRow,
  type Row,
} from "./column";
import { tables } from "./tables";
import type { Tx } from "./tx";

/**
 * How a table of ours becomes a model: columns once, in one place, from which come the Sequelize attributes, the type
 * of a row, the tenancy guard's facts and the fast multi-row writes.
 */
export interface TableOptions {
  /** Rows belong to a tenant (the rule). Only the closed list of global tables says no. */
  tenant?: boolean;
  /** Attribute that holds the customer (or supplier) to whom a row may be shown; without it, it cannot be. */
  customer?: string;
  supplier?: string;
}

/** What one column looks like to code that writes rows without Sequelize. */
export interface WrittenColumn {
  attribute: string;
  field: string;
  isId: boolean;
  json: boolean;
  fallback: unknown;
  nullable: boolean;
}

export interface TableClass<C extends Columns> {
  // Sequelize's own constructor takes any values; rows are made by `insertRows` and read by finders.
  new (): Model & Row<C>;
  readonly table: string;
  readonly columns: C;
  readonly written: readonly WrittenColumn[];
}

/** A table whose rows are edited: an instance knows its revision and saves itself. */
export interface DocumentClass<C extends Columns> extends Omit<TableClass<C>, "new"> {
  new (): Model & Row<C> & DocumentMethods;
}

export interface DocumentMethods {
  /** Refuses with `revision.stale` unless the caller has read the latest state. */
  expectRevision(revision: number): void;
  /** Writes what was changed on the instance and moves its revision on; stale writes are refused. */
  saveRevision(tx: Tx): Promise<void>;
}

/** Any of our models, as the generic helpers take it. */
export type AnyTable = Omit<TableClass<Columns>, "new">;
export type RowOf<T> = T extends { readonly columns: infer C extends Columns } ? Row<C> : never;
export type NewRowOf<T> = T extends { readonly columns: infer C extends Columns }
  ? NewRow<C>
  : never;

type TenantColumns = { id: Column<Id>; tenantId: Column<Id> };
type DocumentColumns = TenantColumns & {
  revision: DefaultedColumn<number>;
  createdAt: Column<Date>;
  updatedAt: Column<Date>;
};

const models: (typeof Model & AnyTable)[] = [];

/** A table of a tenant's rows with an id each: lines, entries, links. */
export function defineTable<C extends Columns>(
  table: string,
  columns: C,
  options: TableOptions = {},
) {
  const all = { id: primaryKey(), tenantId: reference(), ...columns } as TenantColumns & C;
  return define(table, all, options, Model) as TableClass<TenantColumns & C>;
}

/** A table of documents: editable records with a revision that every change moves on. */
export function defineDocument<C extends Columns>(
  table: string,
  columns: C,
  options: TableOptions = {},
) {
  const all: DocumentColumns & C = {
    id: primaryKey(),
    tenantId: reference(),
    ...columns,
    revision: withDefault(integer(), 1),
    createdAt: instant(),
    updatedAt: instant(),
  } as DocumentColumns & C;
  return define(table, all, options, RevisedModel) as DocumentClass<DocumentColumns & C>;
}

/** A table with columns of its own choice: the global ones, and ledger rows whose key is not an id. */
export function defineBare<C extends Columns>(
  table: string,
  columns: C,
  options: TableOptions = {},
) {
  return define(table, columns, options, Model) as TableClass<C>;
}

/** Optimistic locking, once for every document. */
abstract class RevisedModel extends Model {
  declare id: Id;
  declare tenantId: Id;
  declare revision: number;
  declare updatedAt: Date;

  expectRevision(revision: number): void {
    if (this.revision !== revision)
      refuse("revision.stale", { expected: revision, current: this.revision });
  }

  async saveRevision(tx: Tx): Promise<void> {
    const read = this.revision;
    this.revision = read + 1;
    this.updatedAt = tx.now;
    const changed = Object.fromEntries(
      (this.changed() || []).map((attribute) => [attribute, this.getDataValue(attribute)]),
    );
    const model = this.constructor as ModelStatic<Model>;
    const [count] = await within(tx.scope, () =>
      model.update(changed, {
        where: { id: this.id, revision: read },
        transaction: tx.transaction,
        validate: false,
        hooks: false,
      }),
    );
    if (count !== 1) refuse("revision.stale", { expected: read });
  }
}

function define(
  table: string,
  columns: Columns,
  options: TableOptions,
  Parent: typeof Model,
): AnyTable {
  const field = (attribute: string | undefined) => (attribute ? snake(attribute) : null);
  tables.declare(table, {
    tenant: "tenantId" in columns,
    customerColumn: field(options.customer),
    supplierColumn: field(options.supplier),
  });
  const Base = class extends Parent {
    static readonly table = table;
    static readonly columns = columns;
    static readonly written = writtenColumns(columns);
  };
  models.push(Base);
  return Base;
}

function writtenColumns(columns: Columns): WrittenColumn[] {
  return Object.entries(columns).map(([attribute, { definition }]) => ({
    attribute,
    field: snake(attribute),
    // A request id or an outside id is text, whatever its name ends in.
    isId: (attribute === "id" || attribute.endsWith("Id")) && definition.type === DataTypes.BIGINT,
    json: isJson(definition),
    fallback: definition.defaultValue,
    nullable: definition.allowNull ?? false,
  }));
}

/** `tenantId` → `tenant_id`. */
export function snake(attribute: string): string {
  return attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Initialises every model on one Sequelize instance. A process has one database. */
export function bindModels(sequelize: Sequelize): void {
  for (const model of models) {
    assert(model.table, "a model without a table");
    bind(model, sequelize);
  }
}

function bind(model: typeof Model & AnyTable, sequelize: Sequelize): void {
  const attributes = Object.fromEntries(
    Object.entries(model.columns).map(([attribute, { definition }]) => [
      attribute,
      {
        ...definition,
        field: snake(attribute),
        ...(isJson(definition) ? jsonAccess(attribute) : {}),
      },
    ]),
  );
  (model as unknown as ModelStatic<Model>).init(attributes, {
    sequelize,
    modelName: model.table,
    tableName: model.table,
    timestamps: false,
  });
}

function jsonAccess(attribute: string) {
  return {
    get(this: Model) {
      const raw: unknown = this.getDataValue(attribute);
      return typeof raw === "string" ? (JSON.parse(raw) as unknown) : raw;
    },
    set(this: Model, value: unknown) {
      this.setDataValue(attribute, value === null ? null : JSON.stringify(value));
    },
  };
}
