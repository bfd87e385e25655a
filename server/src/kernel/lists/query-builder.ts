import type { Ctx } from "../access/ctx";
import { rowPredicate } from "../access/row-rule";
import { assert } from "../errors/refusal";
import type { Parameter } from "../db/literal";
import { tables } from "../db/tables";
import { tableOf, type BoundField, type Join, type Resource } from "../fields/define-resource";

/**
 * The SQL of one list query while it is put together: conditions, the joins that they need, parameters. Texts of equal
 * queries are equal whatever the values, so that each is read by the guard once.
 */
export class QueryBuilder {
  readonly parameters: Record<string, Parameter> = {};
  readonly #conditions: string[] = [];
  readonly #joins = new Set<string>();
  #count = 0;

  /** Starts from what holds for every query: the tenant, the row rule of the permission, the list's own condition. */
  constructor(
    readonly ctx: Ctx,
    readonly resource: Resource,
    permission: string,
  ) {
    const { alias, policy, where } = resource;
    // For fields that depend on the day, such as ages.
    this.parameters.today = ctx.today;
    this.where(`${alias}.tenant_id = :tenant`);
    const rule = rowPredicate(ctx.actor, policy, permission, alias);
    if (rule !== "1 = 1") this.where(rule);
    if (where) this.where(`(${where})`);
  }

  where(condition: string): void {
    this.#conditions.push(condition);
  }

  /** A value's place in the text. Ids are named so that the SQL runner writes them as bare integers. */
  value(value: Parameter, isId = false): string {
    const many = Array.isArray(value);
    const name = `p${this.#count}${isId ? (many ? "Ids" : "Id") : ""}`;
    this.#count += 1;
    this.parameters[name] = value;
    return `:${name}`;
  }

  /** The field's value (of a reference the label), with its join. */
  label(bound: BoundField): string {
    this.#need(bound.join);
    return bound.sql;
  }

  /** What a filter compares: of a reference the id, which mostly needs no join. */
  compared(bound: BoundField): string {
    if (bound.idSql === null) return this.label(bound);
    for (const [, alias] of bound.idSql.matchAll(/(\w+)\./g))
      if (alias !== this.resource.alias) this.#need(alias!);
    return bound.idSql;
  }

  select(columns: readonly string[], rest = ""): string {
    const { table, alias } = this.resource;
    const joins = [...this.resource.joins]
      .filter(([name]) => this.#joins.has(name))
      .map(([name, join]) => this.#joinText(name, join));
    return [
      `SELECT ${columns.join(", ")} FROM ${table.table} ${alias}`,
      ...joins,
      `WHERE ${this.#conditions.join(" AND ")}`,
      rest,
    ]
      .filter((part) => part !== "")
      .join(" ");
  }

  #need(alias: string | null): void {
    for (let name = alias; name !== null; name = this.resource.joins.get(name)?.needs ?? null) {
      assert(this.resource.joins.has(name), `no join ${name}`);
      this.#joins.add(name);
    }
  }

  /** A joined table is tied to the tenant, and for a customer or supplier to the party, by predicates of its own. */
  #joinText(alias: string, join: Join): string {
    const table = tableOf(join);
    const ties = [`(${join.on})`];
    if (tables.isTenantTable(table)) ties.unshift(`${alias}.tenant_id = :tenant`);
    const { kind } = this.ctx.actor;
    if (kind === "customer" || kind === "supplier") {
      const column = tables.partyColumn(table, kind);
      if (column) ties.push(`${alias}.${column} = :party`);
    }
    return `LEFT JOIN ${table} ${alias} ON ${ties.join(" AND ")}`;
  }
}
