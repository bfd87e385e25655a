import type { Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

export type Parents = ReadonlyMap<Id, Id | null>;

export async function lockTree(tx: Tx): Promise<Parents> {
  const rows = await tx.rows<{ id: Id; parentId: Id | null }>(
    "SELECT d.id, d.parent_id AS parentId FROM departments d WHERE d.tenant_id = :tenant ORDER BY d.id FOR UPDATE",
  );
  return new Map(rows.map((row) => [row.id, row.parentId]));
}

export function demandParent(tx: Tx, parents: Parents, parentId: Id): void {
  if (parents.has(parentId)) return;
  const faults = new Faults(tx.language);
  faults.unknown(["parentId"], parentId);
  faults.refuse();
}
