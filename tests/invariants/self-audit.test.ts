import type { Allocation, Bom, Item, Order, RfqView } from "@quanlian/shared/contract";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { relations } from "../../scripts/self-audit/relations";
import {
  allChecks,
  auditBooks,
  connectForAudit,
  runSelfAudit,
  type SelfAudit,
} from "../../scripts/self-audit/run-self-audit";
import { cents } from "@quanlian/shared/domain";
import { sealAudit } from "../../server/src/kernel/audit";
import { transact } from "../../server/src/kernel/db";
import {
  closeWip,
  finishFromWip,
  invoiceReceipt,
  issueToWip,
  NONE,
  receiveAccrued,
  type StockLine,
} from "../../server/src/ledgers/inventory";
import { givenTenant } from "../support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenMadeItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../support/given-factory";
import { givenBuyer, givenQuote, givenSentQuote } from "../support/given-quotes";
import { givenApproval, givenTask } from "../support/given-workflow";
import { givenDeal } from "../support/given-deals";
import {
  adjustLine,
  adjustStock,
  booksCtx,
  givenStocktake,
  transferStock,
} from "../support/given-inventory";
import { givenLead } from "../support/given-leads";
import { givenReleased, givenTerm } from "../support/given-orders";
import {
  givenInspected,
  givenIssuedPurchase,
  givenPurchase,
  givenReturned,
} from "../support/given-purchases";
import { givenAnswer, givenNeed, givenRfq, givenSupplier } from "../support/given-rfqs";
import { givenLivedInDeliveries, givenStraightDelivery } from "../support/given-shipments";
import { givenLivedInWork } from "../support/given-works";
import { givenDisputedStatement } from "../support/given-statements";
import { givenTermsOfTrade } from "../support/given-terms";
import {
  givenAllocation,
  givenCash,
  givenOpenItem,
  givenTradingParty,
} from "../support/given-finance";
import { startProduct, type TestProduct } from "../support/product";

let product: TestProduct;
let connection: Connection;
const ids: Record<string, string> = {};

beforeAll(async () => {
  product = await startProduct();
  const factory = await givenFactory(product, await givenTenant(product));
  await livedIn(factory);
  Object.assign(ids, await givenTermsOfTrade(factory));
  await sealAudit(product.services);
  const stranger = await givenFactory(product, await givenTenant(product));
  ids.strangerItem = (await givenItem(stranger)).id;
  connection = await connectForAudit(product.services.config.databaseUrl);
  // The database itself would refuse most of what follows: that is the point of its checks and triggers.
  await connection.query("DROP TRIGGER audit_entries_frozen");
  await connection.query("DROP TRIGGER audit_entries_kept");
  await connection.query("SET SESSION check_constraint_checks = 0, foreign_key_checks = 0");
}, 120_000);
afterAll(async () => {
  await connection?.end();
  await product?.close();
});

/** Books with something in each: a reserved, a made and a bought part, an order confirmed, one cancelled, one drafted. */
async function livedIn(factory: GivenFactory): Promise<void> {
  const bolt = await givenItem(factory, { lotMultiple: "50" });
  const bracket = await givenMadeItem(factory, [[bolt, "4", { scrapRate: "0.1" }]]);
  const frame = await givenMadeItem(factory, [[bracket, "2"]]);
  const welded = await givenRouted(factory, bolt);
  await givenStock(factory, bracket, "5", "2.5");
  await givenStock(factory, frame, "3", "7");
  await livedInStore(factory, bracket, bolt);
  const kept = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
  const dropped = await givenConfirmed(factory, await givenOrder(factory, [[frame, "4"]]));
  const cancelled = await product.call<Order>(factory.token, "orders.cancel", {
    orderId: dropped.id,
    revision: dropped.revision,
    reason: "客户取消",
  });
  const drafted = await givenOrder(factory, [[bracket, "1"]]);
  await settledAccounts(factory);
  await givenConfirmed(factory, await givenOrder(factory, [[welded, "1"]]));
  const subjectId = factory.customerId;
  await livedFurther(factory);
  await livedInSales(factory);
  await livedInQuotes(factory, bolt);
  await livedInBooks(factory);
  await livedInPurchases(factory);
  ids.work = await givenLivedInWork(factory);
  Object.assign(ids, await givenLivedInDeliveries(factory));
  const straightFrom = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
  ids.straight = await givenStraightDelivery(factory, straightFrom);
  await givenCash(factory, "receipt", factory.customerId, 5_000);
  ids.statement = await givenDisputedStatement(factory, factory.customerId);
  Object.assign(ids, {
    approval: await givenApproval(product, factory.tenant.admin, { subjectId }),
    task: await givenTask(product, factory.tenant.admin, { subjectId }),
    tenant: factory.tenant.tenantId,
    customer: factory.customerId,
    order: kept.id,
    line: kept.lines[0]!.id,
    cancelled: cancelled.data.id,
    frame: frame.id,
    bracket: bracket.id,
    bolt: bolt.id,
    drafted: drafted.id,
  });
}

/** An open lead, an open deal, and a lead that became a customer. */
async function livedInSales({ tenant, token }: GivenFactory): Promise<void> {
  const lead = await givenLead(product, tenant, { companyName: "余姚华盛塑料" });
  const deal = await givenDeal(product, tenant);
  const converted = await givenLead(product, tenant);
  const { id: leadId, revision } = converted;
  const wanted = { leadId, revision, dealName: "注塑模架" };
  expect((await product.call(token, "leads.convert", wanted)).ok).toBe(true);
  Object.assign(ids, { lead: lead.id, deal: deal.id, converted: converted.id });
}

/** Some of ours is frozen, and a customer's material lies beside it. */
async function livedInStore(factory: GivenFactory, bracket: Item, bolt: Item): Promise<void> {
  const { warehouseId, customerId: ownerPartyId } = factory;
  const owned = adjustLine(factory, bolt, "7", { ownerPartyId });
  expect((await adjustStock(factory, [owned])).ok).toBe(true);
  const moved = await transferStock(factory, [
    {
      itemId: bracket.id,
      from: { warehouseId },
      to: { warehouseId, status: "frozen" },
      quantity: "1",
    },
  ]);
  expect(moved.ok).toBe(true);
}

