import { migration } from "../kernel/db";

/**
 * Demand, supply and the pegs between them. The checks hold the two sums that planning promises: a demand always adds up,
 * and no supply is pegged beyond what is open of it.
 */
export const createPlans = migration("20261123000011-create-plans", "expand", [
  `CREATE TABLE IF NOT EXISTS demands (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, source_type VARCHAR(64) NOT NULL, source_id BIGINT NOT NULL,
    parent_supply_id BIGINT NULL, item_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL, state VARCHAR(32) NOT NULL,
    quantity DECIMAL(20,6) NOT NULL, fulfilled DECIMAL(20,6) NOT NULL, reserved DECIMAL(20,6) NOT NULL,
    pegged DECIMAL(20,6) NOT NULL, uncovered DECIMAL(20,6) NOT NULL, needed_on DATE NOT NULL, available_on DATE NULL,
    critical_supply_id BIGINT NULL, basis MEDIUMTEXT NULL, custom TINYINT(1) NOT NULL, fact_id BIGINT NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_demands_id (tenant_id, id), UNIQUE KEY uq_demands_source (tenant_id, source_type, source_id),
    KEY ix_demands_item (tenant_id, item_id, state, needed_on), KEY ix_demands_parent (tenant_id, parent_supply_id),
    CONSTRAINT ck_demands_adds_up CHECK (quantity = fulfilled + reserved + pegged + uncovered
      AND fulfilled >= 0 AND reserved >= 0 AND pegged >= 0 AND uncovered >= 0)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS supplies (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, source_type VARCHAR(64) NOT NULL, source_id BIGINT NOT NULL,
    kind VARCHAR(32) NOT NULL, item_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL, state VARCHAR(32) NOT NULL,
    quantity DECIMAL(20,6) NOT NULL, open_quantity DECIMAL(20,6) NOT NULL, pegged DECIMAL(20,6) NOT NULL,
    free_quantity DECIMAL(20,6) NOT NULL, needed_quantity DECIMAL(20,6) NOT NULL, lot_steps MEDIUMTEXT NOT NULL,
    firm TINYINT(1) NOT NULL, custom TINYINT(1) NOT NULL, low_level_code INT NOT NULL, fixed_days INT NOT NULL,
    routing_days INT NOT NULL, needed_on DATE NOT NULL, ready_on DATE NOT NULL, start_on DATE NOT NULL,
    due_on DATE NOT NULL, critical_demand_id BIGINT NULL, fact_id BIGINT NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_supplies_id (tenant_id, id), UNIQUE KEY uq_supplies_source (tenant_id, source_type, source_id),
    KEY ix_supplies_free (tenant_id, item_id, free_quantity), KEY ix_supplies_due (tenant_id, state, due_on),
    CONSTRAINT ck_supplies_pegged CHECK (open_quantity = pegged + free_quantity AND pegged >= 0 AND free_quantity >= 0
      AND quantity >= open_quantity)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS pegs (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, demand_id BIGINT NOT NULL, supply_id BIGINT NOT NULL,
    quantity DECIMAL(20,6) NOT NULL, fact_id BIGINT NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_pegs_pair (tenant_id, demand_id, supply_id), KEY ix_pegs_supply (tenant_id, supply_id),
    CONSTRAINT ck_pegs_quantity CHECK (quantity >= 0),
    CONSTRAINT fk_pegs_demand_id FOREIGN KEY (tenant_id, demand_id) REFERENCES demands (tenant_id, id),
    CONSTRAINT fk_pegs_supply_id FOREIGN KEY (tenant_id, supply_id) REFERENCES supplies (tenant_id, id)) ENGINE=InnoDB`,
]);
