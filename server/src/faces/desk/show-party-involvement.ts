import type { PartyInvolvement } from "@quanlian/shared/contract";
import { dealPolicy } from "../../chain/deals";
import { orderPolicy } from "../../chain/orders";
import { purchaseOrderPolicy } from "../../chain/purchases";
import { quotePolicy } from "../../chain/quotes";
import { statementPolicy } from "../../chain/settlements";
import { claimPolicy, shipmentPolicy } from "../../chain/shipments";
import { isMasked, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { mayNameParty } from "../../masters/parties";
import { involvedDocuments, type DocumentKind } from "./involved-documents";

/** A party from every side: where it stands with us, and its documents of each kind that the actor may list. */
export async function showPartyInvolvement(ctx: Ctx, partyId: Id): Promise<PartyInvolvement> {
  if (!(await mayNameParty(ctx, "parties.show", partyId))) refuseNotFound("party");
  const hidden = isMasked(ctx.actor, "parties.show", "credit");
  return {
    partyId,
    standing: hidden ? null : await readStanding(ctx, partyId),
    ...(await involvedDocuments(ctx, KINDS, partyId)),
  };
}

const KINDS: readonly DocumentKind[] = [
  {
    type: "deal",
    permission: "deals.list",
    policy: dealPolicy,
    alias: "d",
    from: "FROM deals d WHERE d.tenant_id = :tenant AND d.customer_id = :subjectId",
    number: "d.number",
    instant: "d.created_at",
    amount: "d.amount_cents",
  },
  {
    type: "quote",
    permission: "quotes.list",
    policy: quotePolicy,
    alias: "q",
    from: "FROM quotes q WHERE q.tenant_id = :tenant AND q.customer_id = :subjectId AND q.latest = 1",
    number: "q.number",
    day: "q.quoted_on",
    amount: "q.incl_cents",
  },
  {
    type: "order",
    permission: "orders.list",
    policy: orderPolicy,
    alias: "o",
    from: "FROM sales_orders o WHERE o.tenant_id = :tenant AND o.customer_id = :subjectId",
    number: "o.number",
    day: "o.ordered_on",
    amount: "o.incl_cents",
  },
  {
    type: "purchase_order",
    permission: "purchaseOrders.list",
    policy: purchaseOrderPolicy,
    alias: "u",
    from: "FROM purchase_orders u WHERE u.tenant_id = :tenant AND u.supplier_id = :subjectId",
    number: "u.number",
    day: "u.ordered_on",
    // What things cost may be hidden from whoever sees the order.
  },
  {
    type: "shipment",
    permission: "shipments.list",
    policy: shipmentPolicy,
    alias: "s",
    from: "FROM shipments s WHERE s.tenant_id = :tenant AND s.customer_id = :subjectId",
    number: "s.number",
    instant: "s.created_at",
  },
  {
    type: "claim",
    permission: "claims.list",
    policy: claimPolicy,
    alias: "m",
    from: "FROM claims m WHERE m.tenant_id = :tenant AND m.customer_id = :subjectId",
    number: "m.number",
    instant: "m.created_at",
  },
  {
    type: "statement",
    permission: "statements.list",
    policy: statementPolicy,
    alias: "t",
    from: "FROM statements t WHERE t.tenant_id = :tenant AND t.party_id = :subjectId",
    number: "t.number",
    day: "t.ends_on",
    amount: "t.closing_cents",
  },
];

const NOTHING = {
  receivableCents: 0,
  payableCents: 0,
  advanceReceivedCents: 0,
  advancePaidCents: 0,
  committedCents: 0,
};

/** A party that has never been traded with has no balance yet: it stands at nothing. */
async function readStanding(ctx: Ctx, partyId: Id): Promise<typeof NOTHING> {
  const balance = await ctx.row<typeof NOTHING>(
    `SELECT b.receivable_cents AS receivableCents, b.payable_cents AS payableCents,
       b.advance_received_cents AS advanceReceivedCents, b.advance_paid_cents AS advancePaidCents,
       b.committed_cents AS committedCents
     FROM party_balances b WHERE b.tenant_id = :tenant AND b.party_id = :partyId`,
    { partyId },
  );
  return balance ?? NOTHING;
}