/** What else may happen to an order: shipped straight, paid in stages, free text, a work order that outlives its order. */
async function livedFurther(factory: GivenFactory): Promise<void> {
  const nut = await givenItem(factory);
  const shipTo = { recipient: "王工", line: "滨海路 8 号" };
  const lines = [
    { mode: "dropship", itemId: nut.id, quantity: "7", unitPrice: "10" },
    { mode: "standard", description: "现场安装", quantity: "1", unitPrice: "300" },
  ];
  const paymentTermId = await givenTerm(factory, {
    code: "D30",
    name: "预付三成",
    kind: "deposit",
    depositRate: "0.3",
  });
  const customerId = await givenCustomer(factory, { paymentTermId });
  const mixed = await givenConfirmed(
    factory,
    await givenOrder(factory, [], { customerId, shipTo, lines }),
  );
  const stand = await givenMadeItem(factory, [[nut, "2"]]);
  const dropped = await givenConfirmed(factory, await givenOrder(factory, [[stand, "5"]]));
  const released = await givenReleased(factory, stand);
  const closed = await product.call(factory.token, "orders.closeShort", {
    orderId: dropped.id,
    revision: dropped.revision,
    reason: "客户不要了",
  });
  expect(closed.ok).toBe(true);
  Object.assign(ids, { mixed: mixed.id, released: released.id });
}

/** An order to a supplier of which a part has come, and one that is still written. */
async function livedInPurchases(factory: GivenFactory): Promise<void> {
  const steel = await givenItem(factory);
  const supplierId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
  const purchase = await givenIssuedPurchase(factory, supplierId, [[steel, "8"]]);
  const received = await product.call(factory.token, "goodsReceipts.receive", {
    ...{ purchaseOrderId: purchase.id, revision: purchase.revision },
    lines: [{ lineId: purchase.lines[0]!.id, quantity: "3" }],
  });
  expect(received.ok).toBe(true);
  const written = await givenPurchase(factory, supplierId, [[steel, "4"]]);
  await livedInRequests(factory);
  ids.inspection = await givenInspected(factory, supplierId);
  ids.returned = await givenReturned(factory, ids.inspection);
  Object.assign(ids, { purchase: purchase.id, bought: written.id });
}

/** A request that a supplier has won a part of, and one that runs. */
async function livedInRequests(factory: GivenFactory): Promise<void> {
  const supplier = await givenSupplier(factory);
  const ask = async () => {
    const requisitionLineId = await givenNeed(factory, await givenItem(factory), "10");
    return givenRfq(factory, { lines: [{ requisitionLineId }], suppliers: [supplier] });
  };
  const running = await ask();
  const rfq = await ask();
  await givenAnswer(factory, rfq, supplier, "3");
  const { id: rfqId, revision } = rfq;
  const moved = { rfqId, revision };
  const closed = await product.call<RfqView>(factory.token, "rfqs.close", moved);
  const won = { lineId: rfq.lines[0]!.id, invitationId: rfq.invitations[0]!.id, quantity: "6" };
  const input = { rfqId, revision: closed.data.revision, awards: [won] };
  expect((await product.call(factory.token, "rfqs.award", input)).ok).toBe(true);
  Object.assign(ids, { asking: running.id, awarded: rfqId });
}

/** A quote that has become an order, and one that is still written. */
async function livedInQuotes(factory: GivenFactory, bolt: Item): Promise<void> {
  const accepted = await givenSentQuote(factory, [{ item: bolt, quantity: "2" }, { price: "5" }]);
  const buyer = await givenBuyer(factory);
  const yes = await product.call(buyer.token, "portal.quotes.accept", { quoteId: accepted.id });
  expect(yes.ok).toBe(true);
  ids.quote = accepted.id;
  ids.quoteLine = accepted.lines[0]!.id;
  ids.quoted = (await givenQuote(factory, [{ item: bolt }])).id;
}

/** Pieces and a lot, a closed month, a count; a work order's account that was closed, a receipt that is partly invoiced. */
async function livedInBooks(factory: GivenFactory): Promise<void> {
  const piece = await givenItem(factory, { tracking: "serial" });
  const batch = await givenItem(factory, { tracking: "lot" });
  const earlier = await product.call(factory.token, "inventory.adjust", {
    ...{ reason: "期初", occurredOn: "2026-10-01" },
    lines: [
      adjustLine(factory, piece, "2", { serials: ["SN-1", "SN-2"] }),
      adjustLine(factory, batch, "2", { lot: { number: "LOT-2" } }),
    ],
  });
  expect(earlier.ok).toBe(true);
  const closed = await product.call<{ id: string }>(factory.token, "periods.close", {
    month: "2026-10",
  });
  const stocktake = await givenStocktake(factory, { itemIds: [batch.id], freezes: true });
  const { id: stocktakeId, revision } = stocktake;
  await product.call(factory.token, "stocktakes.enterCounts", {
    stocktakeId,
    lines: [{ itemId: batch.id, lotNumber: "LOT-2", quantity: "3" }],
  });
  const posted = await product.call(factory.token, "stocktakes.post", { stocktakeId, revision });
  expect(posted.ok).toBe(true);
  Object.assign(ids, { stocktake: stocktakeId, period: closed.data.id });
  await livedInCosts(factory, stocktakeId);
}

