import { Op, type Model, type ModelStatic, type Sequelize } from "sequelize";
import { tables } from "../db/tables";
import { currentScope, TenancyViolation, type Scope } from "./scope";

/**
 * The tenancy guard: fail closed, in two layers that neither `hooks: false` nor `unscoped()` nor a default scope turns off.
 *
 * 1. Every statement that Sequelize makes goes through its QueryInterface. Each entry point there is wrapped: the tenant's
 *    predicate is added to what is read or changed, the tenant is stamped on what is inserted, and what can carry no
 *    predicate (upsert, truncate, DDL) is refused. For a customer or supplier the party's predicate is added as well, and
 *    a table without such a column is refused.
 * 2. `sequelize.query` is a gate: only statements stamped by layer 1 and transaction control pass.
 *
 * SQL of our own goes through `kernel/db/sql-text`, which checks it in its own way and never comes here.
 */
export function installGuard(sequelize: Sequelize): void {
  wrapReads(sequelize);
  wrapWrites(sequelize);
  refuseSchemaChanges(sequelize);
  gateQueries(sequelize);
}

const STAMP = Symbol("tenancy.stamp");

type AnyModel = ModelStatic<Model>;
type Where = unknown;
type Options = Record<PropertyKey, unknown>;
type Method = (...args: never[]) => unknown;
type Interface = Record<string, (...args: unknown[]) => unknown>;

const interfaceOf = (sequelize: Sequelize) => sequelize.getQueryInterface() as unknown as Interface;

const stamp = (options: Options | undefined): Options => ({ ...options, [STAMP]: true });

function original(qi: Interface, name: string): (...args: unknown[]) => unknown {
  const method = qi[name] as Method | undefined;
  if (!method)
    throw new Error(`Sequelize has no QueryInterface.${name}: the guard does not fit its version`);
  return method.bind(qi) as (...args: unknown[]) => unknown;
}

function tableOf(model: AnyModel | undefined): string {
  if (!model) throw new TenancyViolation("A statement without a model");
  const name = model.getTableName();
  const table = typeof name === "string" ? name : name.tableName;
  if (!tables.isKnown(table)) throw new TenancyViolation(`Table ${table} is not declared`);
  return table;
}

function modelOf(sequelize: Sequelize, table: unknown): AnyModel {
  const name = typeof table === "string" ? table : (table as { tableName: string }).tableName;
  const found = Object.values(sequelize.models).find((model) => tableOf(model) === name);
  if (!found) throw new TenancyViolation(`No model for table ${name}`);
  return found;
}

/** The predicates that this scope puts on a table, as column → value; null when it may see all of it. */
function predicate(table: string, scope: Scope): Record<string, string> | null {
  if (scope.kind === "across" || !tables.isTenantTable(table)) return null;
  if (!scope.party) return { tenant_id: scope.tenantId };
  const column = tables.partyColumn(table, scope.party.kind);
  if (!column)
    throw new TenancyViolation(
      `${table} has no ${scope.party.kind} column: it cannot be shown to one`,
    );
  return { tenant_id: scope.tenantId, [column]: scope.party.partyId };
}

/**
 * The caller's clause gets an Op.and level of its own: Sequelize 6 does not put brackets around a literal beside another
 * clause (`a OR b AND tenant`), but does around a one-element Op.and (`(a OR b) AND tenant`).
 */
function guarded(model: AnyModel, where: Where): Where {
  const added = predicate(tableOf(model), currentScope());
  if (!added) return where;
  const empty =
    where === undefined ||
    where === null ||
    (typeof where === "object" && Reflect.ownKeys(where).length === 0);
  return empty ? added : { [Op.and]: [{ [Op.and]: [where] }, added] };
}

interface Include {
  model: AnyModel;
  where?: Where;
  through?: { model?: AnyModel; where?: Where };
  include?: Include[];
}

