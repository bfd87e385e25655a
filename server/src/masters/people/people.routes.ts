import { peopleContract, tenantsContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { createUser } from "./create-user";
import { createDepartment, listDepartments, updateDepartment } from "./departments";
import { previewPerson } from "./preview-person";
import { revokeContactAccess, revokeUserSessions } from "./revoke-access";
import { createRole, listRoles, updateRole } from "./roles";
import { listTenants, openTenant, updateTenant } from "./tenants";
import { leaveUser, rejoinUser, updateUser } from "./update-user";
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
  "departments.list": listDepartments,
  "departments.create": createDepartment,
  "departments.update": updateDepartment,
});

export const tenantsOperations = implement(tenantsContract, {
  "tenants.list": listTenants,
  "tenants.open": openTenant,
  "tenants.update": updateTenant,
});
