import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { partyPolicy } from "./party.policy";

/** A party as documents that are about money with it name it, with whoever looks after it. */
export interface NamedParty {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly isCustomer: boolean;
  readonly isSupplier: boolean;
  readonly ownerId: Id | null;
  readonly departmentId: Id | null;
}

const PARTY = `
  SELECT p.id, p.code, p.name, p.is_customer AS isCustomer, p.is_supplier AS isSupplier, p.owner_id AS ownerId,
    p.department_id AS departmentId
  FROM parties p`;

/** A party that the actor may name under the permission; anything else is undefined. */
export function findNamedParty(
  ctx: Ctx,
  permission: string,
  partyId: Id,
): Promise<NamedParty | undefined> {
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  return ctx.row<NamedParty>(
    `${PARTY} WHERE p.tenant_id = :tenant AND p.id = :partyId AND ${rule}`,
    { partyId },
  );
}

/** The same by code, for files: parties that the actor may name under the permission, in one statement. */
export function findPartiesByCode(
  ctx: Ctx,
  permission: string,
  codes: readonly string[],
): Promise<NamedParty[]> {
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  return ctx.rows<NamedParty>(
    `${PARTY} WHERE p.tenant_id = :tenant AND p.code IN :codes AND ${rule}`,
    { codes },
  );
}

/** Those of them that are suppliers. */
export const suppliersByCode = async (ctx: Ctx, permission: string, codes: readonly string[]) =>
  (await findPartiesByCode(ctx, permission, codes)).filter(({ isSupplier }) => isSupplier);
