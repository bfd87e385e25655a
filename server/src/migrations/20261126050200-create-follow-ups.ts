import { migration } from "../kernel/db";

/** What was said and agreed with a lead, a customer or about a deal, and what comes next. */
export const createFollowUps = migration("20261126050200-create-follow-ups", "expand", [
  `CREATE TABLE IF NOT EXISTS follow_ups (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, subject_type VARCHAR(64) NOT NULL, subject_id BIGINT NOT NULL,
    kind VARCHAR(32) NOT NULL, note VARCHAR(2000) NOT NULL, next_step VARCHAR(300) NOT NULL, next_on DATE NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL, followed_at DATETIME(3) NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_follow_ups_id (tenant_id, id), KEY ix_follow_ups_subject (tenant_id, subject_type, subject_id, id),
    KEY ix_follow_ups_owner (tenant_id, owner_id, id), KEY ix_follow_ups_department (tenant_id, department_id, id)) ENGINE=InnoDB`,
]);
