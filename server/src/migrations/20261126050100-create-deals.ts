import { migration } from "../kernel/db";

/** Deals on their way through a tenant's own stages; every step is kept. What a lead came to is written beside it. */
export const createDeals = migration("20261126050100-create-deals", "expand", [
  `CREATE TABLE IF NOT EXISTS deal_stages (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, name VARCHAR(64) NOT NULL, kind VARCHAR(32) NOT NULL,
    probability DECIMAL(20,6) NOT NULL, position INT NOT NULL, is_active TINYINT(1) NOT NULL,
    UNIQUE KEY uq_deal_stages_id (tenant_id, id), KEY ix_deal_stages_position (tenant_id, position)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS deal_pipelines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_deal_pipelines_tenant (tenant_id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS deal_lost_reasons (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, name VARCHAR(64) NOT NULL, position INT NOT NULL,
    is_active TINYINT(1) NOT NULL,
    UNIQUE KEY uq_deal_lost_reasons_id (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS deals (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    state VARCHAR(32) NOT NULL, customer_id BIGINT NOT NULL, contact_id BIGINT NULL, lead_id BIGINT NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL, stage_id BIGINT NOT NULL, stage_since DATETIME(3) NOT NULL,
    amount_cents BIGINT NOT NULL, expected_on DATE NULL, lost_reason_id BIGINT NULL, lost_note VARCHAR(500) NOT NULL,
    note VARCHAR(1000) NOT NULL, closed_at DATETIME(3) NULL, custom MEDIUMTEXT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_deals_id (tenant_id, id), UNIQUE KEY uq_deals_number (tenant_id, number),
    UNIQUE KEY uq_deals_lead (tenant_id, lead_id),
    KEY ix_deals_customer (tenant_id, customer_id, id), KEY ix_deals_owner (tenant_id, owner_id, id),
    KEY ix_deals_department (tenant_id, department_id, id), KEY ix_deals_stage (tenant_id, stage_id, id),
    KEY ix_deals_state (tenant_id, state, id), KEY ix_deals_created (tenant_id, created_at, id),
    CONSTRAINT fk_deals_customer_id FOREIGN KEY (tenant_id, customer_id) REFERENCES parties (tenant_id, id),
    CONSTRAINT fk_deals_lead_id FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
    CONSTRAINT fk_deals_stage_id FOREIGN KEY (tenant_id, stage_id) REFERENCES deal_stages (tenant_id, id),
    CONSTRAINT fk_deals_lost_reason_id FOREIGN KEY (tenant_id, lost_reason_id)
      REFERENCES deal_lost_reasons (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS deal_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, deal_id BIGINT NOT NULL, line_no INT NOT NULL,
    item_id BIGINT NULL, description VARCHAR(500) NOT NULL, quantity DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_deal_lines_no (tenant_id, deal_id, line_no), KEY ix_deal_lines_item (tenant_id, item_id),
    CONSTRAINT fk_deal_lines_deal_id FOREIGN KEY (tenant_id, deal_id) REFERENCES deals (tenant_id, id),
    CONSTRAINT fk_deal_lines_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS deal_moves (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, deal_id BIGINT NOT NULL, from_stage_id BIGINT NULL,
    to_stage_id BIGINT NOT NULL, minutes_before INT NULL, moved_at DATETIME(3) NOT NULL,
    KEY ix_deal_moves_deal (tenant_id, deal_id, id), KEY ix_deal_moves_stage (tenant_id, to_stage_id),
    CONSTRAINT fk_deal_moves_deal_id FOREIGN KEY (tenant_id, deal_id) REFERENCES deals (tenant_id, id),
    CONSTRAINT fk_deal_moves_to_stage_id FOREIGN KEY (tenant_id, to_stage_id) REFERENCES deal_stages (tenant_id, id)) ENGINE=InnoDB`,
  "ALTER TABLE leads ADD COLUMN IF NOT EXISTS deal_id BIGINT NULL",
  "ALTER TABLE leads ADD COLUMN IF NOT EXISTS won_cents BIGINT NOT NULL DEFAULT 0",
]);
