import { migration } from "../kernel/db";

/**
 * Counting what is there. A line is one stock key; what the books said is taken when it is counted. A freeze row stops moves
 * of its place while the count runs: 0 stands for every location, every item.
 */
export const createStocktakes = migration("20261126030200-create-stocktakes", "expand", [
  `CREATE TABLE IF NOT EXISTS stocktakes (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, state VARCHAR(32) NOT NULL,
    warehouse_id BIGINT NOT NULL, scope VARCHAR(32) NOT NULL, blind TINYINT(1) NOT NULL, freezes TINYINT(1) NOT NULL,
    counted_on DATE NOT NULL, note VARCHAR(500) NULL, started_at DATETIME(3) NULL, posted_at DATETIME(3) NULL,
    cancelled_at DATETIME(3) NULL, cancel_reason VARCHAR(500) NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_stocktakes_id (tenant_id, id), UNIQUE KEY uq_stocktakes_number (tenant_id, number),
    KEY ix_stocktakes_state (tenant_id, state, counted_on),
    CONSTRAINT fk_stocktakes_warehouse_id FOREIGN KEY (tenant_id, warehouse_id)
      REFERENCES warehouses (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS stocktake_scopes (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, stocktake_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL,
    location_id BIGINT NOT NULL, item_id BIGINT NOT NULL, frozen TINYINT(1) NOT NULL,
    UNIQUE KEY uq_stocktake_scopes (tenant_id, stocktake_id, location_id, item_id),
    KEY ix_stocktake_scopes_frozen (tenant_id, warehouse_id, frozen),
    CONSTRAINT fk_stocktake_scopes_stocktake_id FOREIGN KEY (tenant_id, stocktake_id)
      REFERENCES stocktakes (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS stocktake_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, stocktake_id BIGINT NOT NULL, item_id BIGINT NOT NULL,
    warehouse_id BIGINT NOT NULL, location_id BIGINT NOT NULL, lot_id BIGINT NOT NULL, owner_party_id BIGINT NOT NULL,
    status VARCHAR(32) NOT NULL, book_quantity DECIMAL(20,6) NULL, book_catch_quantity DECIMAL(20,6) NULL,
    counted_quantity DECIMAL(20,6) NULL, counted_catch_quantity DECIMAL(20,6) NULL, book_serials MEDIUMTEXT NULL,
    counted_serials MEDIUMTEXT NULL, count_no INT NOT NULL, counted_at DATETIME(3) NULL, counted_by_id BIGINT NULL,
    UNIQUE KEY uq_stocktake_lines_key (tenant_id, stocktake_id, item_id, location_id, lot_id, owner_party_id, status),
    KEY ix_stocktake_lines_item (tenant_id, item_id, warehouse_id, counted_at),
    CONSTRAINT ck_stocktake_lines_counted CHECK (counted_quantity IS NULL OR counted_quantity >= 0),
    CONSTRAINT fk_stocktake_lines_stocktake_id FOREIGN KEY (tenant_id, stocktake_id)
      REFERENCES stocktakes (tenant_id, id)) ENGINE=InnoDB`,
]);
