import type { invoiceKinds } from "@quanlian/shared/contract";
import type { Cents } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { partyPolicy } from "./party.policy";

export interface PartyRecord {
  id: Id;
  code: string;
  name: string;
  shortName: string;
  isCustomer: boolean;
  isSupplier: boolean;
  creditCode: string | null;
  level: string;
  region: string;
  invoiceTitle: string;
  invoiceAddress: string;
  invoicePhone: string | null;
  bankName: string | null;
  bankAccount: string | null;
  defaultInvoiceKind: (typeof invoiceKinds)[number];
  priceListId: Id | null;
  ownerId: Id | null;
  departmentId: Id | null;
  creditLimitCents: Cents | null;
  onHold: boolean;
  holdReason: string;
  taxRate: string;
  custom: string | null;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  paymentTermId: Id | null;
}

const PARTY = `
  SELECT p.id, p.code, p.name, p.short_name AS shortName, p.is_customer AS isCustomer, p.is_supplier AS isSupplier,
    p.credit_code AS creditCode, p.level, p.region, p.invoice_title AS invoiceTitle,
    p.invoice_address AS invoiceAddress, p.invoice_phone AS invoicePhone, p.bank_name AS bankName,
    p.bank_account AS bankAccount, p.default_invoice_kind AS defaultInvoiceKind, p.price_list_id AS priceListId,
    p.owner_id AS ownerId, p.department_id AS departmentId,
    p.credit_limit_cents AS creditLimitCents, p.on_hold AS onHold, p.hold_reason AS holdReason, p.tax_rate AS taxRate,
    p.custom, p.revision, p.created_at AS createdAt, p.updated_at AS updatedAt, p.payment_term_id AS paymentTermId
  FROM parties p
  WHERE p.tenant_id = :tenant AND p.id = :partyId`;

/** A party within what the actor may see under the permission; otherwise not found. */
export async function findParty(ctx: Ctx, permission: string, partyId: Id): Promise<PartyRecord> {
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  const found = await ctx.row<PartyRecord>(`${PARTY} AND ${rule}`, { partyId });
  return found ?? refuseNotFound("party");
}

/** The party that this operation has just written: its answer must not fail on where the party went. */
export async function rereadParty(ctx: Ctx, partyId: Id): Promise<PartyRecord> {
  const found = await ctx.row<PartyRecord>(PARTY, { partyId });
  return found ?? refuseNotFound("party");
}

export interface ContactRecord {
  id: Id;
  partyId: Id;
  name: string;
  phone: string | null;
  email: string | null;
  title: string;
  isPrimary: boolean;
  revision: number;
}

const CONTACT = `
  SELECT k.id, k.party_id AS partyId, k.name, k.phone, k.email, k.title, k.is_primary AS isPrimary, k.revision
  FROM contacts k`;

/** The primary contact first. */
export const contactsOf = (ctx: Ctx, partyId: Id): Promise<ContactRecord[]> =>
  ctx.rows(
    `${CONTACT} WHERE k.tenant_id = :tenant AND k.party_id = :partyId
     ORDER BY k.is_primary DESC, k.id LIMIT 500`,
    { partyId },
  );

/** A contact of a party that the actor may see under the permission; otherwise not found. */
export async function findContact(
  ctx: Ctx,
  permission: string,
  contactId: Id,
): Promise<ContactRecord> {
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  const found = await ctx.row<ContactRecord>(
    `${CONTACT} JOIN parties p ON p.tenant_id = :tenant AND p.id = k.party_id
     WHERE k.tenant_id = :tenant AND k.id = :contactId AND ${rule}`,
    { contactId },
  );
  return found ?? refuseNotFound("contact");
}

export async function partyCodeTaken(ctx: Ctx, code: string): Promise<boolean> {
  const sql = "SELECT p.id FROM parties p WHERE p.tenant_id = :tenant AND p.code = :code";
  return (await ctx.row(sql, { code })) !== undefined;
}

/** Whether another party of the tenant has the credit code. */
export async function creditCodeTaken(
  ctx: Ctx,
  creditCode: string,
  partyId: Id | null = null,
): Promise<boolean> {
  const rows = await ctx.rows<{ id: Id }>(
    "SELECT p.id FROM parties p WHERE p.tenant_id = :tenant AND p.credit_code = :creditCode LIMIT 2",
    { creditCode },
  );
  return rows.some(({ id }) => id !== partyId);
}

/** The price list that a customer was given; null: the company's default. For whoever keeps prices. */
export async function priceListOf(ctx: Ctx, customerId: Id): Promise<Id | null> {
  const row = await ctx.row<{ priceListId: Id | null }>(
    `SELECT p.price_list_id AS priceListId FROM parties p
     WHERE p.tenant_id = :tenant AND p.id = :customerId`,
    { customerId },
  );
  return row?.priceListId ?? null;
}

/** Which of these ids are suppliers that the actor may name under the permission, for other masters. */
export async function knownSuppliers(
  ctx: Ctx,
  permission: string,
  partyIds: readonly Id[],
): Promise<ReadonlySet<Id>> {
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  const rows = await ctx.rows<{ id: Id }>(
    `SELECT p.id FROM parties p
     WHERE p.tenant_id = :tenant AND p.is_supplier = 1 AND p.id IN :partyIds AND ${rule}`,
    { partyIds },
  );
  return new Set(rows.map((row) => row.id));
}
