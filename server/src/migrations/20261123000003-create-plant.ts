import { migration } from "../kernel/db";

/**
 * Where things are made and kept, and when the factory works. A default slot is 1 for the default and NULL otherwise:
 * its key keeps a tenant to one default calendar and one default warehouse.
 */
export const createPlant = migration("20261123000003-create-plant", "expand", [
  `CREATE TABLE IF NOT EXISTS calendars (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    working_weekdays MEDIUMTEXT NOT NULL, minutes_per_day INT NOT NULL, is_default TINYINT(1) NOT NULL,
    default_slot TINYINT(1) AS (IF(is_default = 1, 1, NULL)) VIRTUAL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_calendars_id (tenant_id, id), UNIQUE KEY uq_calendars_code (tenant_id, code),
    UNIQUE KEY uq_calendars_default (tenant_id, default_slot)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS calendar_exceptions (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, calendar_id BIGINT NOT NULL, day DATE NOT NULL,
    works TINYINT(1) NOT NULL, name VARCHAR(64) NOT NULL,
    UNIQUE KEY uq_calendar_exceptions_day (tenant_id, calendar_id, day),
    CONSTRAINT fk_calendar_exceptions_calendar_id FOREIGN KEY (tenant_id, calendar_id)
      REFERENCES calendars (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS warehouses (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    is_default TINYINT(1) NOT NULL, active TINYINT(1) NOT NULL,
    default_slot TINYINT(1) AS (IF(is_default = 1, 1, NULL)) VIRTUAL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_warehouses_id (tenant_id, id), UNIQUE KEY uq_warehouses_code (tenant_id, code),
    UNIQUE KEY uq_warehouses_default (tenant_id, default_slot)) ENGINE=InnoDB`,
  // party_id is 0 for a place of our own, so it can have no foreign key; writers check the party.
  `CREATE TABLE IF NOT EXISTS locations (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL,
    kind VARCHAR(32) NOT NULL, party_id BIGINT NOT NULL, active TINYINT(1) NOT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_locations_id (tenant_id, id), UNIQUE KEY uq_locations_code (tenant_id, warehouse_id, code),
    KEY ix_locations_party (tenant_id, party_id),
    CONSTRAINT fk_locations_warehouse_id FOREIGN KEY (tenant_id, warehouse_id)
      REFERENCES warehouses (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS work_centers (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    minutes_per_day INT NOT NULL, calendar_id BIGINT NULL, active TINYINT(1) NOT NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_work_centers_id (tenant_id, id), UNIQUE KEY uq_work_centers_code (tenant_id, code),
    CONSTRAINT fk_work_centers_calendar_id FOREIGN KEY (tenant_id, calendar_id)
      REFERENCES calendars (tenant_id, id)) ENGINE=InnoDB`,
]);
