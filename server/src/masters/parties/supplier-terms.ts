import { exact, type Exact } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { partyPolicy } from "./party.policy";

/** What a purchase order must know of whoever delivers. */
export interface SupplierTerms {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  /** 0.13: 13 %. */
  readonly taxRate: Exact;
  readonly paymentTermId: Id | null;
}

/** The terms of a supplier that the actor may name under the permission; undefined for anybody else, customers included. */
export const findSupplierTerms = async (
  ctx: Ctx,
  permission: string,
  supplierId: Id,
): Promise<SupplierTerms | undefined> =>
  (await findSuppliersTerms(ctx, permission, [supplierId])).get(supplierId);

/** The same for several, in one statement: those who are missing may not be named, or are no suppliers. */
export async function findSuppliersTerms(
  ctx: Ctx,
  permission: string,
  supplierIds: readonly Id[],
): Promise<ReadonlyMap<Id, SupplierTerms>> {
  const rows = await ctx.rows<Omit<SupplierTerms, "taxRate"> & { taxRate: string }>(
    `SELECT p.id, p.code, p.name, p.tax_rate AS taxRate, p.payment_term_id AS paymentTermId FROM parties p
     WHERE p.tenant_id = :tenant AND p.id IN :supplierIds AND p.is_supplier = 1
       AND ${rowPredicate(ctx.actor, partyPolicy, permission, "p")}`,
    { supplierIds },
  );
  return new Map(rows.map((row) => [row.id, { ...row, taxRate: exact(row.taxRate) }]));
}
