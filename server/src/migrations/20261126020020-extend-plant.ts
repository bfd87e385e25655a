import { migration } from "../kernel/db";

/** Shifts of which working days consist, days that work like another weekday, and what a work center holds and costs. */
export const extendPlant = migration("20261126020020-extend-plant", "expand", [
  `CREATE TABLE IF NOT EXISTS shifts (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    starts_at VARCHAR(64) NOT NULL, ends_at VARCHAR(64) NOT NULL, breaks MEDIUMTEXT NOT NULL, minutes INT NOT NULL,
    active TINYINT(1) NOT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_shifts_id (tenant_id, id), UNIQUE KEY uq_shifts_code (tenant_id, code)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS calendar_shifts (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, calendar_id BIGINT NOT NULL, weekday INT NOT NULL,
    shift_id BIGINT NOT NULL,
    UNIQUE KEY uq_calendar_shifts_shift (tenant_id, calendar_id, weekday, shift_id),
    KEY ix_calendar_shifts_shift (tenant_id, shift_id, calendar_id),
    CONSTRAINT fk_calendar_shifts_calendar_id FOREIGN KEY (tenant_id, calendar_id) REFERENCES calendars (tenant_id, id),
    CONSTRAINT fk_calendar_shifts_shift_id FOREIGN KEY (tenant_id, shift_id) REFERENCES shifts (tenant_id, id))
    ENGINE=InnoDB`,
  `ALTER TABLE calendars ADD COLUMN IF NOT EXISTS weekday_minutes MEDIUMTEXT NULL`,
  `ALTER TABLE calendar_exceptions ADD COLUMN IF NOT EXISTS follows_weekday INT NULL`,
  `ALTER TABLE work_centers ADD COLUMN IF NOT EXISTS capacity_count INT NOT NULL DEFAULT 1`,
  `ALTER TABLE work_centers ADD COLUMN IF NOT EXISTS efficiency_rate DECIMAL(20,6) NOT NULL DEFAULT 1`,
  `ALTER TABLE work_centers ADD COLUMN IF NOT EXISTS cost_rate_per_hour DECIMAL(20,6) NOT NULL DEFAULT 0`,
]);
