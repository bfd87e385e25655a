import { exact, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { findNamedParty } from "./named-party";

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
export async function findSupplierTerms(
  ctx: Ctx,
  permission: string,
  supplierId: Id,
): Promise<SupplierTerms | undefined> {
  const party = await findNamedParty(ctx, permission, supplierId);
  if (!party?.isSupplier) return undefined;
  const { id, code, name } = party;
  const terms = await ctx.row<{ taxRate: string; paymentTermId: Id | null }>(
    `SELECT p.tax_rate AS taxRate, p.payment_term_id AS paymentTermId FROM parties p
     WHERE p.tenant_id = :tenant AND p.id = :supplierId`,
    { supplierId },
  );
  const { taxRate, paymentTermId } = terms!;
  return { id, code, name, taxRate: exact(taxRate), paymentTermId };
}