/** What later links will post; caused by the count's fact for want of documents of their own. */
async function livedInCosts(factory: GivenFactory, sourceId: string): Promise<void> {
  const part = await givenItem(factory);
  const ctx = booksCtx(product, factory);
  const fact = await ctx.row<{ id: string }>(
    "SELECT f.id FROM facts f WHERE f.tenant_id = :tenant AND f.subject_id = :sourceId",
    { sourceId },
  );
  const work = await ctx.row<{ id: string }>(
    "SELECT w.id FROM work_orders w WHERE w.tenant_id = :tenant ORDER BY w.id LIMIT 1",
  );
  const { warehouseId, customerId: partyId } = factory;
  const none = { locationId: NONE, lotId: NONE, ownerPartyId: NONE, status: "usable" as const };
  const key = { itemId: part.id, warehouseId, ...none };
  const workId = work!.id;
  await transact(ctx, async (tx) => {
    const cause = (effect: string) => ({
      ...{ factId: fact!.id, effect, sourceType: "stocktake", sourceId },
      ...{ reason: null, occurredOn: tx.today },
    });
    const line = (quantity: bigint, value: StockLine["value"]) => ({
      ...{ ...key, lineId: tx.newId(), catchQuantity: 0n },
      ...{ quantity: quantity * 1_000_000n, value },
    });
    const received = line(10n, { by: "unitCost", unitCost: 3_000_000n });
    await receiveAccrued(tx, cause("receipt"), partyId, [received]);
    await invoiceReceipt(tx, cause("invoice"), {
      ...{ lineId: tx.newId(), receiptLineId: received.lineId, partyId, key },
      ...{ quantity: 4_000_000n, invoicedCents: cents(1300) },
    });
    await issueToWip(tx, cause("issue"), workId, [line(-6n, { by: "pool" })]);
    await finishFromWip(tx, cause("finish"), workId, [
      { ...line(2n, { by: "pool" }), plannedUnitCost: 5_000_000n },
    ]);
    // Most of what it made is gone: most of what is left goes to variance.
    await closeWip(tx, cause("close"), workId, {
      ...{ lineId: tx.newId(), key, cameIn: 20_000_000n },
    });
  });
  Object.assign(ids, { part: part.id, work: workId });
}

/** A party with an invoice, a receipt that settles a part of it, and a settlement that was taken back. */
async function settledAccounts(factory: GivenFactory): Promise<void> {
  const party = await givenTradingParty(factory);
  const invoice = await givenOpenItem(factory, party, { amount: "100" });
  const cash = await givenCash(factory, "receipt", party.id, 9_000);
  const settling = { fromItemId: cash.openItemId, toItemId: invoice };
  await givenAllocation(factory, party.id, [{ ...settling, amountCents: 2_000 }]);
  const mistaken = await givenAllocation(factory, party.id, [{ ...settling, amountCents: 500 }]);
  const back = await product.call<Allocation>(factory.token, "allocations.reverse", {
    allocationId: mistaken.id,
    reason: "核错了",
  });
  Object.assign(ids, { invoice, receipt: cash.id, mistaken: mistaken.id, back: back.data.id });
}

/** An item that is made in one operation. */
async function givenRouted(factory: GivenFactory, part: Item): Promise<Item> {
  const item = await givenItem(factory, { supplyMode: "make", leadTimeDays: 1 });
  const { data: bom } = await product.call<Bom>(factory.token, "boms.create", {
    itemId: item.id,
    components: [{ itemId: part.id, perBase: "4" }],
    operations: [{ name: "焊接", setupMinutes: "10", runMinutesPerUnit: "5" }],
  });
  const released = await product.call(factory.token, "boms.release", {
    bomVersionId: bom.id,
    revision: bom.revision,
    effectiveFrom: "2026-11-01",
  });
  expect(released.ok).toBe(true);
  return item;
}

/** Corrupts inside a transaction, audits what it sees, and takes the corruption back. */
async function auditAfter(sql: string): Promise<SelfAudit> {
  await connection.query("BEGIN");
  try {
    const text = sql.replaceAll(/:(\w+)/g, (_, name: string) => {
      const id = ids[name];
      if (!id) throw new Error(`No id ${name}`);
      return id;
    });
    const [result] = await connection.query<never>(text);
    expect((result as { affectedRows: number }).affectedRows).toBe(1);
    return await auditBooks(connection);
  } finally {
    await connection.query("ROLLBACK");
  }
}

const faulty = (audit: SelfAudit) =>
  audit.checks.filter((check) => !check.ok).map((check) => check.check);

it("finds nothing in books that the product has written", async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  expect(audit.faults).toEqual([]);
  expect(audit).toMatchObject({ ok: true, faultCount: 0 });
});

it("knows every column of the schema that names another row", async () => {
  const [columns] = await connection.query<RowDataPacket[]>(
    `SELECT CONCAT(c.table_name, '.', c.column_name) AS name FROM information_schema.columns c
     WHERE c.table_schema = DATABASE() AND c.column_name LIKE '%\\_id' ORDER BY 1`,
  );
  const known = new Set(relations.map(({ table, column }) => `${table}.${column}`));
  const unknown = columns
    .map((row) => String(row.name))
    .filter((name) => !known.has(name) && !ELSEWHERE.some((pattern) => pattern.test(name)));
  expect(unknown).toEqual([]);
});

