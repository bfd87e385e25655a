import { migration } from "../kernel/db";

/** Goods that go back to their supplier, line by line of the receipt that they came with. */
export const createSupplierReturns = migration("20261127050000-create-supplier-returns", "expand", [
  `CREATE TABLE IF NOT EXISTS supplier_returns (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, supplier_id BIGINT NOT NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL, goods_receipt_id BIGINT NOT NULL, purchase_order_id BIGINT NOT NULL,
    state VARCHAR(32) NOT NULL, reason VARCHAR(500) NOT NULL, note VARCHAR(500) NULL, carrier VARCHAR(64) NULL,
    waybill VARCHAR(64) NULL, returned_on DATE NULL, cancel_reason VARCHAR(500) NULL, custom MEDIUMTEXT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_supplier_returns_id (tenant_id, id), UNIQUE KEY uq_supplier_returns_number (tenant_id, number),
    KEY ix_supplier_returns_supplier (tenant_id, supplier_id, id), KEY ix_supplier_returns_receipt (tenant_id, goods_receipt_id),
    KEY ix_supplier_returns_state (tenant_id, state, id), KEY ix_supplier_returns_owner (tenant_id, owner_id, id),
    KEY ix_supplier_returns_department (tenant_id, department_id, id),
    CONSTRAINT fk_supplier_returns_supplier_id FOREIGN KEY (tenant_id, supplier_id) REFERENCES parties (tenant_id, id),
    CONSTRAINT fk_supplier_returns_receipt_id FOREIGN KEY (tenant_id, goods_receipt_id) REFERENCES goods_receipts (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS supplier_return_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, supplier_return_id BIGINT NOT NULL, line_no INT NOT NULL,
    supplier_id BIGINT NOT NULL, goods_receipt_line_id BIGINT NOT NULL, item_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL,
    location_id BIGINT NOT NULL, lot_id BIGINT NOT NULL, status VARCHAR(32) NOT NULL, quantity DECIMAL(20,6) NOT NULL,
    catch_quantity DECIMAL(20,6) NOT NULL, serials MEDIUMTEXT NOT NULL,
    UNIQUE KEY uq_supplier_return_lines_id (tenant_id, id),
    UNIQUE KEY uq_supplier_return_lines_place (tenant_id, supplier_return_id, line_no),
    KEY ix_supplier_return_lines_receipt (tenant_id, goods_receipt_line_id),
    CONSTRAINT ck_supplier_return_lines_quantity CHECK (quantity > 0),
    CONSTRAINT fk_supplier_return_lines_return_id FOREIGN KEY (tenant_id, supplier_return_id) REFERENCES supplier_returns (tenant_id, id),
    CONSTRAINT fk_supplier_return_lines_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
]);
