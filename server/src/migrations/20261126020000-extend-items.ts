import { migration } from "../kernel/db";

/** What kind of thing an item is, how its pieces are told apart, and in which other units it is counted. */
export const extendItems = migration("20261126020000-extend-items", "expand", [
  `ALTER TABLE items ADD COLUMN IF NOT EXISTS kind VARCHAR(64) NOT NULL DEFAULT 'goods'`,
  `ALTER TABLE items ADD COLUMN IF NOT EXISTS tracking VARCHAR(64) NOT NULL DEFAULT 'none'`,
  `ALTER TABLE items ADD COLUMN IF NOT EXISTS shelf_life_days INT NULL`,
  `ALTER TABLE items ADD COLUMN IF NOT EXISTS catch_unit_id BIGINT NULL`,
  `ALTER TABLE items ADD COLUMN IF NOT EXISTS is_phantom TINYINT(1) NOT NULL DEFAULT 0`,
  `ALTER TABLE items ADD CONSTRAINT fk_items_catch_unit_id FOREIGN KEY IF NOT EXISTS (tenant_id, catch_unit_id)
    REFERENCES units (tenant_id, id)`,
  `CREATE TABLE IF NOT EXISTS item_units (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, item_id BIGINT NOT NULL, unit_id BIGINT NOT NULL,
    factor DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_item_units_unit (tenant_id, item_id, unit_id), KEY ix_item_units_unit (tenant_id, unit_id),
    CONSTRAINT fk_item_units_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id),
    CONSTRAINT fk_item_units_unit_id FOREIGN KEY (tenant_id, unit_id) REFERENCES units (tenant_id, id)) ENGINE=InnoDB`,
]);
