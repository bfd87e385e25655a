import { zhCN } from "@quanlian/shared/locale";
import type { RowScope } from "../../kernel/access";
import {
  COMMON,
  SELLING,
  QUOTING,
  ORDERING,
  ASKING,
  DECIDING,
  SEEKING,
  LEADING,
  PLANNING,
  STOCK,
  COUNTING,
  CLOSING,
  ACCOUNTS,
  HIDDEN,
  LEADING_WORK,
  WORKING,
} from "./role.permissions";

export const ADMINISTRATOR = "administrator";

export interface RoleDefaults {
  code: string;
  permissions: string[];
  scope: RowScope;
  masks: string[];
}

/**
 * The roles that a new company starts with, in the order of its chain. All but the administrator's may be changed: they
 * are a beginning, not a rule. The shop floor sees no money; sales see no cost.
 */
export const builtInRoles: readonly RoleDefaults[] = [
  role(ADMINISTRATOR, ["*"], "all", []),
  role(
    "owner",
    [
      "breakpoints.*",
      "panorama.*",
      "purchaseOrders.*",
      "goodsReceipts.*",
      ...LEADING_WORK,
      "pieceRates.*",
      "wages.*",
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
      "projects.*",
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
      "projects.*",
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
      ...LEADING_WORK,
      "pieceRates.*",
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
      "purchaseOrders.*",
      "goodsReceipts.*",
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
      "workOrders.issue",
      "workOrders.returnMaterial",
      "workOrders.finish",
      "workMovements.*",
      "requisitionLines.*",
      "purchaseOrders.list",
      "purchaseOrders.show",
      "goodsReceipts.*",
    ],
    "all",
    [...HIDDEN, "credit"],
  ),
  role(
    "quality",
    [
      ...WORKING,
      "workOrders.inspect",
      "workOrders.traveller",
      "workInspections.*",
      "requisitionLines.*",
      ...STOCK,
    ],
    "all",
    [...HIDDEN, "credit"],
  ),
  role(
    "workshop",
    [
      ...LEADING_WORK.filter((each) => !each.startsWith("workOrders.")),
      "workOrders.list",
      "workOrders.show",
      "workOrders.traveller",
      "workOrders.dispatch",
      "workOrders.issue",
      "workOrders.returnMaterial",
      "workOrders.finish",
      "workOrders.complete",
      "wages.list",
      "inventory.stock",
    ],
    "all",
    [...HIDDEN, "credit"],
  ),
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
      "wages.*",
      "pieceRates.list",
      "workOrders.list",
      "workOrders.show",
      "workOrders.close",
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
