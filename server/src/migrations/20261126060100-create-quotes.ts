import { migration } from "../kernel/db";

/** Quotes, a row for each revision, with lines, quantity breaks, comments and share links; and how a company quotes. */
export const createQuotes = migration("20261126060100-create-quotes", "expand", [
  `CREATE TABLE IF NOT EXISTS quotes (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, revision_no INT NOT NULL,
    first_quote_id BIGINT NOT NULL, former_quote_id BIGINT NULL, latest TINYINT(1) NOT NULL, customer_id BIGINT NOT NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL, state VARCHAR(32) NOT NULL, title VARCHAR(200) NULL,
    quoted_on DATE NOT NULL, valid_until DATE NULL, requested_on DATE NULL, customer_reference VARCHAR(128) NULL,
    prices_include_tax TINYINT(1) NOT NULL, payment_term_id BIGINT NULL, payment_term_name VARCHAR(128) NULL,
    ship_to MEDIUMTEXT NULL, terms VARCHAR(2000) NULL, note VARCHAR(1000) NULL, internal_note VARCHAR(1000) NULL,
    incl_cents BIGINT NOT NULL, excl_cents BIGINT NOT NULL, tax_cents BIGINT NOT NULL,
    accepted_incl_cents BIGINT NULL, cost_cents BIGINT NULL, margin_cents BIGINT NULL, sent_at DATETIME(3) NULL,
    answered_at DATETIME(3) NULL, closed_reason VARCHAR(500) NULL, order_id BIGINT NULL, custom MEDIUMTEXT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_quotes_id (tenant_id, id), UNIQUE KEY uq_quotes_revision (tenant_id, number, revision_no),
    UNIQUE KEY uq_quotes_order (tenant_id, order_id), KEY ix_quotes_first (tenant_id, first_quote_id, revision_no),
    KEY ix_quotes_customer (tenant_id, customer_id, id), KEY ix_quotes_owner (tenant_id, owner_id, id),
    KEY ix_quotes_department (tenant_id, department_id, id), KEY ix_quotes_state (tenant_id, state, id),
    KEY ix_quotes_valid (tenant_id, valid_until, id),
    CONSTRAINT fk_quotes_customer_id FOREIGN KEY (tenant_id, customer_id) REFERENCES parties (tenant_id, id),
    CONSTRAINT fk_quotes_former_quote_id FOREIGN KEY (tenant_id, former_quote_id) REFERENCES quotes (tenant_id, id),
    CONSTRAINT fk_quotes_payment_term_id FOREIGN KEY (tenant_id, payment_term_id)
      REFERENCES payment_terms (tenant_id, id),
    CONSTRAINT fk_quotes_order_id FOREIGN KEY (tenant_id, order_id) REFERENCES sales_orders (tenant_id, id),
    CONSTRAINT ck_quotes_order CHECK (order_id IS NULL OR state = 'accepted')) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS quote_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, quote_id BIGINT NOT NULL, customer_id BIGINT NOT NULL,
    line_no INT NOT NULL, line_key BIGINT NOT NULL, mode VARCHAR(32) NOT NULL, item_id BIGINT NULL,
    item_code VARCHAR(64) NULL, item_name VARCHAR(128) NULL, item_spec VARCHAR(255) NULL, description VARCHAR(500) NULL,
    unit_id BIGINT NULL, unit_name VARCHAR(64) NULL, warehouse_id BIGINT NULL, tax_rate DECIMAL(20,6) NOT NULL,
    delivery_days INT NULL, optional TINYINT(1) NOT NULL, note VARCHAR(500) NULL, unit_cost DECIMAL(20,6) NULL,
    cost_source VARCHAR(32) NULL, recipe MEDIUMTEXT NULL, file_ids MEDIUMTEXT NOT NULL, incl_cents BIGINT NOT NULL,
    excl_cents BIGINT NOT NULL, tax_cents BIGINT NOT NULL, answer VARCHAR(32) NULL, chosen_break_no INT NULL,
    answered_at DATETIME(3) NULL, answered_by VARCHAR(64) NULL,
    UNIQUE KEY uq_quote_lines_id (tenant_id, id), UNIQUE KEY uq_quote_lines_no (tenant_id, quote_id, line_no),
    KEY ix_quote_lines_item (tenant_id, item_id, id), KEY ix_quote_lines_customer (tenant_id, customer_id, id),
    CONSTRAINT fk_quote_lines_quote_id FOREIGN KEY (tenant_id, quote_id) REFERENCES quotes (tenant_id, id),
    CONSTRAINT fk_quote_lines_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS quote_breaks (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, quote_id BIGINT NOT NULL, line_id BIGINT NOT NULL,
    customer_id BIGINT NOT NULL, break_no INT NOT NULL, quantity DECIMAL(20,6) NOT NULL,
    unit_price DECIMAL(20,6) NOT NULL, discount_rate DECIMAL(20,6) NOT NULL, net_price DECIMAL(20,6) NOT NULL,
    incl_cents BIGINT NOT NULL, excl_cents BIGINT NOT NULL, tax_cents BIGINT NOT NULL, cost_cents BIGINT NULL,
    UNIQUE KEY uq_quote_breaks_no (tenant_id, line_id, break_no), KEY ix_quote_breaks_quote (tenant_id, quote_id),
    CONSTRAINT fk_quote_breaks_line_id FOREIGN KEY (tenant_id, line_id)
      REFERENCES quote_lines (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS quote_comments (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, quote_id BIGINT NOT NULL, first_quote_id BIGINT NOT NULL,
    line_id BIGINT NULL, customer_id BIGINT NOT NULL, side VARCHAR(32) NOT NULL, author_name VARCHAR(64) NOT NULL,
    text VARCHAR(2000) NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_quote_comments_id (tenant_id, id), KEY ix_quote_comments_first (tenant_id, first_quote_id, id),
    CONSTRAINT fk_quote_comments_quote_id FOREIGN KEY (tenant_id, quote_id)
      REFERENCES quotes (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS quote_shares (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, quote_id BIGINT NOT NULL, token_hash VARCHAR(64) NOT NULL,
    expires_at DATETIME(3) NOT NULL, revoked_at DATETIME(3) NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_quote_shares_token (tenant_id, token_hash), KEY ix_quote_shares_quote (tenant_id, quote_id),
    CONSTRAINT fk_quote_shares_quote_id FOREIGN KEY (tenant_id, quote_id)
      REFERENCES quotes (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS quote_settings (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, margin_floor DECIMAL(20,6) NULL,
    level_floors MEDIUMTEXT NOT NULL, validity_days INT NOT NULL, on_acceptance VARCHAR(32) NOT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_quote_settings_tenant (tenant_id)) ENGINE=InnoDB`,
]);
