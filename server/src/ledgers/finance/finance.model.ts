import {
  cents,
  day,
  defineBare,
  defineDocument,
  defineTable,
  instant,
  integer,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";
import { cashMovementStates } from "./cash-movement.states";

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

/**
 * What is open between a party and us: one row per document. A charge is owed, a credit settles charges. `openCents`
 * changes under the lock of the party's balance alone, together with the entries that say why.
 */
export class OpenItem extends defineTable(
  "open_items",
  {
    partyId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    side: oneOf("receivable", "payable"),
    direction: oneOf("charge", "credit"),
    /** The document's own number: an invoice of before, a receipt. */
    number: text(64),
    state: oneOf("open", "reversed"),
    amountCents: cents(),
    openCents: cents(),
    documentedOn: day(),
    dueOn: day(),
    sourceType: text(64),
    sourceId: reference(),
    note: withDefault(text(500), ""),
    factId: reference(),
    createdAt: instant(),
  },
  { customer: "partyId", supplier: "partyId" },
) {}

/** Money that came in from a customer or went out to a supplier. */
export class CashMovement extends defineDocument(
  "cash_movements",
  {
    kind: oneOf("receipt", "payment"),
    number: text(64),
    partyId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    state: oneOf(...cashMovementStates.names),
    method: oneOf("cash", "bank", "other"),
    amountCents: cents(),
    movedOn: day(),
    reference: text(128),
    note: text(500),
    reverseReason: nullable(text(500)),
  },
  { customer: "partyId", supplier: "partyId" },
) {}

/** What settled what, append-only: one that takes another back names it. */
export class Allocation extends defineTable(
  "allocations",
  {
    number: text(64),
    partyId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    reversesId: nullable(reference()),
    reason: text(500),
    allocatedOn: day(),
    createdAt: instant(),
  },
  { customer: "partyId", supplier: "partyId" },
) {}

export class AllocationLine extends defineTable(
  "allocation_lines",
  {
    allocationId: reference(),
    partyId: reference(),
    lineNo: integer(),
    /** 0: nothing settles it, it is written off. */
    fromItemId: reference(),
    toItemId: reference(),
    /** Below zero where it takes back. */
    amountCents: cents(),
  },
  { customer: "partyId", supplier: "partyId" },
) {}
