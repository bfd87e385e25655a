import { z } from "zod";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { maskGroup, preview, roleChoices, rowScope } from "./rights";
import { newPassword, phone } from "./sessions";

/** `*` is everything, `orders.*` everything of orders, `orders.confirm` one operation. */
export const permissionText = z
  .string()
  .max(96)
  .regex(/^(\*|[a-z][a-zA-Z]*\.(\*|[a-zA-Z.]+))$/, { error: "issue.permission" })
  .meta({ examples: ["orders.*"] });

const permissions = z.array(permissionText).max(200);
const subjectName = z
  .string()
  .max(64)
  .regex(/^[a-z][a-zA-Z_]*$/, { error: "issue.format" });
const scopes = z.record(subjectName, rowScope).refine((all) => Object.keys(all).length <= 50, {
  error: "issue.out_of_range",
});
const masks = z.array(maskGroup).max(10);
const roleIds = z.array(shape.id).max(20);

export const user = z.object({
  id: shape.id,
  name: z.string(),
  phone: z.string().nullable(),
  departmentId: shape.id.nullable(),
  departmentName: z.string().nullable(),
  roles: z.array(z.object({ id: shape.id, code: z.string(), name: z.string() })),
  denied: z.array(z.string()),
  state: z.enum(["active", "left"]),
  revision: shape.revision,
  actions: shape.actions,
});

export const role = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  permissions: z.array(z.string()),
  scope: rowScope,
  scopes: z.record(z.string(), rowScope),
  masks: z.array(maskGroup),
  builtIn: z.boolean(),
  revision: shape.revision,
  actions: shape.actions,
});

export const department = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  parentId: shape.id.nullable(),
  revision: shape.revision,
  actions: shape.actions,
});

const ofUser = { ...staff, subject: { type: "user", key: "userId" } } as const;

