import { subscribableFunctions, type SignedIn } from "@quanlian/shared/contract";
import { createCtx } from "../../server/src/kernel/access";
import { transact } from "../../server/src/kernel/db";
import {
  createOperator,
  installOperationBook,
  issueInvitation,
} from "../../server/src/masters/people";
import { operationBook } from "../../server/src/masters/people/operation-book";
import type { TestProduct } from "./product";

/** Builders of the people in a story, made through the product's own operations. Companies and people are invented. */
export const PASSWORD = "correct horse 1";

export interface GivenPerson {
  personId: string;
  name: string;
  phone: string;
  token: string;
  refreshToken: string;
}

export interface GivenStaff extends GivenPerson {
  userId: string;
  departmentId: string | null;
  roleIds: string[];
}

export interface GivenTenant {
  tenantId: string;
  code: string;
  name: string;
  admin: GivenStaff;
  /** The department that the company was opened with. */
  departmentId: string;
}

export interface GivenContact extends GivenPerson {
  kind: "customer" | "supplier";
  partyId: string;
  contactId: string;
}

/** A role of the story's own; `scope` is `all` and nothing is masked unless it says otherwise. */
export interface GivenRole {
  permissions: string[];
  scope?: "own" | "department" | "below" | "all";
  scopes?: Record<string, "own" | "department" | "below" | "all">;
  masks?: ("cost" | "margin" | "bank" | "credit")[];
}

let lastNumber = 0;
/** Differs at each call, within one test file (each has a database of its own). */
export const nextNumber = () => (lastNumber += 1);
/** A mobile number that nobody has yet. */
export const nextPhone = () => `139${String(nextNumber()).padStart(8, "0")}`;

const operators = new WeakMap<TestProduct, Promise<GivenPerson>>();

/** The platform's operator; the same one at each call. */
export function givenOperator(product: TestProduct): Promise<GivenPerson> {
  let operator = operators.get(product);
  if (!operator) operators.set(product, (operator = makeOperator(product)));
  return operator;
}

async function makeOperator(product: TestProduct): Promise<GivenPerson> {
  const phone = nextPhone();
  await createOperator(product.services, { name: "运营", phone, password: PASSWORD });
  return givenSession(product, phone);
}

/** A company with an administrator who has signed in; it subscribes to every function unless told otherwise. */
export async function givenTenant(
  product: TestProduct,
  options: { functions?: (typeof subscribableFunctions)[number][]; name?: string } = {},
): Promise<GivenTenant> {
  const operator = await givenOperator(product);
  const number = nextNumber();
  const phone = nextPhone();
  const { data } = await product.call<{ tenant: { id: string; code: string; name: string } }>(
    operator.token,
    "tenants.open",
    {
      code: `T${number}`,
      name: options.name ?? `恒锐五金${number}`,
      functions: options.functions ?? [...subscribableFunctions],
      administrator: { name: `管理员${number}`, phone, password: PASSWORD },
    },
  );
  const person = await givenSession(product, phone);
  const { id: tenantId, code, name } = data.tenant;
  const admin = await staffOf(product, person);
  return { tenantId, code, name, admin, departmentId: admin.departmentId! };
}

/**
 * One of a tenant's people, signed in. Roles are codes of built-in roles (`["sales"]`) or one role of the story's own.
 * Without a department the person stands in none.
 */
export async function givenStaff(
  product: TestProduct,
  tenant: GivenTenant,
  options: {
    roles: string[] | GivenRole;
    department?: string;
    name?: string;
    denied?: string[];
  },
): Promise<GivenStaff> {
  const phone = nextPhone();
  const { token } = tenant.admin;
  const roleIds = await roleIdsOf(product, tenant, options.roles);
  await product
    .call(token, "users.create", {
      name: options.name ?? `同事${nextNumber()}`,
      phone,
      password: PASSWORD,
      departmentId: options.department ?? null,
      roleIds,
      denied: options.denied ?? [],
    })
    .then((answer) => answer.data);
  return staffOf(product, await givenSession(product, phone), roleIds);
}

