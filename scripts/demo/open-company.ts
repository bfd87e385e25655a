import { subscribableFunctions } from "@quanlian/shared/contract";
import { callAsNobody, deskOf, signIn, type Desk, type Send } from "./desk";
import * as people from "./factory/people";

/** Everybody's desk in the demo company. */
export interface Team {
  operator: Desk;
  administrator: Desk;
  /** By the key in `factory/people.ts`. */
  staff: ReadonlyMap<string, Desk>;
}

/** The operator opens the company; its administrator lets everybody in. The operator's person must exist. */
export async function openCompany(send: Send): Promise<Team> {
  const password = people.DEMO_PASSWORD;
  const operator = await signIn(send, { phone: people.operator.phone, password });
  await operator.call("tenants.open", {
    code: people.demoTenant.code,
    name: people.FILLING_NAME,
    functions: [...subscribableFunctions],
    administrator: { ...people.administrator, password },
  });
  const administrator = await signIn(send, { phone: people.administrator.phone, password });
  const departments = await createDepartments(administrator);
  await createUsers(administrator, departments);
  const staff = new Map<string, Desk>();
  for (const { key, phone } of people.staff)
    staff.set(key, await signIn(send, { phone, password }));
  return { operator, administrator, staff };
}

/** One of the team, by the key in `factory/people.ts`. */
export function deskIn(team: Team, key: string): Desk {
  const desk = team.staff.get(key);
  if (desk === undefined) throw new Error(`Nobody is called ${key} in the demo`);
  return desk;
}

async function createDepartments(administrator: Desk): Promise<Map<string, string>> {
  const { departments } = await administrator.call("departments.list", {});
  const ids = new Map(departments.map((department) => [department.code, department.id]));
  const company = ids.get("company") ?? null;
  for (const { code, name, parent } of people.departments) {
    const parentId = parent === undefined ? company : (ids.get(parent) ?? null);
    const made = await administrator.call("departments.create", { code, name, parentId });
    ids.set(code, made.id);
  }
  return ids;
}

async function createUsers(administrator: Desk, departments: Map<string, string>): Promise<void> {
  const { roles } = await administrator.call("roles.list", {});
  const roleIds = new Map(roles.map((role) => [role.code, role.id]));
  for (const { name, phone, role, department } of people.staff) {
    const roleId = roleIds.get(role);
    if (roleId === undefined) throw new Error(`There is no role ${role}`);
    await administrator.call("users.create", {
      name,
      phone,
      password: people.DEMO_PASSWORD,
      departmentId: departments.get(department) ?? null,
      roleIds: [roleId],
    });
  }
}

/** A contact opens the link of an invitation, sets a password, and stands in the portal. */
export async function acceptInvitation(
  send: Send,
  inviting: Desk,
  contact: { contactId: string; kind: "customer" | "supplier"; phone: string; password: string },
): Promise<Desk> {
  const { contactId, kind, phone, password } = contact;
  const { token } = await inviting.call("parties.inviteContact", { contactId, kind });
  const session = await callAsNobody(send, "sessions.acceptInvitation", { token, phone, password });
  return deskOf(send, phone, session);
}
