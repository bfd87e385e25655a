import type { Tx } from "../../kernel/db";
import { covers } from "../../kernel/access";
import { Faults } from "../../kernel/errors";
import { allResources } from "../../kernel/fields";
import { operationBook } from "./operation-book";
import type { RoleRow } from "./role.present";

/**
 * Names every permission of a role that stands for no operation, and every kind of record with a scope of its own that there is
 * not: a word that grants nothing looks like a right that somebody has.
 */
export function refuseUnknownRights(
  tx: Tx,
  { permissions = [], scopes = {} }: Partial<Pick<RoleRow, "permissions" | "scopes">>,
): void {
  const known = operationBook().permissions();
  const subjects = new Set(allResources().map(({ policy }) => policy.subject));
  const faults = new Faults(tx.language);
  permissions.forEach((each, at) => {
    if (!known.some(({ permission }) => covers(each, permission)))
      faults.unknown(["permissions", at], each);
  });
  for (const subject of Object.keys(scopes))
    if (!subjects.has(subject)) faults.unknown(["scopes", subject], subject);
  faults.refuse();
}
