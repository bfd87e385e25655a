import { peopleContract, tenantsContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { createUser } from "./create-user";
import { createDepartment } from "./create-department";
import { listDepartments } from "./list-departments";
import { updateDepartment } from "./update-department";
import { previewPerson } from "./preview-person";
import { revokeContactAccess, revokeUserSessions } from "./revoke-access";
import { createRole } from "./create-role";
import { listRoles } from "./list-roles";
import { removeRole } from "./remove-role";
import { showRoleChoices } from "./role-choices";
import { updateRole } from "./update-role";
import { listTenants } from "./list-tenants";
import { openTenant } from "./open-tenant";
import { updateTenant } from "./update-tenant";
import { leaveUser, rejoinUser } from "./leave-user";
import { updateUser } from "./update-user";
import { findUser, listUsers } from "./user.queries";

export const peopleOperations = implement(peopleContract, {
  "users.list": listUsers,
  "users.show": (ctx, { userId }) => findUser(ctx, userId),
  "users.create": createUser,
  "users.update": updateUser,
  "users.leave": leaveUser,
  "users.rejoin": rejoinUser,
  "people.preview": previewPerson,
  "people.revokeSessions": revokeUserSessions,
  "people.revokeContactAccess": revokeContactAccess,
  "roles.list": listRoles,
  "roles.create": createRole,
  "roles.update": updateRole,
  "roles.remove": removeRole,
  "roles.choices": showRoleChoices,
  "departments.list": listDepartments,
  "departments.create": createDepartment,
  "departments.update": updateDepartment,
});

export const tenantsOperations = implement(tenantsContract, {
  "tenants.list": listTenants,
  "tenants.open": openTenant,
  "tenants.update": updateTenant,
});
