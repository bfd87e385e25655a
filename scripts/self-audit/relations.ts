import { CHAIN_RELATIONS } from "./chain-relations";

/**
 * Every column that names a row of another table: `table.column → target`. A column ending in `?` takes 0 for none. Kept by
 * hand, so that the audit knows the schema from its own side; a test compares it with the database.
 */
const RELATIONS = `
facts.cause_id → facts
audit_entries.fact_id → facts
jobs.owner_id → users
jobs.department_id → departments
files.customer_id → parties
files.supplier_id → parties
files.owner_id → users
files.department_id → departments
saved_views.user_id → users
departments.parent_id → departments
users.department_id → departments
user_roles.user_id → users
user_roles.role_id → roles
contact_logins.party_id → parties
contact_logins.contact_id → contacts
invitations.party_id → parties
invitations.contact_id → contacts
parties.owner_id → users
parties.department_id → departments
parties.payment_term_id → payment_terms
parties.price_list_id → price_lists
party_collaborators.party_id → parties
party_collaborators.user_id → users
contacts.party_id → parties
party_addresses.party_id → parties
payment_term_stages.payment_term_id → payment_terms
calendar_exceptions.calendar_id → calendars
calendar_shifts.calendar_id → calendars
calendar_shifts.shift_id → shifts
locations.warehouse_id → warehouses
locations.party_id? → parties
work_centers.calendar_id → calendars
items.unit_id → units
items.home_warehouse_id → warehouses
items.default_supplier_id → parties
items.catch_unit_id → units
item_units.item_id → items
item_units.unit_id → units
price_list_lines.price_list_id → price_lists
price_list_lines.item_id → items
price_list_lines.unit_id → units
supplier_prices.supplier_id → parties
supplier_prices.item_id → items
supplier_prices.unit_id → units
bom_versions.item_id → items
bom_components.bom_version_id → bom_versions
bom_components.item_id → items
routing_operations.bom_version_id → bom_versions
routing_operations.work_center_id → work_centers
routing_operations.supplier_id → parties
bom_substitutes.bom_version_id → bom_versions
bom_substitutes.item_id → items
bom_by_products.bom_version_id → bom_versions
bom_by_products.item_id → items
item_stocks.item_id → items
item_stocks.warehouse_id → warehouses
stock_balances.item_id → items
stock_balances.warehouse_id → warehouses
stock_balances.location_id? → locations
stock_balances.lot_id? → stock_lots
stock_balances.owner_party_id? → parties
stock_moves.item_id → items
stock_moves.warehouse_id → warehouses
stock_moves.location_id? → locations
stock_moves.lot_id? → stock_lots
stock_moves.owner_party_id? → parties
stock_moves.fact_id → facts
stock_lots.item_id → items
stock_serials.item_id → items
stock_serials.warehouse_id → warehouses
stock_serials.location_id? → locations
stock_serials.lot_id? → stock_lots
stock_serials.owner_party_id? → parties
stock_serials.move_id → stock_moves
stock_move_serials.move_id → stock_moves
stock_move_serials.serial_id → stock_serials
stock_period_values.period_id → stock_periods
stock_period_values.item_id → items
stock_period_values.warehouse_id → warehouses
wip_balances.work_order_id → work_orders
wip_entries.work_order_id → work_orders
wip_entries.fact_id → facts
cost_variances.item_id → items
cost_variances.warehouse_id → warehouses
cost_variances.fact_id → facts
receipt_accruals.party_id → parties
receipt_accruals.item_id → items
receipt_accruals.warehouse_id → warehouses
receipt_accruals.fact_id → facts
stocktakes.warehouse_id → warehouses
stocktake_scopes.stocktake_id → stocktakes
stocktake_scopes.warehouse_id → warehouses
stocktake_scopes.location_id? → locations
stocktake_scopes.item_id? → items
stocktake_lines.stocktake_id → stocktakes
stocktake_lines.item_id → items
stocktake_lines.warehouse_id → warehouses
stocktake_lines.location_id? → locations
stocktake_lines.lot_id? → stock_lots
stocktake_lines.owner_party_id? → parties
stocktake_lines.counted_by_id → users
reservations.demand_id → demands
reservations.item_id → items
reservations.warehouse_id → warehouses
reservations.fact_id → facts
party_balances.party_id → parties
party_entries.party_id → parties
party_entries.fact_id → facts
party_entries.reverses_id → party_entries
open_items.party_id → parties
open_items.owner_id → users
open_items.department_id → departments
open_items.fact_id → facts
cash_movements.party_id → parties
cash_movements.owner_id → users
cash_movements.department_id → departments
allocations.party_id → parties
allocations.owner_id → users
allocations.department_id → departments
allocations.reverses_id → allocations
allocation_lines.allocation_id → allocations
allocation_lines.party_id → parties
allocation_lines.from_item_id? → open_items
allocation_lines.to_item_id → open_items
order_change_edits.change_id → order_changes
order_change_edits.order_line_id → sales_order_lines
approvals.owner_id → users
approvals.department_id → departments
approvals.requester_id → users
approvals.decider_id → users
tasks.assignee_id → users
tasks.department_id → departments
tasks.closer_id → users
${CHAIN_RELATIONS}
`;

export interface Relation {
  table: string;
  column: string;
  target: string;
  zeroIsNone: boolean;
}

export const relations: readonly Relation[] = RELATIONS.trim()
  .split("\n")
  .map((line) => {
    const [, table, column, zero, target] = /^(\w+)\.(\w+)(\?)? → (\w+)$/.exec(line) ?? [];
    if (!table || !column || !target) throw new Error(`Not a relation: ${line}`);
    return { table, column, target, zeroIsNone: zero === "?" };
  });

/** A pair of columns that names a row by (type, id), and which table each type means. */
export interface TypedReference {
  table: string;
  type: string;
  id: string;
}

export const typedReferences: readonly TypedReference[] = [
  { table: "follow_ups", type: "subject_type", id: "subject_id" },
  { table: "facts", type: "subject_type", id: "subject_id" },
  { table: "stock_moves", type: "source_type", id: "source_id" },
  { table: "wip_entries", type: "source_type", id: "source_id" },
  { table: "cost_variances", type: "source_type", id: "source_id" },
  { table: "receipt_accruals", type: "source_type", id: "source_id" },
  { table: "party_entries", type: "source_type", id: "source_id" },
  { table: "open_items", type: "source_type", id: "source_id" },
  { table: "demands", type: "source_type", id: "source_id" },
  { table: "supplies", type: "source_type", id: "source_id" },
  { table: "approvals", type: "subject_type", id: "subject_id" },
  { table: "tasks", type: "subject_type", id: "subject_id" },
];
