import { exact, type Cents, type Exact, type PaymentTermKind } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** What an order must know of whoever orders. */
export interface CustomerTerms {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly isCustomer: boolean;
  readonly onHold: boolean;
  readonly holdReason: string;
  /** Null: no limit. */
  readonly creditLimitCents: Cents | null;
  readonly ownerId: Id | null;
  readonly departmentId: Id | null;
  /** 0.13: 13 %. */
  readonly taxRate: Exact;
  readonly paymentTerm: CustomerPaymentTerm | null;
}

export interface CustomerPaymentTerm {
  readonly id: Id;
  readonly kind: PaymentTermKind;
  readonly days: number;
  /** 0.3: 30 % before work begins. */
  readonly depositRate: Exact;
}

/**
 * The terms of a party as they are now, whoever asks: the books know the limit that a sales person may not see. Whether
 * the actor may name the party at all is the caller's question. Undefined when the tenant has no such party.
 */
export async function findCustomerTerms(
  ctx: Ctx,
  customerId: Id,
): Promise<CustomerTerms | undefined> {
  const row = await ctx.row<TermsRow>(
    `SELECT p.id, p.code, p.name, p.is_customer AS isCustomer, p.on_hold AS onHold, p.hold_reason AS holdReason,
       p.credit_limit_cents AS creditLimitCents, p.owner_id AS ownerId, p.department_id AS departmentId,
       p.tax_rate AS taxRate, t.id AS termId, t.kind, t.days, t.deposit_rate AS depositRate
     FROM parties p
       LEFT JOIN payment_terms t ON t.tenant_id = :tenant AND t.id = p.payment_term_id
     WHERE p.tenant_id = :tenant AND p.id = :customerId`,
    { customerId },
  );
  if (!row) return undefined;
  const { termId, kind, days, depositRate, taxRate, ...rest } = row;
  return {
    ...rest,
    taxRate: exact(taxRate),
    paymentTerm:
      termId === null ? null : { id: termId, kind, days, depositRate: exact(depositRate) },
  };
}

interface TermsRow extends Omit<CustomerTerms, "taxRate" | "paymentTerm"> {
  taxRate: string;
  termId: Id | null;
  kind: PaymentTermKind;
  days: number;
  depositRate: string;
}
