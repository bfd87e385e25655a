import { migration } from "../kernel/db";

/**
 * Long jobs, what arrives from outside, and uploaded files.
 *
 * `ix_jobs_claim` does not lead with the tenant: the worker asks for the next job of whichever tenant, as it does of the
 * outbox.
 */
export const createJobsAndFiles = migration("20261123000005-create-jobs-and-files", "expand", [
  `CREATE TABLE IF NOT EXISTS inbox (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, source VARCHAR(64) NOT NULL,
    external_id VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL, payload MEDIUMTEXT NOT NULL,
    received_at DATETIME(3) NOT NULL, processed_at DATETIME(3) NULL,
    UNIQUE KEY uq_inbox_external (tenant_id, source, external_id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS jobs (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, kind VARCHAR(64) NOT NULL, input MEDIUMTEXT NOT NULL,
    actor MEDIUMTEXT NOT NULL, claims MEDIUMTEXT NULL, owner_id BIGINT NULL, department_id BIGINT NULL,
    request_id VARCHAR(64) NOT NULL, time_zone VARCHAR(64) NOT NULL, state VARCHAR(32) NOT NULL,
    progress_done INT NOT NULL DEFAULT 0, progress_total INT NULL, message VARCHAR(500) NULL,
    cancel_requested TINYINT(1) NOT NULL DEFAULT 0, attempts INT NOT NULL DEFAULT 0,
    run_at DATETIME(3) NOT NULL, locked_until DATETIME(3) NULL, worker VARCHAR(64) NULL,
    result MEDIUMTEXT NULL, error MEDIUMTEXT NULL, created_at DATETIME(3) NOT NULL,
    started_at DATETIME(3) NULL, finished_at DATETIME(3) NULL,
    KEY ix_jobs_claim (state, run_at, id), KEY ix_jobs_lease (state, locked_until, id),
    KEY ix_jobs_owner (tenant_id, owner_id, id), KEY ix_jobs_state (tenant_id, state, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS files (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, subject_type VARCHAR(64) NULL, subject_id BIGINT NULL,
    name VARCHAR(255) NOT NULL, mime VARCHAR(128) NOT NULL, bytes INT NOT NULL, sha256 VARCHAR(64) NOT NULL,
    uploaded_by MEDIUMTEXT NOT NULL, customer_id BIGINT NULL, supplier_id BIGINT NULL, owner_id BIGINT NULL,
    department_id BIGINT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_files (tenant_id, id),
    KEY ix_files_subject (tenant_id, subject_type, subject_id, id)) ENGINE=InnoDB`,
]);
