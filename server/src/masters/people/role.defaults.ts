import { zhCN } from "@quanlian/shared/locale";
import type { RowScope } from "../../kernel/access";

export const ADMINISTRATOR = "administrator";

export interface RoleDefaults {
  code: string;
  permissions: string[];
  scope: RowScope;
  masks: string[];
}

/** What everybody needs to see to do any work at all. */
const COMMON = [
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
const SELLING = [
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
const QUOTING = [
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
const ORDERING = [
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
];
/** To see what waits for approval, one's own requests among it. */
const ASKING = ["approvals.list", "approvals.show"];
/** To decide as well, but not one's own requests. */
const DECIDING = [...ASKING, "approvals.export", "approvals.approve", "approvals.refuse"];
/** What a seller does with leads: his own, and those of the pool. */
const SEEKING = [
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
const LEADING = [
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
const PLANNING = [
  "demands.*",
  "supplies.*",
  "planMessages.*",
  "workOrders.*",
  "requisitionLines.*",
];
const STOCK = [
  "inventory.stock",
  "inventory.alerts",
  "stockMoves.*",
  "stockBalances.*",
  "lots.list",
  "lots.show",
  "lots.export",
  "serials.*",
  "items.available",
];
/** Counting: whoever counts does not post. */
const COUNTING = [
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
const CLOSING = [
  "stocktakes.list",
  "stocktakes.show",
  "stocktakes.post",
  "stocktakes.cancel",
  "periods.*",
  "periodValues.*",
];
/** What is open, who has paid, and what settles what. */
const ACCOUNTS = [
  "openItems.*",
  "openReceivables.*",
  "openPayables.*",
  "receipts.*",
  "payments.*",
  "allocations.*",
  "partyStatements.*",
];
const HIDDEN = ["cost", "margin", "bank"];

/**
 * The roles that a new company starts with, in the order of its chain. All but the administrator's may be changed: they
 * are a beginning, not a rule. The shop floor sees no money; sales see no cost.
 */
export const builtInRoles: readonly RoleDefaults[] = [
  role(ADMINISTRATOR, ["*"], "all", []),
  role(
    "owner",
    [
      ...SELLING,
      ...LEADING,
      "parties.*",
      "paymentTerms.*",
      "priceLists.*",
      "priceListLines.*",
      "supplierPrices.*",
      "quotes.*",
      "quoteSettings.*",
      "orders.*",
      "orderChanges.*",
      "items.*",
      "itemUnits.*",
      "boms.*",
      "units.*",
      "cutover.*",
      ...ACCOUNTS,
      ...PLANNING,
      ...STOCK,
      ...COUNTING,
      ...CLOSING,
      "inventory.*",
      "lots.*",
      "approvals.*",
      "audit.*",
      "users.list",
      "users.show",
      "people.preview",
    ],
    "all",
    [],
  ),
  role(
    "sales",
    [...SELLING, ...SEEKING, ...QUOTING, ...ORDERING, ...ASKING, "inventory.stock"],
    "own",
    [...HIDDEN, "credit"],
  ),
  role(
    "sales_manager",
    [
      ...SELLING,
      ...LEADING,
      ...DECIDING,
      "parties.*",
      "priceLists.*",
      "priceListLines.*",
      "quotes.*",
      "quoteSettings.show",
      "orders.*",
      "orderChanges.*",
      "inventory.stock",
      "users.list",
    ],
    "below",
    ["cost", "bank"],
  ),
  role(
    "planner",
    [
      "orders.list",
      "orders.show",
      "orders.why",
      ...PLANNING,
      ...STOCK,
      "boms.*",
      "items.*",
      "itemUnits.*",
    ],
    "all",
    HIDDEN,
  ),
  role(
    "buyer",
    [
      "parties.*",
      "contacts.*",
      "addresses.*",
      "paymentTerms.list",
      "supplierPrices.*",
      "requisitionLines.*",
      "demands.*",
      "supplies.*",
      "planMessages.*",
      ...STOCK,
    ],
    "all",
    ["margin", "credit"],
  ),
  role(
    "warehouse",
    [
      ...STOCK,
      ...COUNTING,
      "lots.update",
      "inventory.adjust",
      "inventory.transfer",
      "workOrders.list",
      "workOrders.show",
      "requisitionLines.*",
    ],
    "all",
    [...HIDDEN, "credit"],
  ),
  role("quality", ["workOrders.list", "workOrders.show", "requisitionLines.*", ...STOCK], "all", [
    ...HIDDEN,
    "credit",
  ]),
  role("workshop", ["workOrders.list", "workOrders.show", "inventory.stock"], "all", [
    ...HIDDEN,
    "credit",
  ]),
  role(
    "finance",
    [
      "parties.*",
      "addresses.*",
      "paymentTerms.*",
      ...DECIDING,
      ...ACCOUNTS,
      "cutover.*",
      "orders.list",
      "orders.show",
      "orders.why",
      "orders.export",
      "orders.hold",
      "orders.liftHold",
      "items.costRollUp",
      "items.adoptCost",
      ...STOCK,
      ...CLOSING,
    ],
    "all",
    [],
  ),
];

/** What a built-in role is called at first; the company may rename it. */
export const builtInRoleName = (code: string): string =>
  (zhCN as Readonly<Record<string, string>>)[`role.${code}`] ?? code;

function role(code: string, permissions: string[], scope: RowScope, masks: string[]): RoleDefaults {
  const all = permissions.includes("*") ? permissions : [...COMMON, ...permissions];
  return { code, permissions: [...new Set(all)], scope, masks };
}
