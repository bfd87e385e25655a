import { migration } from "../kernel/db";

/** Customers and suppliers, their contacts, and the terms on which they pay or are paid. */
export const createParties = migration("20261123000002-create-parties", "expand", [
  `CREATE TABLE IF NOT EXISTS payment_terms (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    kind VARCHAR(32) NOT NULL, days INT NOT NULL, deposit_rate DECIMAL(20,6) NOT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_payment_terms_id (tenant_id, id), UNIQUE KEY uq_payment_terms_code (tenant_id, code)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS parties (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    short_name VARCHAR(64) NOT NULL, is_customer TINYINT(1) NOT NULL, is_supplier TINYINT(1) NOT NULL,
    credit_code VARCHAR(64) NULL, level VARCHAR(64) NOT NULL, owner_id BIGINT NULL, department_id BIGINT NULL,
    payment_term_id BIGINT NULL, credit_limit_cents BIGINT NULL, on_hold TINYINT(1) NOT NULL,
    hold_reason VARCHAR(500) NOT NULL, tax_rate DECIMAL(20,6) NOT NULL, custom MEDIUMTEXT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_parties_id (tenant_id, id), UNIQUE KEY uq_parties_code (tenant_id, code),
    KEY ix_parties_owner (tenant_id, owner_id, id), KEY ix_parties_department (tenant_id, department_id, id),
    KEY ix_parties_credit_code (tenant_id, credit_code), KEY ix_parties_name (tenant_id, name),
    CONSTRAINT fk_parties_owner_id FOREIGN KEY (tenant_id, owner_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_parties_department_id FOREIGN KEY (tenant_id, department_id)
      REFERENCES departments (tenant_id, id),
    CONSTRAINT fk_parties_payment_term_id FOREIGN KEY (tenant_id, payment_term_id)
      REFERENCES payment_terms (tenant_id, id)) ENGINE=InnoDB`,
  // The slot is 1 for the primary contact and NULL for the others: the key keeps each party to one.
  `CREATE TABLE IF NOT EXISTS contacts (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, party_id BIGINT NOT NULL, name VARCHAR(64) NOT NULL,
    phone VARCHAR(64) NULL, email VARCHAR(128) NULL, title VARCHAR(64) NOT NULL, is_primary TINYINT(1) NOT NULL,
    primary_slot TINYINT(1) AS (IF(is_primary = 1, 1, NULL)) VIRTUAL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_contacts_id (tenant_id, id), UNIQUE KEY uq_contacts_primary (tenant_id, party_id, primary_slot),
    KEY ix_contacts_party (tenant_id, party_id, id), KEY ix_contacts_phone (tenant_id, phone),
    CONSTRAINT fk_contacts_party_id FOREIGN KEY (tenant_id, party_id) REFERENCES parties (tenant_id, id)) ENGINE=InnoDB`,
]);
