import {
  defineDocument,
  flag,
  instant,
  nullable,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/**
 * A place to which a party has its goods sent. One of them at most is the party's default (a unique key says so). A removed
 * one stays as a row, for the audit, and is the default no more (a CHECK says so).
 */
export class PartyAddress extends defineDocument(
  "party_addresses",
  {
    partyId: reference(),
    label: withDefault(text(64), ""),
    recipient: text(64),
    phone: nullable(text(64)),
    region: withDefault(text(128), ""),
    line: text(256),
    isDefaultDelivery: withDefault(flag(), false),
    removedAt: nullable(instant()),
  },
  { customer: "partyId", supplier: "partyId" },
) {}