async function roleIdsOf(
  product: TestProduct,
  tenant: GivenTenant,
  roles: string[] | GivenRole,
): Promise<string[]> {
  if (!Array.isArray(roles)) return [await givenRole(product, tenant, roles)];
  const { data } = await product.call<{ roles: { id: string; code: string }[] }>(
    tenant.admin.token,
    "roles.list",
  );
  return roles.map((code) => {
    const found = data.roles.find((role) => role.code === code);
    if (!found) throw new Error(`There is no role ${code}`);
    return found.id;
  });
}

/** Rights of operations that a test has made up: a role may grant them as it grants those of the product. */
export function inventRights(...permissions: string[]): void {
  const book = operationBook();
  const invented = permissions.map((permission) => ({
    ...{ name: permission, summary: permission, permission, function: "core" },
  }));
  installOperationBook({ ...book, permissions: () => [...book.permissions(), ...invented] });
}

/** A role of the story's own; answers its id. */
export async function givenRole(
  product: TestProduct,
  tenant: GivenTenant,
  role: GivenRole,
): Promise<string> {
  const number = nextNumber();
  const { data } = await product.call<{ id: string }>(tenant.admin.token, "roles.create", {
    code: `role-${number}`,
    name: `角色${number}`,
    scope: "all",
    ...role,
  });
  return data.id;
}

/** A department; answers its id. */
export async function givenDepartment(
  product: TestProduct,
  tenant: GivenTenant,
  options: { parentId?: string; name?: string } = {},
): Promise<string> {
  const number = nextNumber();
  const { data } = await product.call<{ id: string }>(tenant.admin.token, "departments.create", {
    code: `D${number}`,
    name: options.name ?? `部门${number}`,
    parentId: options.parentId ?? null,
  });
  return data.id;
}

/** A customer's or supplier's contact who has accepted the invitation and signed in. */
export async function givenContactLogin(
  product: TestProduct,
  tenant: GivenTenant,
  contact: {
    kind: "customer" | "supplier";
    partyId: string;
    contactId: string;
    name?: string;
    partyName?: string;
  },
): Promise<GivenContact> {
  const { token } = await givenInvitation(product, tenant, contact);
  const phone = nextPhone();
  const { data } = await product.call<SignedIn>(null, "sessions.acceptInvitation", {
    token,
    phone,
    password: PASSWORD,
  });
  const { kind, partyId, contactId } = contact;
  return { ...personOf(data, phone), kind, partyId, contactId };
}

/** An invitation that nobody has opened yet. */
export function givenInvitation(
  product: TestProduct,
  tenant: GivenTenant,
  contact: {
    kind: "customer" | "supplier";
    partyId: string;
    contactId: string;
    name?: string;
    partyName?: string;
  },
): Promise<{ token: string; expiresAt: Date }> {
  const ctx = createCtx({
    services: product.services,
    actor: { kind: "job", tenantId: tenant.tenantId, name: "story", onBehalfOf: null },
    origin: { requestId: "story", operation: "parties.inviteContact", address: "" },
    language: "zh-CN",
  });
  const invited = { name: `联系人${nextNumber()}`, phone: null, ...contact };
  return transact(ctx, (tx) => issueInvitation(tx, invited));
}

/** Signs in with the password that every given person has. */
export async function givenSession(product: TestProduct, phone: string): Promise<GivenPerson> {
  const { data } = await product.call<SignedIn>(null, "sessions.signIn", {
    account: phone,
    password: PASSWORD,
  });
  return personOf(data, phone);
}

const personOf = (data: SignedIn, phone: string): GivenPerson => ({
  personId: data.person.id,
  name: data.person.name,
  phone,
  token: data.accessToken,
  refreshToken: data.refreshToken,
});

async function staffOf(
  product: TestProduct,
  person: GivenPerson,
  roleIds: string[] = [],
): Promise<GivenStaff> {
  const { data } = await product.call<{
    place: { memberId: string };
    departmentId: string | null;
  }>(person.token, "sessions.me");
  return { ...person, userId: data.place.memberId, departmentId: data.departmentId, roleIds };
}
