import { Op, type Model, type ModelStatic, type Sequelize } from "sequelize";
import { tables } from "../db/tables";
import {
  gateQueries,
  interfaceOf,
  refuseSchemaChanges,
  stamp,
  type Interface,
  type Options,
} from "./gate";
import { refuseUnsafeText } from "./safe-text";
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

type AnyModel = ModelStatic<Model>;
type Where = unknown;
type Method = (...args: never[]) => unknown;

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

/** The model of the table that the statement names; a model of another table would bring that one's predicate. */
function modelOf(sequelize: Sequelize, table: unknown, given?: unknown): AnyModel {
  const name = typeof table === "string" ? table : (table as { tableName?: string })?.tableName;
  const found =
    (given as AnyModel | undefined) ??
    Object.values(sequelize.models).find((model) => tableOf(model) === name);
  if (!found || tableOf(found) !== name)
    throw new TenancyViolation(`No model for table ${String(name)}`);
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
  refuseUnsafeText(where);
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
  on?: Where;
  or?: boolean;
  through?: { model?: AnyModel; where?: Where };
  include?: Include[];
}

/** `include.required` is settled before we come here, so adding a clause keeps a LEFT JOIN left. */
function guardIncludes(includes: Include[] | undefined): void {
  for (const include of includes ?? []) {
    if (include.or) throw new TenancyViolation("An include joined by OR cannot be guarded");
    // Sequelize puts no brackets around it, and our predicate behind it.
    if (include.on) include.on = { [Op.and]: [{ [Op.and]: [include.on] }] };
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
    refuseUnsafeText(own);
    own.where = guarded(modelOf(sequelize, table, model), own.where);
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
    refuseUnsafeText(own);
    const of = modelOf(sequelize, table, model);
    own.where = guarded(of, own.where);
    guardIncludes(own.include as Include[] | undefined);
    return rawSelect(table, own, attribute, of);
  };
}

/** Inserts are stamped; a row for another tenant or party, or a change of either column, is refused. */
function guardValues(model: AnyModel, values: Record<string, unknown>, inserts: boolean): void {
  refuseUnsafeText(values);
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
      const left = inserts ? given == null : !(name in values);
      if (!left && given !== own) throw new TenancyViolation(`${name} cannot be set to another's`);
    }
    if (inserts) values[column] = own;
  }
}

function wrapWrites(sequelize: Sequelize): void {
  const qi = interfaceOf(sequelize);
  type Instance = { constructor: AnyModel } | null;
  const insert = original(qi, "insert");
  qi.insert = (instance, table, values, options) => {
    const model = modelOf(sequelize, table, (instance as Instance)?.constructor);
    if ((options as Options | undefined)?.updateOnDuplicate) refuseUpsert();
    guardValues(model, values as Record<string, unknown>, true);
    return insert(instance, table, values, stamp(options as Options));
  };
  const bulkInsert = original(qi, "bulkInsert");
  qi.bulkInsert = (table, rows, options, attributes) => {
    const model = modelOf(sequelize, table, (options as Options | undefined)?.model);
    if ((options as Options | undefined)?.updateOnDuplicate) refuseUpsert();
    for (const row of rows as Record<string, unknown>[]) guardValues(model, row, true);
    return bulkInsert(table, rows, stamp(options as Options), attributes);
  };
  qi.upsert = () => refuseUpsert();
  const update = original(qi, "update");
  qi.update = (instance, table, values, where, options) => {
    const model = modelOf(sequelize, table, (instance as { constructor: AnyModel }).constructor);
    guardValues(model, values as Record<string, unknown>, false);
    return update(instance, table, values, guarded(model, where), stamp(options as Options));
  };
  const bulkUpdate = original(qi, "bulkUpdate");
  qi.bulkUpdate = (table, values, where, options, attributes) => {
    const model = modelOf(sequelize, table, (options as Options | undefined)?.model);
    guardValues(model, values as Record<string, unknown>, false);
    return bulkUpdate(table, values, guarded(model, where), stamp(options as Options), attributes);
  };
  wrapDeletes(sequelize, qi);
  for (const name of ["increment", "decrement"]) {
    const step = original(qi, name);
    qi[name] = (model, table, where, amounts, extra, options) => {
      const of = modelOf(sequelize, table, model);
      guardSteps(of, { ...(amounts as object), ...(extra as object) });
      return step(of, table, guarded(of, where), amounts, extra, stamp(options as Options));
    };
  }
}

/** A step moves a value from where it stands: even the own tenant's number, added, would be another's. */
function guardSteps(model: AnyModel, steps: Record<string, unknown>): void {
  refuseUnsafeText(steps);
  const owned = Object.keys(predicate(tableOf(model), currentScope()) ?? {});
  const moved = owned.find((column) => column in steps);
  if (moved) throw new TenancyViolation(`${moved} cannot be stepped`);
}

function wrapDeletes(sequelize: Sequelize, qi: Interface): void {
  const remove = original(qi, "delete");
  qi.delete = (instance, table, where, options) => {
    const model = modelOf(sequelize, table, (instance as { constructor: AnyModel }).constructor);
    return remove(instance, table, guarded(model, where), stamp(options as Options));
  };
  const bulkDelete = original(qi, "bulkDelete");
  qi.bulkDelete = (table, where, options, model) => {
    const of = modelOf(sequelize, table, model);
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
