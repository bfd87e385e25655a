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
  "warehouses.list",
  "locations.list",
  "workCenters.list",
  "calendars.list",
  "departments.list",
  "files.*",
  "views.*",
  "search.*",
  "jobs.*",
];
const SELLING = ["parties.*", "contacts.*", "paymentTerms.list", "leads.*", "deals.*", "quotes.*"];
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
      ...everythingOf("parties items boms orders plans purchases works shipments settlements"),
      ...SELLING,
      ...everythingOf("stock finance analytics panorama breakpoints audit"),
      "users.list",
      "users.show",
      "people.preview",
    ],
    "all",
    [],
  ),
  role(
    "sales",
    [...SELLING, "orders.*", "stock.available", "shipments.list", "shipments.show"],
    "own",
    HIDDEN,
  ),
  role(
    "sales_manager",
    [...SELLING, "orders.*", "stock.available", "shipments.*", "users.list"],
    "below",
    ["cost", "bank"],
  ),
  role(
    "planner",
    [
      "orders.list",
      "orders.show",
      "plans.*",
      "works.*",
      "stock.*",
      "purchases.list",
      "purchases.show",
      "boms.*",
      "items.*",
    ],
    "all",
    HIDDEN,
  ),
  role(
    "buyer",
    [
      "parties.*",
      "contacts.*",
      "paymentTerms.list",
      "purchases.*",
      "plans.list",
      "plans.show",
      "stock.*",
    ],
    "all",
    ["margin", "credit"],
  ),
  role(
    "warehouse",
    ["stock.*", "shipments.*", "purchases.list", "purchases.show", "works.list", "works.show"],
    "all",
    [...HIDDEN, "credit"],
  ),
  role(
    "quality",
    ["inspections.*", "works.list", "works.show", "purchases.list", "purchases.show", "stock.list"],
    "all",
    [...HIDDEN, "credit"],
  ),
  role("workshop", ["works.list", "works.show", "works.report", "tasks.*", "stock.list"], "all", [
    ...HIDDEN,
    "credit",
  ]),
  role(
    "finance",
    [
      "settlements.*",
      "finance.*",
      "parties.*",
      "paymentTerms.*",
      "orders.list",
      "orders.show",
      "purchases.list",
      "purchases.show",
      "shipments.list",
      "shipments.show",
      "stock.list",
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

function everythingOf(links: string): string[] {
  return links.split(" ").map((link) => `${link}.*`);
}
