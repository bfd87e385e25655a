import { migration } from "../kernel/db";

/**
 * The two append-only books and their locked balances. The checks are the last line of defence: whatever a bug upstream
 * decides, no stock falls below zero and nothing is reserved that is not there.
 */
export const createLedgers = migration("20261123000007-create-ledgers", "expand", [
  `CREATE TABLE IF NOT EXISTS item_stocks (
    tenant_id BIGINT NOT NULL, item_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL,
    on_hand DECIMAL(20,6) NOT NULL, reserved DECIMAL(20,6) NOT NULL, value_cents BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, item_id, warehouse_id),
    CONSTRAINT ck_item_stocks_reserved CHECK (reserved >= 0 AND on_hand >= reserved)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS stock_balances (
    tenant_id BIGINT NOT NULL, item_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL, location_id BIGINT NOT NULL,
    lot_id BIGINT NOT NULL, owner_party_id BIGINT NOT NULL, status VARCHAR(32) NOT NULL,
    quantity DECIMAL(20,6) NOT NULL, catch_quantity DECIMAL(20,6) NOT NULL,
    PRIMARY KEY (tenant_id, item_id, warehouse_id, location_id, lot_id, owner_party_id, status),
    KEY ix_stock_balances_warehouse (tenant_id, warehouse_id, item_id),
    CONSTRAINT ck_stock_balances_quantity CHECK (quantity >= 0 AND catch_quantity >= 0)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS stock_moves (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, item_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL,
    location_id BIGINT NOT NULL, lot_id BIGINT NOT NULL, owner_party_id BIGINT NOT NULL, status VARCHAR(32) NOT NULL,
    quantity DECIMAL(20,6) NOT NULL, catch_quantity DECIMAL(20,6) NOT NULL, value_cents BIGINT NOT NULL,
    kind VARCHAR(32) NOT NULL, reason VARCHAR(200) NULL, source_type VARCHAR(64) NOT NULL, source_id BIGINT NOT NULL,
    fact_id BIGINT NOT NULL, effect VARCHAR(64) NOT NULL, line_id BIGINT NOT NULL,
    occurred_on DATE NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_stock_moves_effect (tenant_id, fact_id, effect, line_id),
    KEY ix_stock_moves_item (tenant_id, item_id, warehouse_id, id),
    KEY ix_stock_moves_source (tenant_id, source_type, source_id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS reservations (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, demand_id BIGINT NOT NULL, item_id BIGINT NOT NULL,
    warehouse_id BIGINT NOT NULL, quantity DECIMAL(20,6) NOT NULL, fact_id BIGINT NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_reservations_demand (tenant_id, demand_id),
    KEY ix_reservations_item (tenant_id, item_id, warehouse_id),
    CONSTRAINT ck_reservations_quantity CHECK (quantity >= 0)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS party_balances (
    tenant_id BIGINT NOT NULL, party_id BIGINT NOT NULL, receivable_cents BIGINT NOT NULL, payable_cents BIGINT NOT NULL,
    advance_received_cents BIGINT NOT NULL, advance_paid_cents BIGINT NOT NULL, committed_cents BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, party_id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS party_entries (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, party_id BIGINT NOT NULL, account VARCHAR(32) NOT NULL,
    amount_cents BIGINT NOT NULL, source_type VARCHAR(64) NOT NULL, source_id BIGINT NOT NULL,
    fact_id BIGINT NOT NULL, effect VARCHAR(64) NOT NULL, line_id BIGINT NOT NULL, reverses_id BIGINT NULL,
    occurred_on DATE NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_party_entries_effect (tenant_id, fact_id, effect, line_id),
    KEY ix_party_entries_party (tenant_id, party_id, account, id),
    KEY ix_party_entries_source (tenant_id, source_type, source_id)) ENGINE=InnoDB`,
]);
