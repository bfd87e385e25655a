import type { RowScope } from "../../kernel/access";
import {
  defineDocument,
  defineTable,
  flag,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

export class Department extends defineDocument("departments", {
  parentId: nullable(reference()),
  code: text(64),
  name: text(64),
}) {}

/** What its holders may do (`permissions`), on whose rows (`scope`, per subject `scopes`), without seeing `masks`. */
export class Role extends defineDocument("roles", {
  code: text(64),
  name: text(64),
  permissions: json<string[]>(),
  scope: oneOf<RowScope>("own", "department", "below", "all"),
  scopes: json<Record<string, RowScope>>(),
  masks: json<string[]>(),
  builtIn: withDefault(flag(), false),
}) {}

/** A person at work in one tenant. */
export class User extends defineDocument("users", {
  personId: reference(),
  departmentId: nullable(reference()),
  name: text(64),
  denied: json<string[]>(),
  state: oneOf("active", "left"),
}) {}

export class UserRole extends defineTable("user_roles", {
  userId: reference(),
  roleId: reference(),
}) {}