/** One wrong row in each book, and exactly the promises that it breaks. */
const corruptions: readonly [what: string, sql: string, breaks: readonly string[]][] = [
  [
    "a request decided behind the trail",
    "UPDATE approvals SET state = 'approved' WHERE id = :approval",
    ["states.trail_leads_here"],
  ],
  [
    "a task in a state that nobody knows",
    "UPDATE tasks SET state = 'lost' WHERE id = :task",
    ["states.known", "states.trail_leads_here"],
  ],
  [
    "a task about nothing",
    "UPDATE tasks SET subject_id = 1 WHERE id = :task",
    ["references.sources_resolve"],
  ],
  [
    "a request by somebody who never was",
    "UPDATE approvals SET requester_id = 1 WHERE id = :approval",
    ["references.resolve"],
  ],
  [
    "an open lead's phone",
    "UPDATE leads SET phone = '13000000000' WHERE id = :lead",
    ["leads.one_open_per_key"],
  ],
  [
    "a key that no lead holds",
    "UPDATE lead_keys SET lead_id = 1 WHERE lead_id = :lead AND kind = 'company'",
    ["leads.one_open_per_key", "references.resolve"],
  ],
  [
    "a touch that is gone",
    "DELETE FROM lead_touches WHERE lead_id = :lead",
    ["leads.touches_counted"],
  ],
  [
    "a deal at a stage of another kind",
    `UPDATE deals SET stage_id = (SELECT s.id FROM deal_stages s WHERE s.kind = 'lost' AND s.tenant_id = deals.tenant_id)
     WHERE id = :deal`,
    ["deals.stage_is_last_step"],
  ],
  [
    "a converted lead without its deal",
    "UPDATE leads SET deal_id = NULL WHERE id = :converted",
    ["leads.converted_opens_deal"],
  ],
  [
    "what a channel is credited with",
    "UPDATE leads SET won_cents = 1 WHERE id = :converted",
    ["leads.won_is_deal"],
  ],
  [
    "a lead without its keeper",
    "UPDATE leads SET owner_id = NULL WHERE id = :lead",
    ["leads.keepers"],
  ],
  [
    "a quote's total",
    "UPDATE quotes SET incl_cents = incl_cents + 1 WHERE id = :quoted",
    ["quotes.header_is_lines"],
  ],
  [
    "a quoted price after the discount",
    "UPDATE quote_breaks SET net_price = net_price + 1 WHERE line_id = :quoteLine",
    ["quotes.break_amount_is_quantity_times_price"],
  ],
  [
    "a quoted line of another customer",
    "UPDATE quote_breaks SET customer_id = customer_id + 1 WHERE line_id = :quoteLine",
    ["quotes.lines_agree_with_header", "references.resolve"],
  ],
  [
    "an answer taken from an accepted quote",
    "UPDATE quote_lines SET answer = NULL WHERE id = :quoteLine",
    ["quotes.answered_as_its_state_says", "quotes.accepted_becomes_one_order"],
  ],
  [
    "an accepted quote without its order",
    "UPDATE quotes SET order_id = NULL WHERE id = :quote",
    ["quotes.accepted_becomes_one_order"],
  ],
  [
    "a quote of which no revision is the latest",
    "UPDATE quotes SET latest = 0 WHERE id = :quoted",
    ["quotes.one_with_the_customer"],
  ],
  [
    "a quote that waits without a request",
    "UPDATE quotes SET state = 'pending_approval' WHERE id = :quoted",
    ["quotes.waits_for_its_approval", "states.trail_leads_here"],
  ],
  [
    "a payment term that asks for too little",
    "UPDATE payment_term_stages SET share_rate = 0.2 WHERE payment_term_id = :term AND stage_no = 1",
    ["masters.payment_shares_whole"],
  ],
  [
    "a credit code without its key",
    "UPDATE parties SET credit_code_key = NULL WHERE id = :coded",
    ["masters.credit_code_keyed"],
  ],
  [
    "a default price list that is out of use",
    "UPDATE price_lists SET is_active = 0 WHERE id = :prices",
    ["masters.default_price_list_in_use"],
  ],
  [
    "a stock balance",
    "UPDATE stock_balances SET quantity = quantity + 1 WHERE item_id = :frame",
    ["inventory.balance_is_moves", "inventory.on_hand_is_usable"],
  ],
  [
    "a balance's catch quantity",
    "UPDATE stock_balances SET catch_quantity = 1 WHERE item_id = :frame",
    ["inventory.catch_balance_is_moves"],
  ],
  [
    "a negative balance",
    "UPDATE stock_balances SET quantity = -1 WHERE item_id = :frame",
    ["inventory.balance_is_moves", "inventory.balance_not_negative", "inventory.on_hand_is_usable"],
  ],
  [
    "what is on hand",
    "UPDATE item_stocks SET on_hand = on_hand + 1 WHERE item_id = :frame",
    ["inventory.on_hand_is_usable"],
  ],
  [
    "what is held",
    "UPDATE item_stocks SET held_quantity = held_quantity + 1 WHERE item_id = :frame",
    ["inventory.held_is_not_usable"],
  ],
  [
    "a value of what belongs to a party",
    `UPDATE stock_moves SET value_cents = 1 WHERE item_id = :bolt AND owner_party_id <> 0`,
    ["inventory.owned_by_others_has_no_value", "inventory.value_is_moves"],
  ],
  [
    "one half of a transfer",
    "UPDATE stock_moves SET value_cents = value_cents + 1 WHERE item_id = :bracket AND kind = 'transfer' AND quantity > 0",
    ["inventory.transfer_keeps_all", "inventory.value_is_moves"],
  ],
  [
    "the value of a cost pool",
    "UPDATE item_stocks SET value_cents = value_cents - 1 WHERE item_id = :frame",
    ["inventory.value_is_moves"],
  ],
  [
    "a value without stock",
    "UPDATE item_stocks SET value_cents = 1 WHERE item_id = :bolt",
    ["inventory.value_is_moves", "inventory.value_needs_stock"],
  ],
  [
    "what is reserved",
    "UPDATE item_stocks SET reserved = reserved - 1 WHERE item_id = :frame",
    ["inventory.reserved_is_reservations"],
  ],
  [
    "more reserved than there is",
    "UPDATE item_stocks SET reserved = 99 WHERE item_id = :frame",
    ["inventory.reserved_is_reservations", "inventory.reserved_within_on_hand"],
  ],
  [
    "a reservation",
    "UPDATE reservations SET quantity = quantity - 1 WHERE item_id = :frame AND quantity > 0",
    ["inventory.reserved_is_reservations", "inventory.reservation_matches_demand"],
  ],
  [
    "a stock move that is gone",
    "DELETE FROM stock_moves WHERE item_id = :frame",
    ["inventory.balance_is_moves", "inventory.value_is_moves"],
  ],
  [
    "a stock move of another adjustment",
    "UPDATE stock_moves SET source_id = source_id + 1 WHERE item_id = :frame",
    ["references.sources_resolve"],
  ],
  [
    "what is in a work order",
    "UPDATE wip_balances SET value_cents = value_cents + 1 WHERE work_order_id = :work",
    ["costs.wip_is_entries"],
  ],
  [
    "what a work order took of stock",
    `UPDATE wip_entries SET value_cents = value_cents + 1 WHERE work_order_id = :work AND kind = 'material'`,
    ["costs.wip_is_entries", "costs.material_is_moves"],
  ],
  [
    "a variance of a closed work order",
    "UPDATE cost_variances SET value_cents = value_cents + 1 WHERE item_id = :part",
    ["costs.closing_goes_somewhere"],
  ],
  [
    "what a receipt is accrued at",
    "UPDATE receipt_accruals SET value_cents = value_cents + 1 WHERE item_id = :part AND quantity > 0",
    ["costs.receipt_is_accrued"],
  ],
  [
    "an invoice of more than came in",
    "UPDATE receipt_accruals SET quantity = -11 WHERE item_id = :part AND quantity < 0",
    ["costs.accrual_within_receipt"],
  ],
  [
    "what a closed month was worth",
    "UPDATE stock_periods SET stock_cents = stock_cents + 1 WHERE id = :period",
    ["costs.closed_month_is_moves"],
  ],
  [
    "a gate that stands open",
    "UPDATE stock_gates SET closed_through = '2026-09-30' WHERE tenant_id = :tenant",
    ["costs.gate_is_last_closed"],
  ],
  [
    "a posted count",
    "UPDATE stocktake_lines SET counted_quantity = counted_quantity + 1 WHERE stocktake_id = :stocktake",
    ["stocktakes.differences_are_posted"],
  ],
  [
    "a freeze that outlives its count",
    "UPDATE stocktake_scopes SET frozen = 1 WHERE stocktake_id = :stocktake",
    ["stocktakes.freeze_while_counting"],
  ],
  [
    "a piece that is lost",
    "UPDATE stock_serials SET state = 'out' WHERE number = 'SN-1'",
    ["serials.each_counts_once"],
  ],
  [
    "a lot of another item",
    "UPDATE stock_lots SET item_id = :part WHERE number = 'LOT-2'",
    ["lots.are_of_their_item"],
  ],
  [
    "a party balance",
    "UPDATE party_balances SET receivable_cents = 1 WHERE party_id = :customer",
    ["finance.balance_is_entries", "finance.balance_is_open_items"],
  ],
  [
    "what is committed",
    "UPDATE party_balances SET committed_cents = committed_cents + 1 WHERE party_id = :customer",
    ["finance.balance_is_entries", "finance.committed_is_orders"],
  ],
  [
    "a party entry",
    `UPDATE party_entries SET amount_cents = amount_cents + 1
     WHERE source_id = :order AND account = 'committed'`,
    ["finance.balance_is_entries", "finance.commitment_per_order"],
  ],
  [
    "a reversal of something else",
    "UPDATE party_entries SET reverses_id = id WHERE source_id = :cancelled AND reverses_id IS NOT NULL",
    ["finance.reversal_reverses"],
  ],
  [
    "a demand's quantity",
    "UPDATE demands SET quantity = quantity + 1 WHERE source_id = :line",
    ["plans.demand_adds_up", "orders.line_is_planned"],
  ],
  [
    "a demand's pegged figure",
    "UPDATE demands SET pegged = pegged - 1, uncovered = uncovered + 1 WHERE source_id = :line",
    ["plans.demand_pegged_is_pegs", "orders.line_is_planned"],
  ],
  [
    "a supply's pegged figure",
    `UPDATE supplies SET pegged = pegged - 1, free_quantity = free_quantity + 1
     WHERE item_id = :frame AND state = 'open'`,
    ["plans.supply_pegged_is_pegs"],
  ],
  [
    "a supply's free figure",
    "UPDATE supplies SET free_quantity = free_quantity + 1 WHERE item_id = :frame AND state = 'open'",
    ["plans.supply_adds_up"],
  ],
  [
    "a peg",
    `UPDATE pegs SET quantity = quantity - 1 WHERE demand_id =
     (SELECT d.id FROM demands d WHERE d.source_id = :line)`,
    ["plans.demand_pegged_is_pegs", "plans.supply_pegged_is_pegs"],
  ],
  [
    "a live peg to a demand of another item",
    "UPDATE demands SET item_id = :bolt WHERE source_id = :line",
    ["inventory.reservation_matches_demand", "plans.peg_joins_its_kind", "orders.line_is_planned"],
  ],
  [
    "a cancelled supply that still brings something",
    `UPDATE supplies SET quantity = 1, open_quantity = 1, free_quantity = 1
     WHERE item_id = :frame AND state = 'cancelled'`,
    ["plans.cancelled_holds_nothing"],
  ],
  [
    "a component's basis",
    `UPDATE demands SET basis = JSON_SET(basis, '$.scrapQuantity', '9')
     WHERE item_id = :bracket AND state = 'open' AND parent_supply_id IS NOT NULL`,
    ["plans.component_explains_itself"],
  ],
  [
    "a component that calls something substituted which nothing stands in for",
    `UPDATE demands SET basis = JSON_SET(basis, '$.substituted', '1', '$.scrapQuantity',
       CAST(JSON_VALUE(basis, '$.scrapQuantity') AS DECIMAL(20,6)) + 1)
     WHERE item_id = :bracket AND state = 'open' AND parent_supply_id IS NOT NULL`,
    ["plans.substitutes_add_up"],
  ],
  [
    "a component that does not follow its work order",
    `UPDATE demands SET basis = JSON_SET(basis, '$.parentQuantity', '1')
     WHERE item_id = :bracket AND state = 'open' AND parent_supply_id IS NOT NULL`,
    ["plans.component_follows_supply"],
  ],
  [
    "an order's amount",
    "UPDATE sales_orders SET tax_cents = tax_cents + 1 WHERE id = :order",
    ["orders.header_is_lines"],
  ],
  [
    "a line's tax",
    "UPDATE sales_order_lines SET tax_cents = tax_cents + 1 WHERE id = :line",
    ["orders.header_is_lines", "orders.line_splits_tax"],
  ],
  [
    "a line's price",
    "UPDATE sales_order_lines SET unit_price = unit_price + 1 WHERE id = :line",
    ["orders.line_amount_is_quantity_times_price"],
  ],
  [
    "a line's state",
    "UPDATE sales_order_lines SET state = 'open' WHERE order_id = :cancelled",
    ["orders.line_agrees_with_header"],
  ],
  [
    "a line's reserved figure",
    "UPDATE sales_order_lines SET reserved_quantity = reserved_quantity + 1 WHERE id = :line",
    ["orders.line_is_planned"],
  ],
  [
    "a demand of a cancelled order that lives",
    `UPDATE demands SET state = 'open' WHERE source_id =
     (SELECT l.id FROM sales_order_lines l WHERE l.order_id = :cancelled)`,
    ["orders.unconfirmed_asks_nothing"],
  ],
  [
    "an order that was never confirmed",
    "UPDATE sales_orders SET confirmed_at = NULL WHERE id = :cancelled",
    ["orders.one_fact_each"],
  ],
  [
    "an order line's quantity beside what was entered",
    "UPDATE sales_order_lines SET unit_factor = 2 WHERE id = :line",
    ["orders.line_quantity_is_entered"],
  ],
  [
    "free text that planning is asked for",
    "UPDATE sales_order_lines SET needs_supply = 1 WHERE order_id = :mixed AND item_id IS NULL",
    ["orders.line_is_planned", "orders.unplanned_line_asks_nothing"],
  ],
  [
    "a stage of a payment schedule",
    "UPDATE sales_order_payments SET amount_cents = amount_cents + 1 WHERE order_id = :mixed AND stage_no = 1",
    ["orders.payments_are_amount"],
  ],
  [
    "a requisition line that is shipped straight to nowhere",
    "UPDATE requisition_lines SET ship_to = NULL WHERE order_line_id IS NOT NULL LIMIT 1",
    ["plans.dropship_is_pure"],
  ],
  [
    "a message about a supply that is not firm",
    "UPDATE supplies SET firm = 0 WHERE id = :released",
    ["plans.message_about_firm", "works.firm_is_released"],
  ],
  [
    "a work order's quantity",
    "UPDATE work_orders SET quantity = quantity + 1 WHERE item_id = :frame AND state = 'planned'",
    ["works.supply_is_work_order"],
  ],
  [
    "a work order without its supply",
    "DELETE FROM supplies WHERE item_id = :frame AND state = 'cancelled'",
    ["works.work_order_is_supply", "references.resolve"],
  ],
  [
    "a work order's material",
    `UPDATE work_order_materials SET quantity = quantity + 1 WHERE item_id = :bracket AND quantity > 0`,
    ["works.material_is_demand"],
  ],
  [
    "a material that is gone",
    "DELETE FROM work_order_materials WHERE item_id = :bracket AND quantity > 0",
    ["works.demand_is_material", "references.sources_resolve"],
  ],
  [
    "a requisition line's quantity",
    "UPDATE requisition_lines SET quantity = quantity + 1 WHERE item_id = :bolt AND state = 'open'",
    ["purchases.supply_is_requisition_line"],
  ],
  [
    "a requisition line's state",
    "UPDATE requisition_lines SET state = 'cancelled' WHERE item_id = :bolt AND state = 'open'",
    ["purchases.supply_is_requisition_line", "states.trail_leads_here"],
  ],
  [
    "a requisition line without its supply",
    "DELETE FROM supplies WHERE item_id = :bolt AND state = 'cancelled'",
    ["purchases.requisition_line_is_supply", "references.resolve"],
  ],
  [
    "a requisition that asks for nothing",
    "DELETE FROM requisition_lines WHERE item_id = :bolt AND state = 'cancelled'",
    [
      "purchases.supply_is_requisition_line",
      "purchases.requisition_has_lines",
      "states.trail_leads_here",
      "references.sources_resolve",
    ],
  ],
  [
    "a purchase order's amount",
    "UPDATE purchase_orders SET incl_cents = incl_cents + 1 WHERE id = :purchase",
    ["purchases.header_is_lines"],
  ],
  [
    "a purchase order line of another item",
    "UPDATE purchase_order_lines SET item_id = :bolt WHERE purchase_order_id = :purchase",
    ["purchases.line_orders_requisition"],
  ],
  [
    "an ordered requisition line that nobody buys",
    "UPDATE purchase_order_lines SET state = 'cancelled' WHERE purchase_order_id = :bought",
    ["purchases.ordered_is_bought"],
  ],
  [
    "what a purchase order calls received",
    "UPDATE purchase_order_lines SET received_quantity = received_quantity + 1 WHERE purchase_order_id = :purchase",
    ["purchases.received_is_receipts"],
  ],
  [
    "what goods that came were worth",
    "UPDATE goods_receipt_lines SET value_cents = value_cents + 1 ORDER BY id LIMIT 1",
    ["purchases.receipt_is_stock", "settlements.receipt_is_charged"],
  ],
  [
    "what an operation calls good",
    "UPDATE work_order_operations SET good_quantity = good_quantity + 1 WHERE work_order_id = :work AND sequence = 20",
    ["works.task_is_scans", "works.input_is_output"],
  ],
  [
    "what may go on from an inspection point",
    "UPDATE work_order_operations SET passed_quantity = passed_quantity + 1 WHERE work_order_id = :work AND sequence = 20",
    ["works.passed_is_judged"],
  ],
  [
    "a work order that calls more finished than came into stock",
    "UPDATE work_orders SET finished_quantity = finished_quantity + 1 WHERE id = :work",
    ["works.finished_is_movements"],
  ],
  [
    "what a material calls issued",
    "UPDATE work_order_materials SET issued_quantity = issued_quantity + 1 WHERE work_order_id = :work",
    ["works.issued_is_movements"],
  ],
  [
    "material that was taken from another place",
    "UPDATE work_movement_lines SET quantity = quantity + 1 WHERE material_id IS NOT NULL",
    ["works.issued_is_movements", "works.movement_is_stock"],
  ],
  [
    "a wage that nobody has earned",
    "UPDATE wage_entries SET amount_cents = amount_cents + 100 WHERE work_order_id = :work",
    ["works.wages_are_reports"],
  ],
  [
    "goods that were picked to less than is noted",
    "UPDATE shipment_picks SET quantity = quantity - 1 WHERE shipment_id = :disputed",
    ["shipments.line_is_picked", "shipments.pick_left_stock"],
  ],
  [
    "what an order line calls shipped",
    "UPDATE sales_order_lines SET shipped_quantity = shipped_quantity + 1 WHERE order_id = :delivered",
    ["shipments.order_knows_shipped", "shipments.complete_is_answered"],
  ],
  [
    "what planning calls fulfilled",
    `UPDATE demands SET fulfilled = fulfilled - 1, uncovered = uncovered + 1
     WHERE source_id = (SELECT id FROM sales_order_lines WHERE order_id = :delivered)`,
    ["shipments.demand_is_fulfilled", "orders.unconfirmed_asks_nothing"],
  ],
  [
    "what a customer has said of a delivery",
    "UPDATE shipment_lines SET short_quantity = short_quantity - 1 WHERE shipment_id = :disputed",
    ["shipments.answer_adds_up", "shipments.claim_is_answer"],
  ],
  [
    "a claim that was forgotten",
    "DELETE FROM claims WHERE shipment_id = :disputed",
    [
      ...["shipments.claim_is_answer", "shipments.disputed_has_open_claim"],
      ...["states.trail_leads_here", "references.audit_subjects_resolve"],
    ],
  ],
  [
    "what an order line calls credited",
    "UPDATE sales_order_lines SET credited_quantity = credited_quantity - 1 WHERE order_id = :delivered",
    ["shipments.order_knows_answers", "shipments.complete_is_answered"],
  ],
  [
    "the tax of a charge",
    "UPDATE charges SET tax_cents = tax_cents + 1 WHERE source_id = :credited",
    ["settlements.charge_splits_tax"],
  ],
  [
    "what was charged for a delivery",
    "UPDATE charges SET incl_cents = incl_cents + 100, excl_cents = excl_cents + 100 WHERE source_id = :disputed",
    [
      ...["settlements.charges_are_open_items", "settlements.order_is_settled"],
      "statements.charge_stands_once",
    ],
  ],
  [
    "more credited than was charged",
    `UPDATE charges SET incl_cents = incl_cents * 100, excl_cents = excl_cents * 100, tax_cents = tax_cents * 100
     WHERE credits_id IS NOT NULL AND kind = 'claim'`,
    [
      ...["settlements.charges_are_open_items", "settlements.credit_within_charge"],
      "statements.charge_stands_once",
    ],
  ],
  [
    "a receipt that its supplier does not charge",
    "DELETE FROM charges WHERE source_type = 'goods_receipt' ORDER BY id LIMIT 1",
    ["settlements.charges_are_open_items", "settlements.receipt_is_charged"],
  ],
  [
    "a purchase order that waits for nobody's agreement",
    "UPDATE purchase_orders SET state = 'pending_approval' WHERE id = :bought",
    ["purchases.waits_for_its_approval", "states.trail_leads_here"],
  ],
  [
    "what an inspection is about",
    "UPDATE incoming_inspections SET item_id = :bolt WHERE id = :inspection",
    ["purchases.inspection_is_receipt"],
  ],
  [
    "what goods were found to be",
    "UPDATE incoming_inspections SET passed = passed + 1, failed = failed - 1 WHERE id = :inspection",
    ["purchases.inspected_is_moved"],
  ],
  [
    "a return of more than came",
    `UPDATE goods_receipt_lines g JOIN supplier_return_lines l ON l.goods_receipt_line_id = g.id
       JOIN supplier_returns r ON r.id = l.supplier_return_id AND r.state = 'draft'
     SET l.quantity = g.quantity + 1 WHERE r.goods_receipt_id =
       (SELECT goods_receipt_id FROM incoming_inspections WHERE id = :inspection)`,
    ["purchases.returned_within_receipt"],
  ],
  [
    "a return that left more in stock than it says",
    "UPDATE supplier_return_lines SET quantity = quantity - 0.5 WHERE supplier_return_id = :returned",
    ["purchases.return_is_stock_and_credit"],
  ],
  [
    "a requisition line that nobody asks suppliers for",
    `UPDATE requisition_lines SET state = 'open'
     WHERE id = (SELECT requisition_line_id FROM rfq_lines WHERE rfq_id = :asking)`,
    ["purchases.asked_in_one_request", "states.trail_leads_here"],
  ],
  [
    "a winner without an order",
    "UPDATE rfq_invitations SET purchase_order_id = NULL WHERE rfq_id = :awarded",
    ["purchases.won_is_ordered"],
  ],
  [
    "what a supplier is asked",
    `UPDATE rfq_invitation_lines SET quantity = quantity + 1
     WHERE rfq_line_id = (SELECT id FROM rfq_lines WHERE rfq_id = :asking)`,
    ["purchases.asked_is_copied"],
  ],
  [
    "a straight delivery of less than was announced",
    "UPDATE shipping_notice_lines SET quantity = quantity + 1",
    ["purchases.straight_is_delivery"],
  ],
  [
    "what a supplier may charge of what went straight",
    `UPDATE purchase_order_lines SET accepted_quantity = accepted_quantity + 1
     WHERE id = (SELECT purchase_order_line_id FROM shipment_lines WHERE shipment_id = :straight)`,
    ["purchases.straight_is_accepted"],
  ],
  [
    "a line of a statement",
    "UPDATE statement_lines SET amount_cents = amount_cents + 100 WHERE statement_id = :statement AND kind = 'charge' LIMIT 1",
    ["statements.closing_is_lines", "statements.charge_stands_once"],
  ],
  [
    "what a statement opens at",
    "UPDATE statements SET opening_cents = 100, closing_cents = closing_cents + 100, their_closing_cents = their_closing_cents + 100",
    ["statements.opening_is_closing"],
  ],
  [
    "a charge that stands on no statement any more",
    "UPDATE charges SET statement_id = NULL WHERE statement_id = :statement LIMIT 1",
    ["statements.charge_stands_once"],
  ],
  [
    "a payment on a statement",
    `UPDATE statement_lines SET fact_id = (SELECT MIN(id) FROM facts) WHERE statement_id = :statement
     AND kind = 'payment' LIMIT 1`,
    ["statements.movement_stands_once"],
  ],
  [
    "what the other side closes at",
    "UPDATE statements SET their_closing_cents = their_closing_cents + 1 WHERE id = :statement",
    ["statements.residuals_are_gap"],
  ],
  [
    "a signature that nobody gave",
    "UPDATE statements SET our_signer = 'x', their_signer = 'y' WHERE id = :statement",
    ["statements.signed_by_both"],
  ],
  [
    "what of an order is settled",
    "UPDATE sales_orders SET settled_cents = settled_cents - 1 WHERE id = :delivered",
    ["settlements.order_is_settled"],
  ],
  [
    "an item that nobody made",
    "DELETE FROM audit_entries WHERE subject_id = :frame AND subject_type = 'item'",
    ["states.masters_have_creation", "audit.chain_verifies"],
  ],
  [
    "a state that does not exist",
    "UPDATE work_order_operations SET state = 'asleep' LIMIT 1",
    ["states.known"],
  ],
  [
    "an order's state",
    "UPDATE sales_orders SET state = 'completed' WHERE id = :order",
    [
      ...["finance.committed_is_orders", "finance.commitment_per_order"],
      ...["orders.unconfirmed_asks_nothing", "states.trail_leads_here"],
    ],
  ],
  [
    "an illegal move in the trail",
    `UPDATE audit_entries SET \`before\` = JSON_SET(\`before\`, '$.state', 'cancelled')
     WHERE subject_id = :order AND operation = 'orders.confirm'`,
    ["states.legal_moves", "states.trail_leads_here", "audit.chain_verifies"],
  ],
  [
    "an audit entry that says something else",
    `UPDATE audit_entries SET actor_name = 'nobody'
     WHERE subject_id = :order AND operation = 'orders.confirm'`,
    ["audit.chain_verifies"],
  ],
  [
    "an audit entry that is gone",
    "DELETE FROM audit_entries WHERE subject_id = :order AND operation = 'orders.create'",
    ["states.trail_leads_here", "states.documents_have_creation", "audit.chain_verifies"],
  ],
  [
    "the chain's head",
    "UPDATE audit_chains SET place = place - 1 WHERE tenant_id = :tenant",
    ["audit.chain_verifies"],
  ],
  [
    "a message that waits for hours",
    // The id says when it was made: two hours earlier.
    "UPDATE outbox SET id = id - (7200000 << 22) WHERE topic = 'order.cancelled'",
    ["outbox.delivered"],
  ],
  [
    "an invoice that is open by a cent too much",
    "UPDATE open_items SET open_cents = open_cents + 1 WHERE id = :invoice",
    ["finance.open_is_amount_less_allocations", "finance.balance_is_open_items"],
  ],
  [
    "a settlement of another party's",
    "UPDATE allocation_lines SET party_id = :customer WHERE allocation_id = :mistaken",
    ["finance.allocation_within_party"],
  ],
  [
    "a settlement taken back by a cent too little",
    "UPDATE allocation_lines SET amount_cents = amount_cents + 1 WHERE allocation_id = :back",
    ["finance.open_is_amount_less_allocations", "finance.allocation_reversal_mirrors"],
  ],
  [
    "a receipt that is larger than its advance",
    "UPDATE cash_movements SET amount_cents = amount_cents + 1 WHERE id = :receipt",
    ["finance.cash_movement_is_open_item"],
  ],
  [
    "a receipt reversed behind the back of its trail",
    "UPDATE cash_movements SET state = 'reversed' WHERE id = :receipt",
    ["finance.cash_movement_is_open_item", "states.trail_leads_here"],
  ],
  [
    "a dead message",
    "UPDATE outbox SET dead_at = created_at WHERE topic = 'order.cancelled'",
    ["outbox.delivered"],
  ],
  [
    "a request without its answer",
    "UPDATE idempotency_keys SET answer = NULL WHERE operation = 'orders.cancel'",
    ["requests.keys_have_answers"],
  ],
  [
    "a fact that is gone",
    "DELETE FROM facts WHERE subject_id = :cancelled AND name = 'orderCancelled'",
    ["orders.one_fact_each", "references.resolve"],
  ],
  [
    "a fact about nothing",
    "UPDATE facts SET subject_type = 'order_line' WHERE subject_id = :order",
    ["orders.one_fact_each", "references.sources_resolve"],
  ],
  [
    "a line of an order that is gone",
    "DELETE FROM sales_orders WHERE id = :drafted",
    ["states.trail_leads_here", "references.resolve", "references.audit_subjects_resolve"],
  ],
  [
    "a line with another tenant's item",
    "UPDATE sales_order_lines SET item_id = :strangerItem WHERE order_id = :drafted",
    ["references.same_tenant"],
  ],
];

