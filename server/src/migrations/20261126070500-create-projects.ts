import { migration } from "../kernel/db";

/** Projects: what orders of the mode project belong to, with their tasks and milestones. */
export const createProjects = migration("20261126070500-create-projects", "expand", [
  `CREATE TABLE IF NOT EXISTS projects (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    customer_id BIGINT NOT NULL, owner_id BIGINT NULL, department_id BIGINT NULL, state VARCHAR(32) NOT NULL,
    due_on DATE NULL, note VARCHAR(1000) NULL, revision INT NOT NULL, created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_projects_id (tenant_id, id), UNIQUE KEY uq_projects_number (tenant_id, number),
    KEY ix_projects_customer (tenant_id, customer_id, id), KEY ix_projects_owner (tenant_id, owner_id, id),
    KEY ix_projects_department (tenant_id, department_id, id), KEY ix_projects_state (tenant_id, state, id),
    CONSTRAINT fk_projects_customer_id FOREIGN KEY (tenant_id, customer_id) REFERENCES parties (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS project_tasks (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, project_id BIGINT NOT NULL, task_no INT NOT NULL,
    title VARCHAR(255) NOT NULL, assignee_id BIGINT NULL, starts_on DATE NULL, due_on DATE NULL, depends_on_no INT NULL,
    state VARCHAR(32) NOT NULL, done_at DATETIME(3) NULL,
    UNIQUE KEY uq_project_tasks_id (tenant_id, id), UNIQUE KEY uq_project_tasks_no (tenant_id, project_id, task_no),
    KEY ix_project_tasks_assignee (tenant_id, assignee_id, id),
    CONSTRAINT fk_project_tasks_project_id FOREIGN KEY (tenant_id, project_id)
      REFERENCES projects (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS project_milestones (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, project_id BIGINT NOT NULL, milestone_no INT NOT NULL,
    customer_id BIGINT NOT NULL, name VARCHAR(64) NOT NULL, due_on DATE NULL, state VARCHAR(32) NOT NULL,
    reached_on DATE NULL, evidence VARCHAR(1000) NULL,
    UNIQUE KEY uq_project_milestones_id (tenant_id, id),
    UNIQUE KEY uq_project_milestones_no (tenant_id, project_id, milestone_no),
    UNIQUE KEY uq_project_milestones_name (tenant_id, project_id, name),
    KEY ix_project_milestones_customer (tenant_id, customer_id, id),
    CONSTRAINT fk_project_milestones_project_id FOREIGN KEY (tenant_id, project_id)
      REFERENCES projects (tenant_id, id)) ENGINE=InnoDB`,
  `ALTER TABLE sales_orders ADD KEY IF NOT EXISTS ix_sales_orders_project (tenant_id, project_id, id)`,
]);
