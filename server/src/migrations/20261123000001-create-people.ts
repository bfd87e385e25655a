import { migration } from "../kernel/db";

/**
 * Tenants, persons and sessions belong to no tenant; the rest does. Two indexes begin with the person, not the tenant:
 * at sign-in the person is known and the tenant is not.
 */
export const createPeople = migration("20261123000001-create-people", "expand", [
  `CREATE TABLE IF NOT EXISTS tenants (
    id BIGINT NOT NULL PRIMARY KEY, code VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    functions MEDIUMTEXT NOT NULL, time_zone VARCHAR(64) NOT NULL, state VARCHAR(32) NOT NULL,
    prices_include_tax TINYINT(1) NOT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_tenants_code (code)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS persons (
    id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(64) NOT NULL, phone VARCHAR(64) NULL, email VARCHAR(128) NULL,
    password_hash VARCHAR(255) NULL, language VARCHAR(32) NOT NULL, is_operator TINYINT(1) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_persons_phone (phone)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS sessions (
    id BIGINT NOT NULL PRIMARY KEY, person_id BIGINT NOT NULL, kind VARCHAR(32) NOT NULL,
    place_tenant_id BIGINT NULL, member_id BIGINT NULL, family_hash VARCHAR(64) NOT NULL,
    refresh_hash VARCHAR(64) NOT NULL, expires_at DATETIME(3) NOT NULL, revoked_at DATETIME(3) NULL,
    created_at DATETIME(3) NOT NULL, last_seen_at DATETIME(3) NOT NULL,
    address VARCHAR(64) NOT NULL, device VARCHAR(128) NULL,
    KEY ix_sessions_person (person_id, revoked_at, id),
    KEY ix_sessions_member (place_tenant_id, kind, member_id, revoked_at)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS sign_in_attempts (
    account_key VARCHAR(64) NOT NULL PRIMARY KEY, failures INT NOT NULL, last_at DATETIME(3) NOT NULL,
    address VARCHAR(64) NOT NULL, KEY ix_sign_in_attempts_age (last_at)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS departments (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, parent_id BIGINT NULL,
    code VARCHAR(64) NOT NULL, name VARCHAR(64) NOT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_departments_id (tenant_id, id), UNIQUE KEY uq_departments_code (tenant_id, code),
    KEY ix_departments_parent (tenant_id, parent_id),
    CONSTRAINT fk_departments_parent_id FOREIGN KEY (tenant_id, parent_id)
      REFERENCES departments (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS roles (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, code VARCHAR(64) NOT NULL,
    name VARCHAR(64) NOT NULL, permissions MEDIUMTEXT NOT NULL, scope VARCHAR(32) NOT NULL,
    scopes MEDIUMTEXT NOT NULL, masks MEDIUMTEXT NOT NULL, built_in TINYINT(1) NOT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_roles_id (tenant_id, id), UNIQUE KEY uq_roles_code (tenant_id, code)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS users (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, person_id BIGINT NOT NULL,
    department_id BIGINT NULL, name VARCHAR(64) NOT NULL, denied MEDIUMTEXT NOT NULL,
    state VARCHAR(32) NOT NULL, revision INT NOT NULL,
    created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_users_id (tenant_id, id), UNIQUE KEY uq_users_person (tenant_id, person_id),
    KEY ix_users_department (tenant_id, department_id), KEY ix_users_person (person_id),
    CONSTRAINT fk_users_department_id FOREIGN KEY (tenant_id, department_id)
      REFERENCES departments (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS user_roles (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, user_id BIGINT NOT NULL, role_id BIGINT NOT NULL,
    UNIQUE KEY uq_user_roles (tenant_id, user_id, role_id), KEY ix_user_roles_role (tenant_id, role_id),
    CONSTRAINT fk_user_roles_user_id FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_user_roles_role_id FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS contact_logins (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, kind VARCHAR(32) NOT NULL,
    party_id BIGINT NOT NULL, contact_id BIGINT NOT NULL, person_id BIGINT NOT NULL,
    name VARCHAR(64) NOT NULL, party_name VARCHAR(128) NULL, state VARCHAR(32) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_contact_logins (tenant_id, kind, contact_id, person_id),
    KEY ix_contact_logins_party (tenant_id, party_id), KEY ix_contact_logins_person (person_id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS invitations (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, kind VARCHAR(32) NOT NULL,
    party_id BIGINT NOT NULL, contact_id BIGINT NOT NULL, name VARCHAR(64) NOT NULL, phone VARCHAR(64) NULL,
    party_name VARCHAR(128) NULL, token_hash VARCHAR(64) NOT NULL, expires_at DATETIME(3) NOT NULL,
    spent_at DATETIME(3) NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_invitations_token (tenant_id, token_hash),
    KEY ix_invitations_contact (tenant_id, contact_id, kind)) ENGINE=InnoDB`,
]);
