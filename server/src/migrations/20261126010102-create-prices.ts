import { migration } from "../kernel/db";

/** What we sell at, by list, and what suppliers sell to us at. */
export const createPrices = migration("20261126010102-create-prices", "expand", [
  // The slot is 1 for the company's default list and NULL for the others: the key keeps it to one.
  `CREATE TABLE IF NOT EXISTS price_lists (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    includes_tax TINYINT(1) NOT NULL, valid_from DATE NULL, valid_to DATE NULL, is_default TINYINT(1) NOT NULL,
    is_active TINYINT(1) NOT NULL, default_slot TINYINT(1) AS (IF(is_default = 1, 1, NULL)) VIRTUAL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_price_lists_id (tenant_id, id), UNIQUE KEY uq_price_lists_code (tenant_id, code),
    UNIQUE KEY uq_price_lists_default (tenant_id, default_slot),
    CONSTRAINT ck_price_lists_default CHECK (is_default = 0 OR is_active = 1)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS price_list_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, price_list_id BIGINT NOT NULL, item_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL, min_quantity DECIMAL(20,6) NOT NULL, unit_price DECIMAL(20,6) NOT NULL,
    valid_from DATE NOT NULL, valid_to DATE NULL,
    UNIQUE KEY uq_price_list_lines_id (tenant_id, id),
    UNIQUE KEY uq_price_list_lines_break (tenant_id, price_list_id, item_id, unit_id, min_quantity, valid_from),
    KEY ix_price_list_lines_item (tenant_id, item_id, price_list_id),
    CONSTRAINT ck_price_list_lines_price CHECK (min_quantity >= 0 AND unit_price >= 0),
    CONSTRAINT fk_price_list_lines_price_list_id FOREIGN KEY (tenant_id, price_list_id)
      REFERENCES price_lists (tenant_id, id),
    CONSTRAINT fk_price_list_lines_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id),
    CONSTRAINT fk_price_list_lines_unit_id FOREIGN KEY (tenant_id, unit_id) REFERENCES units (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS supplier_prices (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, supplier_id BIGINT NOT NULL, item_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL, min_quantity DECIMAL(20,6) NOT NULL, unit_price DECIMAL(20,6) NOT NULL,
    includes_tax TINYINT(1) NOT NULL, minimum_order DECIMAL(20,6) NOT NULL, lead_time_days INT NULL,
    valid_from DATE NOT NULL, valid_to DATE NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_supplier_prices_id (tenant_id, id),
    UNIQUE KEY uq_supplier_prices_break (tenant_id, supplier_id, item_id, unit_id, min_quantity, valid_from),
    KEY ix_supplier_prices_item (tenant_id, item_id, supplier_id),
    CONSTRAINT ck_supplier_prices_price CHECK (min_quantity >= 0 AND unit_price >= 0 AND minimum_order >= 0),
    CONSTRAINT fk_supplier_prices_supplier_id FOREIGN KEY (tenant_id, supplier_id) REFERENCES parties (tenant_id, id),
    CONSTRAINT fk_supplier_prices_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id),
    CONSTRAINT fk_supplier_prices_unit_id FOREIGN KEY (tenant_id, unit_id) REFERENCES units (tenant_id, id)) ENGINE=InnoDB`,
  `ALTER TABLE parties ADD CONSTRAINT fk_parties_price_list_id FOREIGN KEY IF NOT EXISTS (tenant_id, price_list_id)
    REFERENCES price_lists (tenant_id, id)`,
]);
