import { migration } from "../kernel/db";

/**
 * Leads and their touches; the keys by which an enquirer is known again, of which an open lead holds its own alone; the
 * rules that say whose a new lead is; claims per person and day.
 */
export const createLeads = migration("20261126050000-create-leads", "expand", [
  `CREATE TABLE IF NOT EXISTS leads (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, state VARCHAR(32) NOT NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL,
    company_name VARCHAR(128) NOT NULL, contact_name VARCHAR(64) NOT NULL, phone VARCHAR(64) NULL, email VARCHAR(128) NULL,
    credit_code VARCHAR(64) NULL, company_key VARCHAR(128) NOT NULL, region VARCHAR(64) NOT NULL, province VARCHAR(64) NULL,
    product VARCHAR(200) NOT NULL, note VARCHAR(1000) NOT NULL, channel VARCHAR(32) NOT NULL, campaign VARCHAR(128) NOT NULL,
    touch_count INT NOT NULL, last_touch_at DATETIME(3) NOT NULL, assigned_at DATETIME(3) NULL,
    contact_due_at DATETIME(3) NULL, contacted_at DATETIME(3) NULL, followed_at DATETIME(3) NULL,
    pooled_at DATETIME(3) NULL, pool_reason VARCHAR(32) NULL, closed_at DATETIME(3) NULL, invalid_reason VARCHAR(500) NOT NULL,
    merged_into_id BIGINT NULL, known_customer TINYINT(1) NOT NULL, customer_id BIGINT NULL,
    custom MEDIUMTEXT NULL, revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_leads_id (tenant_id, id), UNIQUE KEY uq_leads_number (tenant_id, number),
    KEY ix_leads_state (tenant_id, state, id), KEY ix_leads_owner (tenant_id, owner_id, id),
    KEY ix_leads_department (tenant_id, department_id, id), KEY ix_leads_due (tenant_id, state, contact_due_at, id),
    KEY ix_leads_phone (tenant_id, phone), KEY ix_leads_company (tenant_id, company_key),
    KEY ix_leads_credit_code (tenant_id, credit_code), KEY ix_leads_last_touch (tenant_id, last_touch_at, id),
    CONSTRAINT fk_leads_customer_id FOREIGN KEY (tenant_id, customer_id) REFERENCES parties (tenant_id, id),
    CONSTRAINT fk_leads_merged_into_id FOREIGN KEY (tenant_id, merged_into_id) REFERENCES leads (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS lead_keys (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, kind VARCHAR(64) NOT NULL, value VARCHAR(128) COLLATE utf8mb4_bin NOT NULL,
    lead_id BIGINT NOT NULL,
    UNIQUE KEY uq_lead_keys_value (tenant_id, kind, value), KEY ix_lead_keys_lead (tenant_id, lead_id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS lead_forms (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, title VARCHAR(128) NOT NULL, campaign VARCHAR(128) NOT NULL,
    secret VARCHAR(64) NOT NULL, is_active TINYINT(1) NOT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_lead_forms_id (tenant_id, id), UNIQUE KEY uq_lead_forms_secret (tenant_id, secret)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS lead_touches (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, lead_id BIGINT NOT NULL, channel VARCHAR(32) NOT NULL,
    account VARCHAR(64) NOT NULL, external_id VARCHAR(128) NULL, campaign VARCHAR(128) NOT NULL, keyword VARCHAR(128) NOT NULL,
    cost_cents BIGINT NOT NULL, form_id BIGINT NULL, raw MEDIUMTEXT NULL, occurred_at DATETIME(3) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_lead_touches_external (tenant_id, channel, account, external_id),
    KEY ix_lead_touches_lead (tenant_id, lead_id, occurred_at), KEY ix_lead_touches_channel (tenant_id, occurred_at, channel),
    CONSTRAINT fk_lead_touches_lead_id FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
    CONSTRAINT fk_lead_touches_form_id FOREIGN KEY (tenant_id, form_id) REFERENCES lead_forms (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS lead_rules (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, name VARCHAR(128) NOT NULL, priority INT NOT NULL,
    is_active TINYINT(1) NOT NULL, provinces MEDIUMTEXT NOT NULL, product_words MEDIUMTEXT NOT NULL,
    channels MEDIUMTEXT NOT NULL, user_ids MEDIUMTEXT NOT NULL, turn INT NOT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_lead_rules_id (tenant_id, id), KEY ix_lead_rules_priority (tenant_id, priority, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS lead_settings (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, first_contact_hours INT NOT NULL,
    recall_uncontacted_hours INT NULL, recall_unfollowed_days INT NULL, daily_claims INT NOT NULL,
    intake_department_id BIGINT NULL, revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_lead_settings_tenant (tenant_id),
    CONSTRAINT fk_lead_settings_department_id FOREIGN KEY (tenant_id, intake_department_id)
      REFERENCES departments (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS lead_claims (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, user_id BIGINT NOT NULL, day DATE NOT NULL, claimed INT NOT NULL,
    UNIQUE KEY uq_lead_claims_day (tenant_id, user_id, day)) ENGINE=InnoDB`,
]);
