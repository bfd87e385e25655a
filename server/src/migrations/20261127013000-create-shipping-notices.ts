import { migration } from "../kernel/db";

/** What suppliers announce, and what they ship straight to customers. */
export const createShippingNotices = migration("20261127013000-create-shipping-notices", "expand", [
  `CREATE TABLE IF NOT EXISTS shipping_notices (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, supplier_id BIGINT NOT NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL, purchase_order_id BIGINT NOT NULL, state VARCHAR(32) NOT NULL,
    straight TINYINT(1) NOT NULL, shipped_on DATE NOT NULL, expected_on DATE NULL, carrier VARCHAR(64) NULL, waybill VARCHAR(64) NULL,
    note VARCHAR(500) NULL, cancel_reason VARCHAR(500) NULL, custom MEDIUMTEXT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_shipping_notices_id (tenant_id, id), UNIQUE KEY uq_shipping_notices_number (tenant_id, number),
    KEY ix_shipping_notices_supplier (tenant_id, supplier_id, id), KEY ix_shipping_notices_order (tenant_id, purchase_order_id),
    KEY ix_shipping_notices_state (tenant_id, state, id), KEY ix_shipping_notices_owner (tenant_id, owner_id, id),
    KEY ix_shipping_notices_department (tenant_id, department_id, id),
    CONSTRAINT fk_shipping_notices_supplier_id FOREIGN KEY (tenant_id, supplier_id) REFERENCES parties (tenant_id, id),
    CONSTRAINT fk_shipping_notices_purchase_order_id FOREIGN KEY (tenant_id, purchase_order_id) REFERENCES purchase_orders (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS shipping_notice_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, shipping_notice_id BIGINT NOT NULL, line_no INT NOT NULL,
    supplier_id BIGINT NOT NULL, purchase_order_line_id BIGINT NOT NULL, item_id BIGINT NOT NULL, quantity DECIMAL(20,6) NOT NULL,
    lot_number VARCHAR(64) NULL,
    UNIQUE KEY uq_shipping_notice_lines_id (tenant_id, id), UNIQUE KEY uq_shipping_notice_lines_place (tenant_id, shipping_notice_id, line_no),
    KEY ix_shipping_notice_lines_line (tenant_id, purchase_order_line_id),
    CONSTRAINT ck_shipping_notice_lines_quantity CHECK (quantity > 0),
    CONSTRAINT fk_shipping_notice_lines_notice_id FOREIGN KEY (tenant_id, shipping_notice_id) REFERENCES shipping_notices (tenant_id, id),
    CONSTRAINT fk_shipping_notice_lines_line_id FOREIGN KEY (tenant_id, purchase_order_line_id) REFERENCES purchase_order_lines (tenant_id, id)) ENGINE=InnoDB`,
  `ALTER TABLE goods_receipts ADD COLUMN IF NOT EXISTS shipping_notice_id BIGINT NULL,
    ADD KEY IF NOT EXISTS ix_goods_receipts_notice (tenant_id, shipping_notice_id)`,
  `ALTER TABLE purchase_order_lines ADD COLUMN IF NOT EXISTS accepted_quantity DECIMAL(20,6) NOT NULL DEFAULT 0`,
  `ALTER TABLE shipments ADD COLUMN IF NOT EXISTS shipping_notice_id BIGINT NULL,
    ADD KEY IF NOT EXISTS ix_shipments_notice (tenant_id, shipping_notice_id)`,
  `ALTER TABLE shipment_lines ADD COLUMN IF NOT EXISTS purchase_order_line_id BIGINT NULL`,
]);