export const peopleContract = {
  "users.list": read({
    ...staff,
    summary: "The company's people, by name or phone.",
    input: z.strictObject({
      search: shape.note(64).optional(),
      state: z.enum(["active", "left"]).optional(),
      after: shape.id.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ users: z.array(user), next: shape.id.nullable() }),
    permission: "users.list",
    subject: { type: "user", list: true },
  }),
  "users.show": read({
    ...ofUser,
    summary: "One person of the company, with roles.",
    input: z.strictObject({ userId: shape.id }),
    output: user,
    permission: "users.show",
  }),
  "users.create": write({
    ...staff,
    summary: "Lets a person work here. Who is known already keeps the own password.",
    input: z.strictObject({
      name: shape.text(64),
      phone,
      password: newPassword.optional(),
      departmentId: shape.id.nullable().optional(),
      roleIds,
      denied: permissions.optional(),
    }),
    output: user,
    permission: "users.create",
    subject: { type: "user", creates: true },
    errors: ["record.duplicate", "reference.not_found"],
  }),
  "users.update": write({
    ...ofUser,
    summary: "Changes name, department, roles or denials; effective from the next request on.",
    input: z.strictObject({
      userId: shape.id,
      revision: shape.revision,
      name: shape.text(64).optional(),
      departmentId: shape.id.nullable().optional(),
      roleIds: roleIds.optional(),
      denied: permissions.optional(),
    }),
    output: user,
    permission: "users.update",
    errors: ["revision.stale", "reference.not_found", "user.last_administrator"],
  }),
  "users.leave": write({
    ...ofUser,
    summary: "The person has left: every session ends at once, the history stays.",
    input: z.strictObject({ userId: shape.id, revision: shape.revision }),
    output: user,
    permission: "users.leave",
    errors: ["revision.stale", "state.illegal_move", "user.last_administrator"],
  }),
  "users.rejoin": write({
    ...ofUser,
    summary: "The person is back, with the roles of before.",
    input: z.strictObject({ userId: shape.id, revision: shape.revision }),
    output: user,
    permission: "users.rejoin",
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "people.preview": read({
    ...ofUser,
    summary:
      "What this person may do and see: by operation and list, by which role, whose rows, how many.",
    input: z.strictObject({ userId: shape.id }),
    output: preview,
    permission: "people.preview",
  }),
  "people.revokeSessions": write({
    ...ofUser,
    summary: "Ends every session of one of our people in this company.",
    input: z.strictObject({ userId: shape.id }),
    output: z.object({ revokedCount: z.int() }),
    permission: "people.revokeSessions",
  }),
  "people.revokeContactAccess": write({
    ...staff,
    summary: "Shuts a customer's or supplier's contact out: login, sessions and open invitations.",
    input: z.strictObject({ contactId: shape.id }),
    output: z.object({ revokedCount: z.int() }),
    permission: "people.revokeContactAccess",
    subject: { type: "contactLogin", key: "contactId" },
  }),
  "roles.list": read({
    ...staff,
    summary: "Every role of the company with what it grants.",
    input: z.strictObject({}),
    output: z.object({ roles: z.array(role) }),
    permission: "roles.list",
    subject: { type: "role", list: true },
  }),
  "roles.create": write({
    ...staff,
    summary: "A role of the company's own; it cannot grant more than its maker holds.",
    input: z.strictObject({
      code: shape.code,
      name: shape.text(64),
      permissions,
      scope: rowScope,
      scopes: scopes.optional(),
      masks: masks.optional(),
    }),
    output: role,
    permission: "roles.create",
    subject: { type: "role", creates: true },
    errors: ["record.duplicate"],
  }),
  "roles.update": write({
    ...staff,
    summary: "Changes what a role grants, for all who hold it; the administrator's is fixed.",
    input: z.strictObject({
      roleId: shape.id,
      revision: shape.revision,
      name: shape.text(64).optional(),
      permissions: permissions.optional(),
      scope: rowScope.optional(),
      scopes: scopes.optional(),
      masks: masks.optional(),
    }),
    output: role,
    permission: "roles.update",
    subject: { type: "role", key: "roleId" },
    errors: ["revision.stale", "role.frozen"],
  }),
  "roles.remove": write({
    ...staff,
    summary: "Removes a role that nobody holds; the administrator's stays.",
    input: z.strictObject({ roleId: shape.id, revision: shape.revision }),
    output: z.object({}),
    permission: "roles.remove",
    subject: { type: "role", key: "roleId" },
    errors: ["record.in_use", "revision.stale", "role.frozen"],
  }),
  "roles.choices": read({
    ...staff,
    summary:
      "What a role can be made of: permissions, kinds of record with scopes, groups of fields.",
    input: z.strictObject({}),
    output: roleChoices,
    permission: "roles.choices",
    subject: { type: "role", list: true },
  }),
  "departments.list": read({
    ...staff,
    summary: "Every department with the one above it.",
    input: z.strictObject({}),
    output: z.object({ departments: z.array(department) }),
    permission: "departments.list",
    subject: { type: "department", list: true },
  }),
  "departments.create": write({
    ...staff,
    summary: "A new department.",
    input: z.strictObject({
      code: shape.code,
      name: shape.text(64),
      parentId: shape.id.nullable().optional(),
    }),
    output: department,
    permission: "departments.create",
    subject: { type: "department", creates: true },
    errors: ["record.duplicate", "reference.not_found"],
  }),
  "departments.update": write({
    ...staff,
    summary: "Renames a department or hangs it under another; never under itself.",
    input: z.strictObject({
      departmentId: shape.id,
      revision: shape.revision,
      code: shape.code.optional(),
      name: shape.text(64).optional(),
      parentId: shape.id.nullable().optional(),
    }),
    output: department,
    permission: "departments.update",
    subject: { type: "department", key: "departmentId" },
    errors: ["revision.stale", "record.duplicate", "reference.not_found", "department.cycle"],
  }),
} as const satisfies Contract;

export type User = z.output<typeof user>;
export type Role = z.output<typeof role>;
export type Department = z.output<typeof department>;
