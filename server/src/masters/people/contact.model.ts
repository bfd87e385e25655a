import { defineTable, instant, nullable, oneOf, reference, text } from "../../kernel/db";

/** A person who may act as a customer's or supplier's contact. Party and contact are ids of the room `parties`. */
export class ContactLogin extends defineTable("contact_logins", {
  kind: oneOf("customer", "supplier"),
  partyId: reference(),
  contactId: reference(),
  personId: reference(),
  name: text(64),
  partyName: nullable(text(128)),
  state: oneOf("active", "ended"),
  createdAt: instant(),
}) {}

/** A link or QR code that binds whoever opens it first to a contact. Kept as a hash; good once, until it expires. */
export class Invitation extends defineTable("invitations", {
  kind: oneOf("customer", "supplier"),
  partyId: reference(),
  contactId: reference(),
  name: text(64),
  phone: nullable(text(64)),
  partyName: nullable(text(128)),
  tokenHash: text(64),
  expiresAt: instant(),
  spentAt: nullable(instant()),
  createdAt: instant(),
}) {}
