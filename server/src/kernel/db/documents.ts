import {
  literal as sqlLiteral,
  Op,
  type Model,
  type ModelStatic,
  type WhereOptions,
} from "sequelize";
import { rowPredicate, type RowPolicy } from "../access/row-rule";
import type { Ctx } from "../access/ctx";
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
  const found = await within(tx.scope, () =>
    (table as unknown as ModelStatic<Model>).findOne({
      where: reachable(tx, table, policy, permission, id),
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

function reachable(
  ctx: Ctx,
  table: AnyTable,
  policy: RowPolicy,
  permission: string,
  id: Id,
): WhereOptions {
  // For a customer or supplier the guard itself adds the party's column.
  const party = ctx.scope.kind === "tenant" && ctx.scope.party !== null;
  // Sequelize names the table after the class that is asked, in the statement as in its code.
  const { name } = table as unknown as ModelStatic<Model>;
  const rule = party ? "1 = 1" : rowPredicate(ctx.actor, policy, permission, `\`${name}\``);
  return { [Op.and]: [{ id }, sqlLiteral(rule)] };
}
