import {
  cents,
  day,
  defineBare,
  defineTable,
  instant,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";

/** Where a party stands with us, per account: locked before anything that depends on it is decided. */
export class PartyBalance extends defineBare("party_balances", {
  tenantId: reference(),
  partyId: reference(),
  receivableCents: cents(),
  payableCents: cents(),
  advanceReceivedCents: cents(),
  advancePaidCents: cents(),
  /** Confirmed, not yet charged. */
  committedCents: cents(),
}) {}

/** One entry, append-only: it names the fact that caused it. What is cancelled is reversed, never removed. */
export class PartyEntry extends defineTable("party_entries", {
  partyId: reference(),
  account: oneOf("receivable", "payable", "advance_received", "advance_paid", "committed"),
  amountCents: cents(),
  sourceType: text(64),
  sourceId: reference(),
  factId: reference(),
  effect: text(64),
  lineId: reference(),
  reversesId: nullable(reference()),
  occurredOn: day(),
  createdAt: instant(),
}) {}
