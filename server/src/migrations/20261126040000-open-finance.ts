import { migration } from "../kernel/db";

/**
 * What is open between a party and us, document by document, and what settles what. The checks are the last line of
 * defence: nothing is settled beyond its amount or below nothing.
 */
export const openFinance = migration("20261126040000-open-finance", "expand", [
  `CREATE TABLE IF NOT EXISTS open_items (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, party_id BIGINT NOT NULL, owner_id BIGINT NULL,
    department_id BIGINT NULL, side VARCHAR(64) NOT NULL, direction VARCHAR(64) NOT NULL, number VARCHAR(64) NOT NULL,
    state VARCHAR(64) NOT NULL, amount_cents BIGINT NOT NULL, open_cents BIGINT NOT NULL, documented_on DATE NOT NULL,
    due_on DATE NOT NULL, source_type VARCHAR(64) NOT NULL, source_id BIGINT NOT NULL, note VARCHAR(500) NOT NULL,
    fact_id BIGINT NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_open_items_id (tenant_id, id),
    UNIQUE KEY uq_open_items_source (tenant_id, source_type, source_id),
    UNIQUE KEY uq_open_items_number (tenant_id, party_id, side, direction, number),
    KEY ix_open_items_due (tenant_id, due_on, id), KEY ix_open_items_party (tenant_id, party_id, side, open_cents),
    KEY ix_open_items_owner (tenant_id, owner_id, id), KEY ix_open_items_department (tenant_id, department_id, id),
    CONSTRAINT ck_open_items_open CHECK (amount_cents > 0 AND open_cents >= 0 AND open_cents <= amount_cents),
    CONSTRAINT fk_open_items_party_id FOREIGN KEY (tenant_id, party_id) REFERENCES parties (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS cash_movements (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, kind VARCHAR(64) NOT NULL, number VARCHAR(64) NOT NULL,
    party_id BIGINT NOT NULL, owner_id BIGINT NULL, department_id BIGINT NULL, state VARCHAR(64) NOT NULL,
    method VARCHAR(64) NOT NULL, amount_cents BIGINT NOT NULL, moved_on DATE NOT NULL, reference VARCHAR(128) NOT NULL,
    note VARCHAR(500) NOT NULL, reverse_reason VARCHAR(500) NULL, revision INT NOT NULL, created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_cash_movements_id (tenant_id, id), UNIQUE KEY uq_cash_movements_number (tenant_id, number),
    KEY ix_cash_movements_kind (tenant_id, kind, moved_on, id), KEY ix_cash_movements_party (tenant_id, party_id, id),
    KEY ix_cash_movements_owner (tenant_id, owner_id, id), KEY ix_cash_movements_department (tenant_id, department_id, id),
    CONSTRAINT ck_cash_movements_amount CHECK (amount_cents > 0),
    CONSTRAINT fk_cash_movements_party_id FOREIGN KEY (tenant_id, party_id) REFERENCES parties (tenant_id, id))
    ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS allocations (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, party_id BIGINT NOT NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL, reverses_id BIGINT NULL, reason VARCHAR(500) NOT NULL,
    allocated_on DATE NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_allocations_id (tenant_id, id), UNIQUE KEY uq_allocations_number (tenant_id, number),
    UNIQUE KEY uq_allocations_reverses (tenant_id, reverses_id), KEY ix_allocations_party (tenant_id, party_id, id),
    KEY ix_allocations_owner (tenant_id, owner_id, id), KEY ix_allocations_department (tenant_id, department_id, id),
    CONSTRAINT fk_allocations_party_id FOREIGN KEY (tenant_id, party_id) REFERENCES parties (tenant_id, id))
    ENGINE=InnoDB`,
  // From 0: written off, nothing is settled in return.
  `CREATE TABLE IF NOT EXISTS allocation_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, allocation_id BIGINT NOT NULL, party_id BIGINT NOT NULL,
    line_no INT NOT NULL, from_item_id BIGINT NOT NULL, to_item_id BIGINT NOT NULL, amount_cents BIGINT NOT NULL,
    UNIQUE KEY uq_allocation_lines_id (tenant_id, id),
    UNIQUE KEY uq_allocation_lines_no (tenant_id, allocation_id, line_no),
    KEY ix_allocation_lines_from (tenant_id, from_item_id), KEY ix_allocation_lines_to (tenant_id, to_item_id),
    CONSTRAINT fk_allocation_lines_allocation_id FOREIGN KEY (tenant_id, allocation_id)
      REFERENCES allocations (tenant_id, id),
    CONSTRAINT fk_allocation_lines_to_item_id FOREIGN KEY (tenant_id, to_item_id) REFERENCES open_items (tenant_id, id))
    ENGINE=InnoDB`,
]);
