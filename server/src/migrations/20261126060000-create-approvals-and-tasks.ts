import { migration } from "../kernel/db";

/** Approvals that documents wait for, and what people have to do by when. */
export const createApprovalsAndTasks = migration(
  "20261126060000-create-approvals-and-tasks",
  "expand",
  [
    `CREATE TABLE IF NOT EXISTS approvals (
      id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, subject_type VARCHAR(64) NOT NULL,
      subject_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, state VARCHAR(32) NOT NULL, pending TINYINT(1) NULL,
      owner_id BIGINT NULL, department_id BIGINT NULL, requester_id BIGINT NULL, permission VARCHAR(64) NOT NULL,
      reasons MEDIUMTEXT NOT NULL, note VARCHAR(1000) NULL, decider_id BIGINT NULL, decided_at DATETIME(3) NULL,
      revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
      UNIQUE KEY uq_approvals_id (tenant_id, id),
      UNIQUE KEY uq_approvals_pending (tenant_id, subject_type, subject_id, pending),
      KEY ix_approvals_state (tenant_id, state, id), KEY ix_approvals_owner (tenant_id, owner_id, id),
      KEY ix_approvals_department (tenant_id, department_id, id),
      CONSTRAINT fk_approvals_owner_id FOREIGN KEY (tenant_id, owner_id) REFERENCES users (tenant_id, id),
      CONSTRAINT fk_approvals_department_id FOREIGN KEY (tenant_id, department_id)
        REFERENCES departments (tenant_id, id),
      CONSTRAINT fk_approvals_requester_id FOREIGN KEY (tenant_id, requester_id) REFERENCES users (tenant_id, id),
      CONSTRAINT fk_approvals_decider_id FOREIGN KEY (tenant_id, decider_id) REFERENCES users (tenant_id, id),
      CONSTRAINT ck_approvals_pending CHECK ((state = 'pending') = (pending IS NOT NULL))) ENGINE=InnoDB`,
    `CREATE TABLE IF NOT EXISTS tasks (
      id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, subject_type VARCHAR(64) NULL, subject_id BIGINT NULL,
      number VARCHAR(64) NULL, state VARCHAR(32) NOT NULL, assignee_id BIGINT NULL, department_id BIGINT NULL,
      code VARCHAR(64) NULL, facts MEDIUMTEXT NOT NULL, title VARCHAR(500) NOT NULL, note VARCHAR(1000) NULL,
      due_on DATE NULL, closed_at DATETIME(3) NULL, closer_id BIGINT NULL,
      revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
      UNIQUE KEY uq_tasks_id (tenant_id, id), KEY ix_tasks_subject (tenant_id, subject_type, subject_id),
      KEY ix_tasks_assignee (tenant_id, assignee_id, state, due_on, id),
      KEY ix_tasks_department (tenant_id, department_id, id), KEY ix_tasks_due (tenant_id, due_on, id),
      CONSTRAINT fk_tasks_assignee_id FOREIGN KEY (tenant_id, assignee_id) REFERENCES users (tenant_id, id),
      CONSTRAINT fk_tasks_department_id FOREIGN KEY (tenant_id, department_id) REFERENCES departments (tenant_id, id),
      CONSTRAINT fk_tasks_closer_id FOREIGN KEY (tenant_id, closer_id) REFERENCES users (tenant_id, id)) ENGINE=InnoDB`,
  ],
);
