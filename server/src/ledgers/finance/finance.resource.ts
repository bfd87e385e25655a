import { allocationList, openItemList, paymentList, receiptList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Party } from "../../masters/parties";
import { Allocation, CashMovement, OpenItem } from "./finance.model";
import { allocationPolicy, openItemPolicy, paymentPolicy, receiptPolicy } from "./finance.policy";

/** How long something has been due, in steps of thirty days. */
const AGEING = `CASE WHEN f.open_cents = 0 THEN 'settled' WHEN f.due_on >= :today THEN 'not_due'
  WHEN DATEDIFF(:today, f.due_on) <= 30 THEN 'overdue_30' WHEN DATEDIFF(:today, f.due_on) <= 60 THEN 'overdue_60'
  WHEN DATEDIFF(:today, f.due_on) <= 90 THEN 'overdue_90' ELSE 'overdue_more' END`;

/** Where the fields of the open items' list come from. */
export const openItemResource = defineResource(openItemList, {
  policy: openItemPolicy,
  table: OpenItem,
  alias: "f",
  joins: { p: { table: Party, on: "p.id = f.party_id" } },
  columns: {
    number: "f.number",
    side: "f.side",
    direction: "f.direction",
    state: "f.state",
    party: { id: "f.party_id", label: "p.name", join: "p" },
    partyCode: { sql: "p.code", join: "p" },
    documentedOn: "f.documented_on",
    dueOn: "f.due_on",
    amountCents: "f.amount_cents",
    openCents: "f.open_cents",
    ageing: AGEING,
    note: "f.note",
  },
  search: { subjectType: null, fields: ["number", "partyCode"] },
});

/** Receipts and payments lie in one table; each has a list of its own. */
const cash = {
  table: CashMovement,
  alias: "c",
  joins: { p: { table: Party, on: "p.id = c.party_id" } },
  columns: {
    number: "c.number",
    state: "c.state",
    party: { id: "c.party_id", label: "p.name", join: "p" },
    method: "c.method",
    amountCents: "c.amount_cents",
    movedOn: "c.moved_on",
    reference: "c.reference",
  },
} as const;

export const receiptResource = defineResource(receiptList, {
  ...cash,
  policy: receiptPolicy,
  where: "c.kind = 'receipt'",
});
export const paymentResource = defineResource(paymentList, {
  ...cash,
  policy: paymentPolicy,
  where: "c.kind = 'payment'",
});

/** Where the fields of the allocations' list come from. */
export const allocationResource = defineResource(allocationList, {
  policy: allocationPolicy,
  table: Allocation,
  alias: "a",
  joins: {
    p: { table: Party, on: "p.id = a.party_id" },
    r: { table: Allocation, on: "r.id = a.reverses_id" },
  },
  columns: {
    number: "a.number",
    party: { id: "a.party_id", label: "p.name", join: "p" },
    allocatedOn: "a.allocated_on",
    reverses: { id: "a.reverses_id", label: "r.number", join: "r" },
    reason: "a.reason",
  },
});
