import { migration } from "../kernel/db";

/** Purchase requisitions. A line's id is its supply's id. */
export const createPurchases = migration("20261123000013-create-purchases", "expand", [
  `CREATE TABLE IF NOT EXISTS requisitions (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, origin VARCHAR(32) NOT NULL,
    fact_id BIGINT NULL, requested_on DATE NOT NULL, custom MEDIUMTEXT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_requisitions_id (tenant_id, id), UNIQUE KEY uq_requisitions_number (tenant_id, number),
    UNIQUE KEY uq_requisitions_fact (tenant_id, fact_id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS requisition_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, requisition_id BIGINT NOT NULL, line_no INT NOT NULL,
    item_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL, state VARCHAR(32) NOT NULL, quantity DECIMAL(20,6) NOT NULL,
    order_by DATE NOT NULL, needed_on DATE NOT NULL, due_on DATE NOT NULL, suggested_supplier_id BIGINT NULL,
    UNIQUE KEY uq_requisition_lines_id (tenant_id, id),
    UNIQUE KEY uq_requisition_lines_no (tenant_id, requisition_id, line_no),
    KEY ix_requisition_lines_state (tenant_id, state, order_by, id), KEY ix_requisition_lines_item (tenant_id, item_id, id),
    CONSTRAINT fk_requisition_lines_requisition_id FOREIGN KEY (tenant_id, requisition_id)
      REFERENCES requisitions (tenant_id, id),
    CONSTRAINT fk_requisition_lines_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
]);