it.each(corruptions)("names %s, and nothing else", async (_, sql, breaks) => {
  expect(faulty(await auditAfter(sql))).toEqual(breaks);
});

it("breaks every promise at least once in this test", () => {
  const broken = new Set(corruptions.flatMap(([, , breaks]) => breaks));
  const never = allChecks().filter(({ name }) => !broken.has(name));
  expect(never.map(({ name }) => name)).toEqual([]);
});

it("says of a fault which document it is, what was expected and what was found", async () => {
  const { faults } = await auditAfter(
    "UPDATE item_stocks SET value_cents = value_cents + 7 WHERE item_id = :frame",
  );
  expect(faults).toEqual([
    {
      check: "inventory.value_is_moves",
      tenantId: ids.tenant,
      document: expect.stringContaining(`item ${ids.frame}`) as string,
      expected: "2100",
      found: "2107",
    },
  ]);
});

it("can look at one tenant, or run some checks alone", async () => {
  await connection.query("BEGIN");
  await connection.query(`UPDATE item_stocks SET on_hand = 4 WHERE item_id = ${ids.frame}`);
  const elsewhere = await auditBooks(connection, { tenantId: "1" });
  const chosen = await auditBooks(connection, { only: ["inventory."], except: ["inventory.on_"] });
  await connection.query("ROLLBACK");
  expect(elsewhere.ok).toBe(true);
  expect(chosen.ok).toBe(true);
  expect(chosen.checks.length).toBeGreaterThan(5);
});

/** Columns that another check reads, that name no row of a tenant, or that are swept within the hour. */
const ELSEWHERE = [
  /\.tenant_id$/,
  /\.(subject|source|actor|request|external|line|lot|receipt_line)_id$/,
  /\.person_id$/,
  /^sessions\./,
  /^changes\./,
  /^test_/,
];
