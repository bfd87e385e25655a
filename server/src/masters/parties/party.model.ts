import { invoiceKinds } from "@quanlian/shared/contract";
import {
  cents,
  decimal,
  defineDocument,
  flag,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/**
 * A company or person we sell to, buy from, or both. Its id is what documents carry as customer or supplier, and the
 * column by which its own contacts may see it.
 */
export class Party extends defineDocument(
  "parties",
  {
    code: text(64),
    name: text(128),
    shortName: withDefault(text(64), ""),
    isCustomer: flag(),
    isSupplier: flag(),
    creditCode: nullable(text(64)),
    /** The credit code again, unique per tenant; none for a party that shared another's before the rule. */
    creditCodeKey: nullable(text(64)),
    /** The name as `companyKey` folds it. */
    nameKey: withDefault(text(128), ""),
    level: withDefault(text(64), ""),
    region: withDefault(text(128), ""),
    invoiceTitle: withDefault(text(128), ""),
    invoiceAddress: withDefault(text(256), ""),
    invoicePhone: nullable(text(64)),
    bankName: nullable(text(128)),
    bankAccount: nullable(text(64)),
    defaultInvoiceKind: withDefault(oneOf(...invoiceKinds), "special"),
    /** Null: the company's default list. */
    priceListId: nullable(reference()),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    paymentTermId: nullable(reference()),
    /** Null: no limit. */
    creditLimitCents: nullable(cents()),
    onHold: withDefault(flag(), false),
    holdReason: withDefault(text(500), ""),
    taxRate: withDefault(decimal(), "0.13"),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { customer: "id", supplier: "id" },
) {}

/** A person at a party. One of them at most is the party's primary contact (a unique key says so). */
export class Contact extends defineDocument(
  "contacts",
  {
    partyId: reference(),
    name: text(64),
    phone: nullable(text(64)),
    email: nullable(text(128)),
    title: withDefault(text(64), ""),
    isPrimary: withDefault(flag(), false),
  },
  { customer: "partyId", supplier: "partyId" },
) {}
