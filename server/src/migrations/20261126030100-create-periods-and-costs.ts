import { migration } from "../kernel/db";

/**
 * What closes a month, and where value stands that lies in no cost pool: in work, in goods that no invoice has named yet,
 * in variances. The accounts of work are locked rows; everything else is append-only.
 */
export const createPeriodsAndCosts = migration(
  "20261126030100-create-periods-and-costs",
  "expand",
  [
    `CREATE TABLE IF NOT EXISTS stock_gates (
    tenant_id BIGINT NOT NULL, closed_through DATE NULL, PRIMARY KEY (tenant_id)) ENGINE=InnoDB`,
    `CREATE TABLE IF NOT EXISTS stock_periods (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, month VARCHAR(64) NOT NULL, starts_on DATE NOT NULL,
    ends_on DATE NOT NULL, state VARCHAR(32) NOT NULL, stock_cents BIGINT NOT NULL, wip_cents BIGINT NOT NULL,
    accrued_cents BIGINT NOT NULL, closed_at DATETIME(3) NULL, note VARCHAR(500) NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_stock_periods_id (tenant_id, id), UNIQUE KEY uq_stock_periods_month (tenant_id, month)) ENGINE=InnoDB`,
    `CREATE TABLE IF NOT EXISTS stock_period_values (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, period_id BIGINT NOT NULL, item_id BIGINT NOT NULL,
    warehouse_id BIGINT NOT NULL, quantity DECIMAL(20,6) NOT NULL, value_cents BIGINT NOT NULL,
    UNIQUE KEY uq_stock_period_values (tenant_id, period_id, item_id, warehouse_id),
    CONSTRAINT fk_stock_period_values_period_id FOREIGN KEY (tenant_id, period_id)
      REFERENCES stock_periods (tenant_id, id)) ENGINE=InnoDB`,
    `CREATE TABLE IF NOT EXISTS wip_balances (
    tenant_id BIGINT NOT NULL, work_order_id BIGINT NOT NULL, value_cents BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, work_order_id)) ENGINE=InnoDB`,
    `CREATE TABLE IF NOT EXISTS wip_entries (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, work_order_id BIGINT NOT NULL, kind VARCHAR(32) NOT NULL,
    value_cents BIGINT NOT NULL, source_type VARCHAR(64) NOT NULL, source_id BIGINT NOT NULL, fact_id BIGINT NOT NULL,
    effect VARCHAR(64) NOT NULL, line_id BIGINT NOT NULL, occurred_on DATE NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_wip_entries_effect (tenant_id, fact_id, effect, line_id),
    KEY ix_wip_entries_work_order (tenant_id, work_order_id, id),
    KEY ix_wip_entries_occurred (tenant_id, occurred_on)) ENGINE=InnoDB`,
    `CREATE TABLE IF NOT EXISTS cost_variances (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, kind VARCHAR(32) NOT NULL, item_id BIGINT NOT NULL,
    warehouse_id BIGINT NOT NULL, value_cents BIGINT NOT NULL, source_type VARCHAR(64) NOT NULL, source_id BIGINT NOT NULL,
    fact_id BIGINT NOT NULL, effect VARCHAR(64) NOT NULL, line_id BIGINT NOT NULL, occurred_on DATE NOT NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_cost_variances_effect (tenant_id, fact_id, effect, line_id),
    KEY ix_cost_variances_occurred (tenant_id, occurred_on),
    KEY ix_cost_variances_item (tenant_id, item_id, id)) ENGINE=InnoDB`,
    // The receipt's line is the account: what came in above zero, what an invoice has named below.
    `CREATE TABLE IF NOT EXISTS receipt_accruals (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, receipt_line_id BIGINT NOT NULL, party_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL, quantity DECIMAL(20,6) NOT NULL, value_cents BIGINT NOT NULL,
    source_type VARCHAR(64) NOT NULL, source_id BIGINT NOT NULL, fact_id BIGINT NOT NULL, effect VARCHAR(64) NOT NULL,
    line_id BIGINT NOT NULL, occurred_on DATE NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_receipt_accruals_effect (tenant_id, fact_id, effect, line_id),
    KEY ix_receipt_accruals_line (tenant_id, receipt_line_id),
    KEY ix_receipt_accruals_party (tenant_id, party_id, id),
    KEY ix_receipt_accruals_occurred (tenant_id, occurred_on)) ENGINE=InnoDB`,
  ],
);