/** `include.required` is settled before we come here, so adding a clause keeps a LEFT JOIN left. */
function guardIncludes(includes: Include[] | undefined): void {
  for (const include of includes ?? []) {
    include.where = guarded(include.model, include.where);
    if (include.through?.model) {
      include.through = {
        ...include.through,
        where: guarded(include.through.model, include.through.where),
      };
    }
    guardIncludes(include.include);
  }
}

function wrapReads(sequelize: Sequelize): void {
  const qi = interfaceOf(sequelize);
  const select = original(qi, "select");
  qi.select = (model, table, options) => {
    const own = stamp(options as Options);
    refuseLiteralQueries(own);
    own.where = guarded(model as AnyModel, own.where);
    guardIncludes(own.include as Include[] | undefined);
    const grouped = own.groupedLimit as
      { through?: { model?: AnyModel; where?: Where } } | undefined;
    if (grouped?.through?.model)
      grouped.through.where = guarded(grouped.through.model, grouped.through.where);
    return select(model, table, own);
  };
  const rawSelect = original(qi, "rawSelect");
  qi.rawSelect = (table, options, attribute, model) => {
    const own = stamp(options as Options);
    refuseLiteralQueries(own);
    const of = (model as AnyModel | undefined) ?? modelOf(sequelize, table);
    own.where = guarded(of, own.where);
    guardIncludes(own.include as Include[] | undefined);
    return rawSelect(table, own, attribute, of);
  };
}

/** A literal may hold a sub-query, which no predicate of ours would reach. SQL of one's own goes through `sqlText`. */
function refuseLiteralQueries(value: unknown, depth = 0): void {
  if (typeof value !== "object" || value === null || depth > 8) return;
  const literal = (value as { val?: unknown }).val;
  if (typeof literal === "string" && /\bselect\b/i.test(literal)) {
    throw new TenancyViolation("A sub-query inside a literal cannot be guarded");
  }
  if (
    value instanceof Date ||
    Buffer.isBuffer(value) ||
    typeof (value as { getTableName?: unknown }).getTableName === "function"
  )
    return;
  for (const key of Reflect.ownKeys(value)) {
    if (key === "transaction" || key === "model" || key === "association" || key === "parent")
      continue;
    refuseLiteralQueries((value as Record<PropertyKey, unknown>)[key], depth + 1);
  }
}

/** Inserts are stamped; a row for another tenant or party, or a change of either column, is refused. */
function guardValues(model: AnyModel, values: Record<string, unknown>, inserts: boolean): void {
  const scope = currentScope();
  const added = predicate(tableOf(model), scope);
  if (!added) {
    if (inserts && tables.isTenantTable(tableOf(model)) && values.tenant_id == null) {
      throw new TenancyViolation("An insert across tenants must name its tenant");
    }
    return;
  }
  for (const [column, own] of Object.entries(added)) {
    const attribute = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    for (const name of [column, attribute]) {
      const given = values[name];
      if (given != null && given !== own)
        throw new TenancyViolation(`${name} cannot be set to another's`);
    }
    if (inserts) values[column] = own;
  }
}

