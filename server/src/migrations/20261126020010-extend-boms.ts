import { migration } from "../kernel/db";

/**
 * Bills of materials whole: alternatives, substitutes, by-products; operations with piece rate, inspection and
 * subcontractor. What a work order or a custom line froze of them stands beside its own rows.
 */
export const extendBoms = migration("20261126020010-extend-boms", "expand", [
  `ALTER TABLE items ADD COLUMN IF NOT EXISTS default_alternative VARCHAR(64) NOT NULL DEFAULT 'main'`,
  `ALTER TABLE bom_versions ADD COLUMN IF NOT EXISTS alternative VARCHAR(64) NOT NULL DEFAULT 'main'`,
  `ALTER TABLE bom_versions ADD COLUMN IF NOT EXISTS has_substitutes TINYINT(1) NOT NULL DEFAULT 0`,
  `ALTER TABLE bom_versions ADD COLUMN IF NOT EXISTS has_by_products TINYINT(1) NOT NULL DEFAULT 0`,
  `CREATE TABLE IF NOT EXISTS bom_substitutes (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, bom_version_id BIGINT NOT NULL, line_no INT NOT NULL,
    priority INT NOT NULL, item_id BIGINT NOT NULL, ratio DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_bom_substitutes_priority (tenant_id, bom_version_id, line_no, priority),
    KEY ix_bom_substitutes_item (tenant_id, item_id, bom_version_id),
    CONSTRAINT fk_bom_substitutes_bom_version_id FOREIGN KEY (tenant_id, bom_version_id)
      REFERENCES bom_versions (tenant_id, id),
    CONSTRAINT fk_bom_substitutes_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS bom_by_products (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, bom_version_id BIGINT NOT NULL, line_no INT NOT NULL,
    item_id BIGINT NOT NULL, per_base DECIMAL(20,6) NOT NULL, cost_share DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_bom_by_products_line (tenant_id, bom_version_id, line_no),
    KEY ix_bom_by_products_item (tenant_id, item_id, bom_version_id),
    CONSTRAINT fk_bom_by_products_bom_version_id FOREIGN KEY (tenant_id, bom_version_id)
      REFERENCES bom_versions (tenant_id, id),
    CONSTRAINT fk_bom_by_products_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  ...["routing_operations", "work_order_operations", "sales_order_line_operations"].flatMap(
    (table) => [
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS piece_rate DECIMAL(20,6) NOT NULL DEFAULT 0`,
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS inspection_point VARCHAR(64) NOT NULL DEFAULT 'none'`,
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS subcontracted TINYINT(1) NOT NULL DEFAULT 0`,
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS supplier_id BIGINT NULL`,
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS subcontract_price DECIMAL(20,6) NOT NULL DEFAULT 0`,
    ],
  ),
  `ALTER TABLE work_order_materials ADD COLUMN IF NOT EXISTS via_item_id BIGINT NULL`,
  `ALTER TABLE work_order_materials ADD COLUMN IF NOT EXISTS replaces_item_id BIGINT NULL`,
  `CREATE TABLE IF NOT EXISTS work_order_by_products (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, work_order_id BIGINT NOT NULL, line_no INT NOT NULL,
    item_id BIGINT NOT NULL, per_base DECIMAL(20,6) NOT NULL, cost_share DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_work_order_by_products_line (tenant_id, work_order_id, line_no),
    CONSTRAINT fk_work_order_by_products_work_order_id FOREIGN KEY (tenant_id, work_order_id)
      REFERENCES work_orders (tenant_id, id),
    CONSTRAINT fk_work_order_by_products_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id))
    ENGINE=InnoDB`,
  `ALTER TABLE sales_order_line_materials ADD COLUMN IF NOT EXISTS substitutes MEDIUMTEXT NULL`,
  `ALTER TABLE sales_order_line_recipes ADD COLUMN IF NOT EXISTS by_products MEDIUMTEXT NULL`,
  `ALTER TABLE demands ADD COLUMN IF NOT EXISTS replaces_demand_id BIGINT NULL`,
]);
