import {
  cents,
  decimal,
  defineDocument,
  flag,
  json,
  nullable,
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
    level: withDefault(text(64), ""),
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
