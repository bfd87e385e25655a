import { migration } from "../kernel/db";

/** Where a party has its goods sent, and the parts in which a payment term asks for its money. */
export const addPartyAddresses = migration("20261126010000-add-party-addresses", "expand", [
  // The slot is 1 for the default delivery address and NULL for the others: the key keeps each party to one.
  `CREATE TABLE IF NOT EXISTS party_addresses (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, party_id BIGINT NOT NULL, label VARCHAR(64) NOT NULL,
    recipient VARCHAR(64) NOT NULL, phone VARCHAR(64) NULL, region VARCHAR(128) NOT NULL, line VARCHAR(256) NOT NULL,
    is_default_delivery TINYINT(1) NOT NULL, removed_at DATETIME(3) NULL,
    default_slot TINYINT(1) AS (IF(is_default_delivery = 1, 1, NULL)) VIRTUAL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_party_addresses_id (tenant_id, id),
    UNIQUE KEY uq_party_addresses_default (tenant_id, party_id, default_slot),
    KEY ix_party_addresses_party (tenant_id, party_id, id),
    CONSTRAINT ck_party_addresses_default CHECK (removed_at IS NULL OR is_default_delivery = 0),
    CONSTRAINT fk_party_addresses_party_id FOREIGN KEY (tenant_id, party_id)
      REFERENCES parties (tenant_id, id)) ENGINE=InnoDB`,
  `ALTER TABLE payment_terms ADD COLUMN IF NOT EXISTS is_active TINYINT(1) NOT NULL DEFAULT 1`,
  `CREATE TABLE IF NOT EXISTS payment_term_stages (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, payment_term_id BIGINT NOT NULL, stage_no INT NOT NULL,
    name VARCHAR(64) NOT NULL, share_rate DECIMAL(20,6) NOT NULL, due_trigger VARCHAR(32) NOT NULL, days INT NOT NULL,
    UNIQUE KEY uq_payment_term_stages_no (tenant_id, payment_term_id, stage_no),
    CONSTRAINT ck_payment_term_stages_share CHECK (share_rate > 0 AND share_rate <= 1),
    CONSTRAINT fk_payment_term_stages_payment_term_id FOREIGN KEY (tenant_id, payment_term_id)
      REFERENCES payment_terms (tenant_id, id)) ENGINE=InnoDB`,
]);
