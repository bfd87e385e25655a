import { migration } from "../kernel/db";

/** What is bought, made and sold, and what things are made of, from which day on. */
export const createCatalog = migration("20261123000004-create-catalog", "expand", [
  `CREATE TABLE IF NOT EXISTS units (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL, name VARCHAR(64) NOT NULL,
    places INT NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_units_id (tenant_id, id), UNIQUE KEY uq_units_code (tenant_id, code)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS items (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    spec VARCHAR(255) NOT NULL, unit_id BIGINT NOT NULL, supply_mode VARCHAR(32) NOT NULL, lead_time_days INT NOT NULL,
    lot_minimum DECIMAL(20,6) NOT NULL, lot_multiple DECIMAL(20,6) NOT NULL, lot_fixed DECIMAL(20,6) NOT NULL,
    safety_stock DECIMAL(20,6) NOT NULL, home_warehouse_id BIGINT NULL, standard_cost_price DECIMAL(20,6) NOT NULL,
    default_supplier_id BIGINT NULL, is_custom TINYINT(1) NOT NULL, active TINYINT(1) NOT NULL, custom MEDIUMTEXT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_items_id (tenant_id, id), UNIQUE KEY uq_items_code (tenant_id, code),
    KEY ix_items_name (tenant_id, name), KEY ix_items_default_supplier (tenant_id, default_supplier_id),
    CONSTRAINT fk_items_unit_id FOREIGN KEY (tenant_id, unit_id) REFERENCES units (tenant_id, id),
    CONSTRAINT fk_items_home_warehouse_id FOREIGN KEY (tenant_id, home_warehouse_id)
      REFERENCES warehouses (tenant_id, id),
    CONSTRAINT fk_items_default_supplier_id FOREIGN KEY (tenant_id, default_supplier_id)
      REFERENCES parties (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS bom_versions (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, item_id BIGINT NOT NULL, version INT NOT NULL,
    effective_from DATE NULL, effective_to DATE NULL, base_quantity DECIMAL(20,6) NOT NULL, state VARCHAR(32) NOT NULL,
    note VARCHAR(500) NOT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_bom_versions_id (tenant_id, id), UNIQUE KEY uq_bom_versions_version (tenant_id, item_id, version),
    KEY ix_bom_versions_effective (tenant_id, item_id, state, effective_from),
    CONSTRAINT fk_bom_versions_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS bom_components (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, bom_version_id BIGINT NOT NULL, line_no INT NOT NULL,
    item_id BIGINT NOT NULL, per_base DECIMAL(20,6) NOT NULL, scrap_rate DECIMAL(20,6) NOT NULL, note VARCHAR(255) NOT NULL,
    UNIQUE KEY uq_bom_components_line (tenant_id, bom_version_id, line_no),
    KEY ix_bom_components_item (tenant_id, item_id, bom_version_id),
    CONSTRAINT fk_bom_components_bom_version_id FOREIGN KEY (tenant_id, bom_version_id)
      REFERENCES bom_versions (tenant_id, id),
    CONSTRAINT fk_bom_components_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS routing_operations (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, bom_version_id BIGINT NOT NULL, sequence INT NOT NULL,
    name VARCHAR(64) NOT NULL, work_center_id BIGINT NULL, setup_minutes DECIMAL(20,6) NOT NULL,
    run_minutes_per_unit DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_routing_operations_sequence (tenant_id, bom_version_id, sequence),
    KEY ix_routing_operations_work_center (tenant_id, work_center_id),
    CONSTRAINT fk_routing_operations_bom_version_id FOREIGN KEY (tenant_id, bom_version_id)
      REFERENCES bom_versions (tenant_id, id),
    CONSTRAINT fk_routing_operations_work_center_id FOREIGN KEY (tenant_id, work_center_id)
      REFERENCES work_centers (tenant_id, id)) ENGINE=InnoDB`,
  // One row per tenant: whoever changes what is effective writes it first, so that such changes happen one by one.
  `CREATE TABLE IF NOT EXISTS bom_rounds (
    tenant_id BIGINT NOT NULL PRIMARY KEY, round INT NOT NULL) ENGINE=InnoDB`,
]);
