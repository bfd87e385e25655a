import { migration } from "../kernel/db";

/** How much more or less of an item may come than was ordered, which goods are looked at first, and what was found. */
export const inspectReceipts = migration("20261127040000-inspect-receipts", "expand", [
  `ALTER TABLE items ADD COLUMN IF NOT EXISTS over_receipt_rate DECIMAL(20,6) NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS under_receipt_rate DECIMAL(20,6) NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS inspect_incoming TINYINT(1) NOT NULL DEFAULT 0`,
  `ALTER TABLE purchase_order_lines ADD COLUMN IF NOT EXISTS over_rate DECIMAL(20,6) NOT NULL DEFAULT 0`,
  `CREATE TABLE IF NOT EXISTS incoming_inspections (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, supplier_id BIGINT NOT NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL, goods_receipt_id BIGINT NOT NULL, goods_receipt_line_id BIGINT NOT NULL,
    purchase_order_id BIGINT NOT NULL, purchase_order_line_id BIGINT NOT NULL, item_id BIGINT NOT NULL,
    state VARCHAR(32) NOT NULL, quantity DECIMAL(20,6) NOT NULL, catch_quantity DECIMAL(20,6) NOT NULL,
    passed DECIMAL(20,6) NOT NULL, conceded DECIMAL(20,6) NOT NULL, failed DECIMAL(20,6) NOT NULL,
    replaced TINYINT(1) NOT NULL, cause VARCHAR(64) NULL, note VARCHAR(500) NULL, inspector_id BIGINT NULL,
    received_on DATE NOT NULL, inspected_on DATE NULL, custom MEDIUMTEXT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_incoming_inspections_id (tenant_id, id), UNIQUE KEY uq_incoming_inspections_number (tenant_id, number),
    UNIQUE KEY uq_incoming_inspections_line (tenant_id, goods_receipt_line_id),
    KEY ix_incoming_inspections_supplier (tenant_id, supplier_id, id), KEY ix_incoming_inspections_state (tenant_id, state, id),
    KEY ix_incoming_inspections_order (tenant_id, purchase_order_line_id, state),
    KEY ix_incoming_inspections_owner (tenant_id, owner_id, id), KEY ix_incoming_inspections_department (tenant_id, department_id, id),
    CONSTRAINT ck_incoming_inspections_judged CHECK (passed >= 0 AND conceded >= 0 AND failed >= 0
      AND passed + conceded + failed IN (0, quantity)),
    CONSTRAINT fk_incoming_inspections_supplier_id FOREIGN KEY (tenant_id, supplier_id) REFERENCES parties (tenant_id, id),
    CONSTRAINT fk_incoming_inspections_receipt_id FOREIGN KEY (tenant_id, goods_receipt_id) REFERENCES goods_receipts (tenant_id, id),
    CONSTRAINT fk_incoming_inspections_line_id FOREIGN KEY (tenant_id, purchase_order_line_id) REFERENCES purchase_order_lines (tenant_id, id),
    CONSTRAINT fk_incoming_inspections_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
]);
