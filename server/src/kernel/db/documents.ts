import {
  literal as sqlLiteral,
  Op,
  type Model,
  type ModelStatic,
  type WhereOptions,
} from "sequelize";
import { asksOtherTables, rowPredicate, type RowPolicy } from "../access/row-rule";
import { assert, refuseNotFound } from "../errors";
import type { Id } from "../ids/id";
import { within } from "../tenancy/scope";
import type { AnyTable } from "./model";
import type { Tx } from "./tx";

type InstanceOf<T> = T extends { new (): infer I } ? I : never;
type Constructable = AnyTable & (new () => Model);

/**
 * Loads one document and locks its row, within the tenant and within what the actor may see under the permission. A row
 * that does not exist and one out of reach give the same answer: not found.
 */
export async function loadForUpdate<T extends Constructable>(
  tx: Tx,
  table: T,
  policy: RowPolicy,
  permission: string,
  id: Id,
): Promise<InstanceOf<T>> {
  // For a customer or supplier the guard itself adds the party's column.
  const party = tx.scope.kind === "tenant" && tx.scope.party !== null;
  const rule = party ? "1 = 1" : rowPredicate(tx.actor, policy, permission, OUR_ALIAS);
  const asked = asksOtherTables(rule);
  if (asked) await lockReachable(tx, table, policy, rule, id);
  const found = await within(tx.scope, () =>
    (table as unknown as ModelStatic<Model>).findOne({
      where: asked ? { id } : reachable(table, rule, id),
      transaction: tx.transaction,
      lock: tx.transaction.LOCK.UPDATE,
    }),
  );
  if (!found) refuseNotFound(policy.subject);
  return found as InstanceOf<T>;
}

/**
 * Loads one document by its id and locks its row, for the books: no rule of an actor is asked. That there is none is a bug of
 * whoever names it.
 */
export async function loadOnBooks<T extends Constructable>(
  tx: Tx,
  table: T,
  id: Id,
): Promise<InstanceOf<T>> {
  const found = await within(tx.books.scope, () =>
    (table as unknown as ModelStatic<Model>).findOne({
      where: { id },
      transaction: tx.transaction,
      lock: tx.transaction.LOCK.UPDATE,
    }),
  );
  assert(found, `no ${table.table} has the id ${id}`);
  return found as InstanceOf<T>;
}

/** Sequelize names the table after the class that is asked; the rule is written for this name and renamed. */
const OUR_ALIAS = "row_rule";

/** A rule that reads other tables is asked by SQL text, which the guard can read; the row's lock is taken with it. */
async function lockReachable(
  tx: Tx,
  { table }: AnyTable,
  policy: RowPolicy,
  rule: string,
  id: Id,
): Promise<void> {
  const found = await tx.row(
    `SELECT ${OUR_ALIAS}.id FROM ${table} ${OUR_ALIAS}
     WHERE ${OUR_ALIAS}.tenant_id = :tenant AND ${OUR_ALIAS}.id = :rowId AND ${rule} FOR UPDATE`,
    { rowId: id },
  );
  if (!found) refuseNotFound(policy.subject);
}

function reachable(table: AnyTable, rule: string, id: Id): WhereOptions {
  const { name } = table as unknown as ModelStatic<Model>;
  return { [Op.and]: [{ id }, sqlLiteral(rule.replaceAll(`${OUR_ALIAS}.`, `\`${name}\`.`))] };
}
