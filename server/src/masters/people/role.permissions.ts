/** Groups of permissions from which the built-in roles are put together, in the order of the chain. */

/** What everybody needs to see to do any work at all. */
export const COMMON = [
  "items.list",
  "items.show",
  "items.structure",
  "items.whereUsed",
  "boms.list",
  "boms.show",
  "units.list",
  "itemUnits.list",
  "warehouses.list",
  "locations.list",
  "workCenters.list",
  "calendars.list",
  "shifts.list",
  "departments.list",
  "files.*",
  "jobs.*",
  "tasks.*",
];
export const SELLING = [
  "parties.list",
  "parties.show",
  "parties.create",
  "parties.update",
  "parties.inviteContact",
  "parties.share",
  "contacts.*",
  "addresses.*",
  "paymentTerms.list",
  "priceLists.list",
  "priceLists.show",
  "priceListLines.list",
  "prices.find",
];
/** Everything about quotes but agreeing to those below the floor and changing the floor. */
export const QUOTING = [
  "quotes.list",
  "quotes.show",
  "quotes.create",
  "quotes.update",
  "quotes.send",
  "quotes.revise",
  "quotes.copy",
  "quotes.withdraw",
  "quotes.recordAnswer",
  "quotes.comment",
  "quotes.share",
  "quotes.unshare",
  "quotes.export",
  "quoteSettings.show",
];
/** Everything about orders but going beyond a credit limit, which is for those who answer for it. */
export const ORDERING = [
  "orders.list",
  "orders.show",
  "orders.create",
  "orders.update",
  "orders.customise",
  "orders.confirm",
  "orders.submit",
  "orders.cancel",
  "orders.closeShort",
  "orders.why",
  "orders.export",
  "orderChanges.*",
  "projects.*",
];
/** What whoever answers for customers sees of deliveries, and writes down of what they say. */
export const DELIVERING = [
  "shipments.list",
  "shipments.show",
  "shipments.export",
  "shipments.recordAcceptance",
  "claims.list",
  "claims.export",
];
/** To see what waits for approval, one's own requests among it. */
export const ASKING = ["approvals.list", "approvals.show"];
/** To decide as well, but not one's own requests. */
export const DECIDING = [...ASKING, "approvals.export", "approvals.approve", "approvals.refuse"];
/** Everything about buying but agreeing to what goes beyond the company's rules, and changing these. */
export const BUYING = [
  "parties.*",
  "contacts.*",
  "addresses.*",
  "paymentTerms.list",
  "supplierPrices.*",
  "requisitionLines.*",
  "rfqs.*",
  "purchaseOrders.list",
  "purchaseOrders.export",
  "purchaseOrders.show",
  "purchaseOrders.create",
  "purchaseOrders.update",
  "purchaseOrders.submit",
  "purchaseOrders.rules",
  "purchaseOrders.issue",
  "purchaseOrders.confirm",
  "purchaseOrders.acceptCounter",
  "purchaseOrders.refuseCounter",
  "purchaseOrders.cancel",
  "purchaseOrders.closeShort",
  "goodsReceipts.*",
  "incomingInspections.list",
  "incomingInspections.show",
  "supplierReturns.*",
  "shippingNotices.*",
  "demands.*",
  "supplies.*",
  "planMessages.*",
];
/** What a seller does with leads: his own, and those of the pool. */
export const SEEKING = [
  "leads.list",
  "leads.show",
  "leads.create",
  "leads.update",
  "leads.claim",
  "leads.release",
  "leads.contact",
  "leads.discard",
  "leads.reopen",
  "leads.merge",
  "leadPool.list",
  "leadSettings.show",
  "leads.convert",
  "followUps.list",
  "followUps.create",
  "followUps.history",
  "deals.list",
  "deals.show",
  "deals.create",
  "deals.update",
  "deals.move",
  "deals.win",
  "deals.lose",
  "deals.reopen",
  "deals.funnel",
  "dealStages.list",
  "lostReasons.list",
];
export const LEADING = [
  "leads.*",
  "leadPool.*",
  "leadForms.*",
  "followUps.*",
  "leadRules.*",
  "leadSettings.*",
  "deals.*",
  "dealStages.*",
  "lostReasons.*",
];
export const PLANNING = [
  "demands.*",
  "supplies.*",
  "planMessages.*",
  "workOrders.*",
  "requisitionLines.*",
];
/** What a worker does at the terminal. */
export const WORKING = [
  "workOrders.list",
  "workOrders.show",
  "workTasks.list",
  "workScans.send",
  "workScans.list",
];
/** What whoever leads the workshop does beside it. */
export const LEADING_WORK = [
  ...WORKING,
  "workOrders.*",
  "workTasks.*",
  "workScans.*",
  "workMovements.*",
  "workInspections.*",
];
export const STOCK = [
  "inventory.stock",
  "inventory.alerts",
  "stockMoves.*",
  "stockBalances.*",
  "lots.list",
  "lots.show",
  "lots.export",
  "serials.*",
  "genealogy.*",
  "items.available",
];
/** Counting: whoever counts does not post. */
export const COUNTING = [
  "stocktakes.list",
  "stocktakes.show",
  "stocktakes.create",
  "stocktakes.start",
  "stocktakes.enterCounts",
  "stocktakes.recount",
  "stocktakes.export",
  "stocktakeLines.export",
];
/** Closing the month: whoever answers for the books posts what was counted, and closes. */
export const CLOSING = [
  "stocktakes.list",
  "stocktakes.show",
  "stocktakes.post",
  "stocktakes.cancel",
  "periods.*",
  "periodValues.*",
];
/** What is open, who has paid, and what settles what. */
export const ACCOUNTS = [
  "openItems.*",
  "openReceivables.*",
  "openPayables.*",
  "receipts.*",
  "payments.*",
  "allocations.*",
  "partyStatements.*",
  "statements.*",
];
export const HIDDEN = ["cost", "margin", "bank"];
