import { migration } from "../kernel/db";

/**
 * Saved views and the index of the search boxes. Terms are compared byte by byte: they are folded before they are
 * written. The primary key answers "which records have a term that begins so", the other index "does this record".
 */
export const createLists = migration("20261123000006-create-lists", "expand", [
  `CREATE TABLE IF NOT EXISTS saved_views (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, user_id BIGINT NOT NULL,
    resource VARCHAR(64) NOT NULL, name VARCHAR(64) NOT NULL, query MEDIUMTEXT NOT NULL,
    shared TINYINT(1) NOT NULL DEFAULT 0, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_saved_views (tenant_id, resource, user_id, name)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS search_terms (
    tenant_id BIGINT NOT NULL, subject_type VARCHAR(64) NOT NULL,
    term VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL, subject_id BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, subject_type, term, subject_id),
    KEY ix_search_terms_subject (tenant_id, subject_type, subject_id, term)) ENGINE=InnoDB`,
]);