function wrapWrites(sequelize: Sequelize): void {
  const qi = interfaceOf(sequelize);
  type Instance = { constructor: AnyModel } | null;
  const insert = original(qi, "insert");
  qi.insert = (instance, table, values, options) => {
    const model = (instance as Instance)?.constructor ?? modelOf(sequelize, table);
    guardValues(model, values as Record<string, unknown>, true);
    return insert(instance, table, values, stamp(options as Options));
  };
  const bulkInsert = original(qi, "bulkInsert");
  qi.bulkInsert = (table, rows, options, attributes) => {
    const model =
      ((options as Options | undefined)?.model as AnyModel | undefined) ??
      modelOf(sequelize, table);
    if ((options as Options | undefined)?.updateOnDuplicate) refuseUpsert();
    for (const row of rows as Record<string, unknown>[]) guardValues(model, row, true);
    return bulkInsert(table, rows, stamp(options as Options), attributes);
  };
  qi.upsert = () => refuseUpsert();
  const update = original(qi, "update");
  qi.update = (instance, table, values, where, options) => {
    const model = (instance as { constructor: AnyModel }).constructor;
    guardValues(model, values as Record<string, unknown>, false);
    return update(instance, table, values, guarded(model, where), stamp(options as Options));
  };
  const bulkUpdate = original(qi, "bulkUpdate");
  qi.bulkUpdate = (table, values, where, options, attributes) => {
    const model =
      ((options as Options | undefined)?.model as AnyModel | undefined) ??
      modelOf(sequelize, table);
    guardValues(model, values as Record<string, unknown>, false);
    return bulkUpdate(table, values, guarded(model, where), stamp(options as Options), attributes);
  };
  wrapDeletes(sequelize, qi);
  for (const name of ["increment", "decrement"]) {
    const step = original(qi, name);
    qi[name] = (model, table, where, amounts, extra, options) => {
      guardValues(model as AnyModel, amounts as Record<string, unknown>, false);
      return step(
        model,
        table,
        guarded(model as AnyModel, where),
        amounts,
        extra,
        stamp(options as Options),
      );
    };
  }
}

function wrapDeletes(sequelize: Sequelize, qi: Interface): void {
  const remove = original(qi, "delete");
  qi.delete = (instance, table, where, options) => {
    const model = (instance as { constructor: AnyModel }).constructor;
    return remove(instance, table, guarded(model, where), stamp(options as Options));
  };
  const bulkDelete = original(qi, "bulkDelete");
  qi.bulkDelete = (table, where, options, model) => {
    const of = (model as AnyModel | undefined) ?? modelOf(sequelize, table);
    if ((options as Options | undefined)?.truncate)
      throw new TenancyViolation("A tenant cannot truncate a table");
    return bulkDelete(table, guarded(of, where), stamp(options as Options), of);
  };
}

function refuseUpsert(): never {
  throw new TenancyViolation(
    "An upsert carries no tenant predicate: ledgers have their own statements for it",
  );
}

const SCHEMA_CHANGES = [
  "createTable",
  "dropTable",
  "dropAllTables",
  "renameTable",
  "addColumn",
  "removeColumn",
  "changeColumn",
  "renameColumn",
  "addIndex",
  "removeIndex",
  "addConstraint",
  "removeConstraint",
  "createDatabase",
  "dropDatabase",
  "createSchema",
  "dropSchema",
  "dropAllSchemas",
  "createFunction",
  "dropFunction",
  "createTrigger",
  "dropTrigger",
];

/** The schema is the migrations' alone; they have a connection of their own. */
function refuseSchemaChanges(sequelize: Sequelize): void {
  const qi = interfaceOf(sequelize);
  for (const name of SCHEMA_CHANGES) {
    if (typeof qi[name] !== "function") continue;
    qi[name] = () => {
      throw new TenancyViolation(`${name} belongs in a migration`);
    };
  }
}

const TRANSACTION_CONTROL =
  /^(?:START TRANSACTION|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE SAVEPOINT|SET (?:SESSION )?TRANSACTION)\b[^;]*;?\s*$/i;

function gateQueries(sequelize: Sequelize): void {
  const query = sequelize.query.bind(sequelize) as (
    sql: unknown,
    options?: unknown,
  ) => Promise<unknown>;
  const gated = async (sql: unknown, options: Options = {}) => {
    const text = typeof sql === "string" ? sql : (sql as { query: string }).query;
    if (options[STAMP]) return query(sql, options);
    if (options.transaction && TRANSACTION_CONTROL.test(text)) return query(sql, options);
    throw new TenancyViolation("SQL of one's own goes through the sql runner, which checks it");
  };
  (sequelize as unknown as { query: typeof gated }).query = gated;
}
