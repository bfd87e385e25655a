import { subscribableFunctions } from "@quanlian/shared/contract";
import { acceptInvitation } from "../demo/open-company";
import { signIn, type Desk, type Send } from "../demo/desk";

/** Everybody in a story, each at a desk of their own. */
export interface Cast {
  /** Its code differs at each run, so that a story may be told again and again on the same product. */
  tenantCode: string;
  tenantId: string;
  operator: Desk;
  administrator: Desk;
  sales: Desk;
  manager: Desk;
  planner: Desk;
  buyer: Desk;
  warehouse: Desk;
  workshop: Desk;
  finance: Desk;
}

const PASSWORD = "quanlian-story-2026";

/** The operator opens a fresh company, and its first administrator signs in. */
export async function openStoryCompany(send: Send, operator: Desk, run: number) {
  const phones = phonesOf(run);
  const { tenant } = await operator.call("tenants.open", {
    code: `STORY-${run.toString(36).toUpperCase()}`,
    name: "台州听潮精密五金有限公司",
    functions: [...subscribableFunctions],
    administrator: { name: "管理员 叶敏", phone: phones(0), password: PASSWORD },
  });
  const administrator = await signIn(send, { phone: phones(0), password: PASSWORD });
  return { tenant, administrator };
}

const STAFF = [
  { key: "sales", name: "销售 李思", role: "sales", team: true },
  { key: "manager", name: "销售经理 陈岚", role: "sales_manager", team: false },
  { key: "planner", name: "计划员 赵启", role: "planner", team: false },
  { key: "buyer", name: "采购员 孙丽", role: "buyer", team: false },
  { key: "warehouse", name: "仓管员 钱平", role: "warehouse", team: false },
  { key: "workshop", name: "车间主任 周海", role: "workshop", team: false },
  { key: "finance", name: "财务 何静", role: "finance", team: false },
] as const;

/** The administrator lets the staff in, each in a built-in role; they sign in. Sales stand in a team below their manager's department. */
export async function hireStaff(
  send: Send,
  administrator: Desk,
  run: number,
): Promise<Pick<Cast, (typeof STAFF)[number]["key"]>> {
  const phones = phonesOf(run);
  const { roles } = await administrator.call("roles.list", {});
  const { departments } = await administrator.call("departments.list", {});
  const company = departments[0]?.id ?? null;
  const selling = await administrator.call("departments.create", {
    code: "sales",
    name: "销售部",
    parentId: company,
  });
  const team = await administrator.call("departments.create", {
    code: "sales-1",
    name: "销售一组",
    parentId: selling.id,
  });
  const desks: [string, Desk][] = [];
  for (const [at, person] of STAFF.entries()) {
    const login = { phone: phones(at + 1), password: PASSWORD };
    await administrator.call("users.create", {
      ...login,
      name: person.name,
      departmentId: person.team ? team.id : selling.id,
      roleIds: roles.filter((role) => role.code === person.role).map((role) => role.id),
    });
    desks.push([person.key, await signIn(send, login)]);
  }
  return Object.fromEntries(desks) as Pick<Cast, (typeof STAFF)[number]["key"]>;
}

/** A customer's or supplier's contact takes up the invitation. */
export function admitContact(
  send: Send,
  inviting: Desk,
  contact: { contactId: string; kind: "customer" | "supplier"; place?: number },
  run: number,
): Promise<Desk> {
  const { place = contact.kind === "customer" ? 90 : 91, ...invited } = contact;
  const phone = phonesOf(run)(place);
  return acceptInvitation(send, inviting, { ...invited, phone, password: PASSWORD });
}

/** Mobile numbers of this run alone, from a range that no operator has given out: 191 + six of the run + two. */
function phonesOf(run: number): (at: number) => string {
  const tail = String(run % 1_000_000).padStart(6, "0");
  return (at) => `191${tail}${String(at).padStart(2, "0")}`;
}
