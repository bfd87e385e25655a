import { migration } from "../kernel/db";

/** Statements of account, the other side's figures, and what is between them. */
export const createStatements = migration("20261127012000-create-statements", "expand", [
  `ALTER TABLE charges ADD COLUMN IF NOT EXISTS statement_id BIGINT NULL,
    ADD KEY IF NOT EXISTS ix_charges_statement (tenant_id, statement_id, id)`,
  `CREATE TABLE IF NOT EXISTS statements (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, party_id BIGINT NOT NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL, side VARCHAR(32) NOT NULL, state VARCHAR(32) NOT NULL,
    begins_on DATE NOT NULL, ends_on DATE NOT NULL, opening_cents BIGINT NOT NULL, charges_cents BIGINT NOT NULL,
    movements_cents BIGINT NOT NULL, closing_cents BIGINT NOT NULL, their_closing_cents BIGINT NULL, note VARCHAR(500) NULL,
    their_note VARCHAR(500) NULL, hash VARCHAR(64) NULL, sent_at DATETIME(3) NULL, answered_at DATETIME(3) NULL,
    our_signer VARCHAR(64) NULL, our_signed_at DATETIME(3) NULL, their_signer VARCHAR(64) NULL, their_signed_at DATETIME(3) NULL,
    withdraw_reason VARCHAR(500) NULL, custom MEDIUMTEXT NULL, revision INT NOT NULL, created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_statements_id (tenant_id, id), UNIQUE KEY uq_statements_number (tenant_id, number),
    KEY ix_statements_party (tenant_id, party_id, side, id), KEY ix_statements_state (tenant_id, state, id),
    KEY ix_statements_owner (tenant_id, owner_id, id), KEY ix_statements_department (tenant_id, department_id, id),
    CONSTRAINT ck_statements_closing CHECK (closing_cents = opening_cents + charges_cents + movements_cents),
    CONSTRAINT fk_statements_party_id FOREIGN KEY (tenant_id, party_id) REFERENCES parties (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS statement_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, statement_id BIGINT NOT NULL, line_no INT NOT NULL,
    party_id BIGINT NOT NULL, kind VARCHAR(32) NOT NULL, charge_id BIGINT NULL, fact_id BIGINT NOT NULL,
    document_number VARCHAR(64) NOT NULL, dated_on DATE NOT NULL, description VARCHAR(500) NOT NULL, unit_name VARCHAR(64) NOT NULL,
    quantity DECIMAL(20,6) NULL, unit_price DECIMAL(20,6) NULL, tax_rate DECIMAL(20,6) NULL, amount_cents BIGINT NOT NULL,
    their_line_no INT NULL,
    UNIQUE KEY uq_statement_lines_id (tenant_id, id), UNIQUE KEY uq_statement_lines_place (tenant_id, statement_id, line_no),
    KEY ix_statement_lines_charge (tenant_id, charge_id), KEY ix_statement_lines_fact (tenant_id, fact_id),
    CONSTRAINT fk_statement_lines_statement_id FOREIGN KEY (tenant_id, statement_id) REFERENCES statements (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS statement_their_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, statement_id BIGINT NOT NULL, line_no INT NOT NULL,
    party_id BIGINT NOT NULL, document_number VARCHAR(64) NOT NULL, dated_on DATE NULL, description VARCHAR(500) NOT NULL,
    quantity DECIMAL(20,6) NULL, unit_price DECIMAL(20,6) NULL, amount_cents BIGINT NOT NULL,
    UNIQUE KEY uq_statement_their_lines_id (tenant_id, id), UNIQUE KEY uq_statement_their_lines_place (tenant_id, statement_id, line_no),
    CONSTRAINT fk_statement_their_lines_statement_id FOREIGN KEY (tenant_id, statement_id) REFERENCES statements (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS statement_residuals (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, statement_id BIGINT NOT NULL, line_no INT NOT NULL,
    party_id BIGINT NOT NULL, class VARCHAR(32) NOT NULL, why VARCHAR(32) NOT NULL, our_line_no INT NULL, their_line_no INT NULL,
    difference_cents BIGINT NOT NULL, evidence MEDIUMTEXT NOT NULL, proposal VARCHAR(32) NOT NULL,
    UNIQUE KEY uq_statement_residuals_id (tenant_id, id), UNIQUE KEY uq_statement_residuals_place (tenant_id, statement_id, line_no),
    CONSTRAINT fk_statement_residuals_statement_id FOREIGN KEY (tenant_id, statement_id) REFERENCES statements (tenant_id, id)) ENGINE=InnoDB`,
]);
