import { migration } from "../kernel/db";

/** Changes of confirmed orders: the document, and its edits one by one. */
export const createOrderChanges = migration("20261126070300-create-order-changes", "expand", [
  `CREATE TABLE IF NOT EXISTS order_changes (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, order_id BIGINT NOT NULL,
    customer_id BIGINT NOT NULL, owner_id BIGINT NULL, department_id BIGINT NULL, state VARCHAR(32) NOT NULL,
    reason VARCHAR(500) NOT NULL, impact MEDIUMTEXT NULL, credit_override VARCHAR(500) NULL, applied_at DATETIME(3) NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_order_changes_id (tenant_id, id), UNIQUE KEY uq_order_changes_number (tenant_id, number),
    KEY ix_order_changes_order (tenant_id, order_id, id), KEY ix_order_changes_customer (tenant_id, customer_id, id),
    KEY ix_order_changes_owner (tenant_id, owner_id, id), KEY ix_order_changes_state (tenant_id, state, id),
    CONSTRAINT fk_order_changes_order_id FOREIGN KEY (tenant_id, order_id)
      REFERENCES sales_orders (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS order_change_edits (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, change_id BIGINT NOT NULL, edit_no INT NOT NULL,
    kind VARCHAR(32) NOT NULL, order_line_id BIGINT NULL, quantity DECIMAL(20,6) NULL, unit_price DECIMAL(20,6) NULL,
    requested_on DATE NULL, added_line MEDIUMTEXT NULL,
    UNIQUE KEY uq_order_change_edits_no (tenant_id, change_id, edit_no),
    KEY ix_order_change_edits_line (tenant_id, order_line_id),
    CONSTRAINT fk_order_change_edits_change_id FOREIGN KEY (tenant_id, change_id)
      REFERENCES order_changes (tenant_id, id),
    CONSTRAINT fk_order_change_edits_order_line_id FOREIGN KEY (tenant_id, order_line_id)
      REFERENCES sales_order_lines (tenant_id, id)) ENGINE=InnoDB`,
]);
