import { migration } from "../kernel/db";

/**
 * The kernel's own tables. Every index leads with the tenant; append-only tables have no foreign key to it, because such
 * an insert would share-lock the parent row.
 */
export const createKernel = migration("20261123000000-create-kernel", "expand", [
  `CREATE TABLE IF NOT EXISTS worker_leases (
    number INT NOT NULL PRIMARY KEY, holder VARCHAR(64) NOT NULL, expires_at DATETIME(3) NOT NULL) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS facts (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, name VARCHAR(64) NOT NULL,
    subject_type VARCHAR(64) NOT NULL, subject_id BIGINT NOT NULL, cause_id BIGINT NULL,
    operation VARCHAR(96) NOT NULL, actor MEDIUMTEXT NOT NULL, payload MEDIUMTEXT NOT NULL,
    created_at DATETIME(3) NOT NULL,
    KEY ix_facts_subject (tenant_id, subject_type, subject_id, id), KEY ix_facts_name (tenant_id, name, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS outbox (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, topic VARCHAR(64) NOT NULL,
    payload MEDIUMTEXT NOT NULL, actor MEDIUMTEXT NOT NULL, request_id VARCHAR(64) NOT NULL,
    time_zone VARCHAR(64) NOT NULL, created_at DATETIME(3) NOT NULL, available_at DATETIME(3) NOT NULL, attempts INT NOT NULL DEFAULT 0,
    published_at DATETIME(3) NULL, dead_at DATETIME(3) NULL, last_error MEDIUMTEXT NULL,
    KEY ix_outbox_open (published_at, dead_at, available_at, id), KEY ix_outbox_dead (tenant_id, dead_at, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS idempotency_keys (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, actor_key VARCHAR(64) NOT NULL,
    \`key\` VARCHAR(128) NOT NULL, operation VARCHAR(96) NOT NULL, request_hash CHAR(64) NOT NULL,
    answer MEDIUMTEXT NULL, status INT NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_idempotency_keys (tenant_id, actor_key, \`key\`)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS audit_entries (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, operation VARCHAR(96) NOT NULL,
    subject_type VARCHAR(64) NOT NULL, subject_id BIGINT NOT NULL, subject_number VARCHAR(64) NULL,
    actor_kind VARCHAR(16) NOT NULL, actor_id BIGINT NULL, actor_name VARCHAR(128) NOT NULL,
    address VARCHAR(64) NOT NULL, request_id VARCHAR(64) NOT NULL, fact_id BIGINT NULL,
    \`before\` MEDIUMTEXT NULL, \`after\` MEDIUMTEXT NULL, reason VARCHAR(500) NULL,
    created_at DATETIME(3) NOT NULL, sealed_place INT NULL, sealed_hash VARCHAR(64) NULL,
    UNIQUE KEY uq_audit_entries_place (tenant_id, sealed_place),
    KEY ix_audit_entries_subject (tenant_id, subject_type, subject_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS audit_chains (
    tenant_id BIGINT NOT NULL PRIMARY KEY, place INT NOT NULL, hash VARCHAR(64) NOT NULL,
    sealed_at DATETIME(3) NOT NULL) ENGINE=InnoDB`,
  // Nobody can edit the trail: only the sealer's own two columns, once, from empty to set.
  `CREATE OR REPLACE TRIGGER audit_entries_frozen BEFORE UPDATE ON audit_entries FOR EACH ROW
    IF OLD.sealed_place IS NOT NULL OR NEW.id <> OLD.id OR NEW.tenant_id <> OLD.tenant_id
      OR NEW.operation <> OLD.operation OR NEW.subject_type <> OLD.subject_type OR NEW.subject_id <> OLD.subject_id
      OR NOT (NEW.\`before\` <=> OLD.\`before\`) OR NOT (NEW.\`after\` <=> OLD.\`after\`)
      OR NEW.actor_kind <> OLD.actor_kind OR NOT (NEW.actor_id <=> OLD.actor_id) OR NEW.created_at <> OLD.created_at
      OR NOT (NEW.subject_number <=> OLD.subject_number) OR NEW.actor_name <> OLD.actor_name
      OR NEW.address <> OLD.address OR NEW.request_id <> OLD.request_id
      OR NOT (NEW.fact_id <=> OLD.fact_id) OR NOT (NEW.reason <=> OLD.reason)
    THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are append-only'; END IF`,
  `CREATE OR REPLACE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are append-only'`,
  `CREATE TABLE IF NOT EXISTS changes (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, subject_type VARCHAR(64) NOT NULL,
    subject_id BIGINT NOT NULL, owner_id BIGINT NULL, department_id BIGINT NULL, customer_id BIGINT NULL,
    supplier_id BIGINT NULL, created_at DATETIME(3) NOT NULL,
    KEY ix_changes_tenant (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS number_ranges (
    tenant_id BIGINT NOT NULL, prefix VARCHAR(64) NOT NULL, day DATE NOT NULL, last_number INT NOT NULL,
    PRIMARY KEY (tenant_id, prefix, day)) ENGINE=InnoDB`,
]);
