import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, staff, write, type Contract } from "./operation";
import { partyAddress } from "./party-addresses";
import { bankAccount, creditCode, email, telephone } from "./party-fields";
import { paymentTerm } from "./payment-terms";
import * as shape from "./primitives";

export const contact = z.object({
  id: shape.id,
  partyId: shape.id,
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  title: z.string(),
  isPrimary: z.boolean(),
  revision: z.number(),
});
export type Contact = z.output<typeof contact>;

/** Another record by what people call it. */
const named = z.object({ id: shape.id, label: z.string() });

/** 专票 or 普票. */
export const invoiceKinds = ["special", "general"] as const;

/** What an invoice to or from the party says, as it is kept. Bank data may be hidden from the actor. */
const invoicing = {
  /** Empty: the party's name. */
  invoiceTitle: z.string(),
  invoiceAddress: z.string(),
  invoicePhone: z.string().nullable(),
  bankName: z.string().nullable(),
  bankAccount: z.string().nullable(),
  defaultInvoiceKind: z.enum(invoiceKinds),
};

export const party = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  isCustomer: z.boolean(),
  isSupplier: z.boolean(),
  level: z.string(),
  onHold: z.boolean(),
  ownerId: shape.id.nullable(),
  departmentId: shape.id.nullable(),
  /** Null: no limit, or hidden from the actor (`masked` then names the field). */
  creditLimitCents: z.number().nullable(),
  revision: z.number(),

  /** Also the tax number. */
  creditCode: z.string().nullable(),
  region: z.string(),
  /** Staff who see the party as if it were their own. */
  collaborators: z.array(named),
  owner: named.nullable(),
  priceList: named.nullable(),
  ...invoicing,
  holdReason: z.string(),
  taxRate: z.string(),
  paymentTerm: paymentTerm.nullable(),
  custom: z.record(z.string(), z.unknown()).nullable(),
  contacts: z.array(contact),
  addresses: z.array(partyAddress),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Fields that are null only because this actor may not see them. */
  masked: z.array(z.string()),
  actions: shape.actions,
});
export type Party = z.output<typeof party>;

/** What a person may type of a party; each is optional in an update. */
const partyFields = {
  name: shape.text(128),
  shortName: shape.note(64),
  isCustomer: z.boolean(),
  isSupplier: z.boolean(),
  creditCode: creditCode.nullable(),
  level: shape.note(64),
  region: shape.note(128),
  invoiceTitle: shape.note(128),
  invoiceAddress: shape.note(256),
  invoicePhone: telephone.nullable(),
  bankName: shape.text(128).nullable(),
  bankAccount: bankAccount.nullable(),
  defaultInvoiceKind: z.enum(invoiceKinds),
  /** What we sell to the customer at; null: the company's default list. */
  priceListId: shape.id.nullable(),
  /** The member of staff who looks after the party; its department becomes the party's. */
  ownerId: shape.id.nullable(),
  paymentTermId: shape.id.nullable(),
  /** Null: no limit. */
  creditLimitCents: shape.centsNotNegative.nullable(),
  taxRate: shape.rate,
};

/** What a write of a party answers: the party, and what whoever wrote it should know. */
const writtenParty = party.extend({
  /** Others of the same name: perhaps the same company. Those out of the actor's reach are only counted. */
  sameName: z.object({
    count: z.int(),
    parties: z.array(z.object({ id: shape.id, code: z.string(), name: z.string() })),
  }),
});
export type WrittenParty = z.output<typeof writtenParty>;

const contactFields = {
  name: shape.text(64),
  phone: telephone.nullable(),
  email: email.nullable(),
  title: shape.note(64),
  isPrimary: z.boolean(),
};

const oneParty = { type: "party", key: "partyId" } as const;

/** Customers and suppliers as a list shows them. */
export const partyList = declareList("parties", {
  subject: "party",
  about: "customers and suppliers",
  function: "core",
  actors: ["staff"],
  searchable: true,
  defaultSort: [{ field: "code", direction: "asc" }],
  fields: {
    code: listField.code(),
    name: listField.text(),
    shortName: listField.text(),
    isCustomer: listField.flag(),
    isSupplier: listField.flag(),
    creditCode: listField.code({ shown: false }),
    level: listField.text(),
    region: listField.text(),
    owner: listField.reference(),
    priceList: listField.reference(),
    paymentTerm: listField.reference(),
    creditLimitCents: listField.cents({ mask: "credit" }),
    onHold: listField.flag(),
    taxRate: listField.quantity({ shown: false }),
    defaultInvoiceKind: listField.oneOf(invoiceKinds, { shown: false }),
    createdAt: listField.instant({ shown: false }),
  },
});

