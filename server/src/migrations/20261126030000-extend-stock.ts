import { migration } from "../kernel/db";

/**
 * The whole stock key comes into use: what of our stock cannot be used yet or any more stands beside what can, in the same
 * locked row, so that the cost pool covers both. Lots and serials are the identities that a move can name.
 */
export const extendStock = migration("20261126030000-extend-stock", "expand", [
  `ALTER TABLE item_stocks ADD COLUMN IF NOT EXISTS held_quantity DECIMAL(20,6) NOT NULL DEFAULT 0`,
  `ALTER TABLE item_stocks ADD CONSTRAINT IF NOT EXISTS ck_item_stocks_held CHECK (held_quantity >= 0)`,
  `ALTER TABLE stock_balances ADD COLUMN IF NOT EXISTS id BIGINT NOT NULL DEFAULT 0`,
  `CREATE TABLE IF NOT EXISTS stock_lots (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, item_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL,
    made_on DATE NULL, received_on DATE NULL, expires_on DATE NULL, supplier_lot VARCHAR(64) NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_stock_lots_id (tenant_id, id), UNIQUE KEY uq_stock_lots_number (tenant_id, item_id, number),
    KEY ix_stock_lots_expires (tenant_id, expires_on, id), KEY ix_stock_lots_by_number (tenant_id, number, id),
    CONSTRAINT fk_stock_lots_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  // Where a serial lies is 0 for none, as in the stock key; a serial that has left keeps the place it left from.
  `CREATE TABLE IF NOT EXISTS stock_serials (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, item_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL,
    state VARCHAR(32) NOT NULL, warehouse_id BIGINT NOT NULL, location_id BIGINT NOT NULL, lot_id BIGINT NOT NULL,
    owner_party_id BIGINT NOT NULL, status VARCHAR(32) NOT NULL, move_id BIGINT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_stock_serials_id (tenant_id, id), UNIQUE KEY uq_stock_serials_number (tenant_id, item_id, number),
    KEY ix_stock_serials_by_number (tenant_id, number, id),
    KEY ix_stock_serials_place (tenant_id, item_id, warehouse_id, state),
    CONSTRAINT fk_stock_serials_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id),
    CONSTRAINT fk_stock_serials_warehouse_id FOREIGN KEY (tenant_id, warehouse_id)
      REFERENCES warehouses (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS stock_move_serials (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, move_id BIGINT NOT NULL, serial_id BIGINT NOT NULL,
    direction INT NOT NULL,
    UNIQUE KEY uq_stock_move_serials (tenant_id, move_id, serial_id),
    KEY ix_stock_move_serials_serial (tenant_id, serial_id, id)) ENGINE=InnoDB`,
  `CREATE INDEX IF NOT EXISTS ix_stock_moves_occurred ON stock_moves (tenant_id, occurred_on, item_id)`,
  `CREATE INDEX IF NOT EXISTS ix_stock_moves_lot ON stock_moves (tenant_id, lot_id, id)`,
  `CREATE INDEX IF NOT EXISTS ix_stock_balances_lot ON stock_balances (tenant_id, lot_id)`,
  `CREATE INDEX IF NOT EXISTS ix_stock_balances_owner ON stock_balances (tenant_id, owner_party_id)`,
]);

/** Balances of before get the ids that a list needs: small ones, which no process makes. */
export const numberStockBalances = migration("20261126030001-number-stock-balances", "data", [
  `UPDATE stock_balances b JOIN (
      SELECT tenant_id, item_id, warehouse_id, location_id, lot_id, owner_party_id, status,
        ROW_NUMBER() OVER (ORDER BY tenant_id, item_id, warehouse_id, location_id, lot_id, owner_party_id, status) AS place
      FROM stock_balances) n
    USING (tenant_id, item_id, warehouse_id, location_id, lot_id, owner_party_id, status)
    SET b.id = n.place WHERE b.id = 0`,
]);

/** A balance is one row of a list: its id is unique, and every writer gives one. */
export const keyStockBalances = migration("20261126030002-key-stock-balances", "expand", [
  `CREATE UNIQUE INDEX IF NOT EXISTS uq_stock_balances_id ON stock_balances (tenant_id, id)`,
]);