export const partiesContract = {
  ...listContract(partyList),
  "parties.show": read({
    ...staff,
    summary: "Shows one customer or supplier with its contacts, addresses and terms.",
    permission: "parties.show",
    subject: oneParty,
    input: z.strictObject({ partyId: shape.id }),
    output: party,
  }),
  "parties.create": write({
    ...staff,
    summary: "Takes a customer or supplier into the books, with its contacts.",
    permission: "parties.create",
    subject: { type: "party", creates: true },
    input: shape.someOf(partyFields).extend({
      code: shape.code,
      name: partyFields.name,
      contacts: z
        .array(shape.someOf(contactFields).extend({ name: contactFields.name }))
        .max(50)
        .default([]),
    }),
    output: writtenParty,
    errors: ["auth.field_masked", "record.duplicate", "reference.not_found"],
  }),
  "parties.update": write({
    ...staff,
    summary: "Changes the named fields of a customer or supplier.",
    permission: "parties.update",
    subject: oneParty,
    input: shape.someOf(partyFields).extend({ partyId: shape.id, revision: shape.revision }),
    output: writtenParty,
    errors: [
      "auth.field_masked",
      "party.not_yours",
      "record.duplicate",
      "reference.not_found",
      "revision.stale",
    ],
  }),
  "parties.share": write({
    ...staff,
    summary:
      "Says which members of staff work with a party beside its owner: they see it as if it were their own.",
    permission: "parties.share",
    subject: oneParty,
    input: z.strictObject({
      partyId: shape.id,
      revision: shape.revision,
      /** All of them: whoever is left out is no collaborator any more. */
      collaboratorIds: z.array(shape.id).max(20),
    }),
    output: party,
    errors: ["party.not_yours", "reference.not_found", "revision.stale"],
  }),
  "parties.hold": write({
    ...staff,
    summary: "Stops trade with a party, for a reason that whoever orders will read.",
    permission: "parties.hold",
    subject: oneParty,
    input: z.strictObject({
      partyId: shape.id,
      revision: shape.revision,
      reason: shape.text(500),
    }),
    output: party,
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "parties.release": write({
    ...staff,
    summary: "Lifts the hold on a party.",
    permission: "parties.release",
    subject: oneParty,
    input: z.strictObject({ partyId: shape.id, revision: shape.revision }),
    output: party,
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "parties.inviteContact": write({
    ...staff,
    summary: "Invites a contact to the portal, to act for its party there: a link that works once.",
    permission: "parties.inviteContact",
    subject: { type: "contact", key: "contactId" },
    input: z.strictObject({
      contactId: shape.id,
      /** As whose contact: of a party that is both, the same person may hold both places. */
      kind: z.enum(["customer", "supplier"]),
    }),
    output: z.object({ token: z.string(), expiresAt: z.string() }),
    errors: ["party.not_customer", "party.not_supplier"],
  }),
  "parties.revokeInvitation": write({
    ...staff,
    summary: "Takes back the open invitations of a contact: their links let nobody in any more.",
    permission: "parties.inviteContact",
    subject: { type: "contact", key: "contactId" },
    input: z.strictObject({ contactId: shape.id }),
    output: z.object({ revokedCount: z.int() }),
  }),
  "contacts.create": write({
    ...staff,
    summary: "Adds a person to a party.",
    permission: "contacts.create",
    subject: oneParty,
    input: shape.someOf(contactFields).extend({ partyId: shape.id, name: contactFields.name }),
    output: contact,
    errors: ["record.duplicate"],
  }),
  "contacts.update": write({
    ...staff,
    summary: "Changes the named fields of a contact.",
    permission: "contacts.update",
    subject: { type: "contact", key: "contactId" },
    input: shape.someOf(contactFields).extend({ contactId: shape.id, revision: shape.revision }),
    output: contact,
    errors: ["record.duplicate", "revision.stale"],
  }),
} as const satisfies Contract;
