import { subscribableFunctions } from "@quanlian/shared/contract";
import { signPurposeToken } from "../../../server/src/kernel/access/tokens";
import { TICKET, TICKET_SECONDS } from "../../../server/src/masters/people/place-ticket";
import {
  PASSWORD,
  givenContactLogin,
  givenInvitation,
  givenOperator,
  givenSession,
  nextNumber,
  nextPhone,
} from "../../support/given";
import { makePasserBy, makeRole, makeUser, type Holder } from "../holder";
import { of, nothing, code, fresh, shown, onlyId, contact, type Examples } from "./example";

/** Sessions, staff, roles, departments, tenants. */
export const peopleExamples: Examples = {
  "sessions.signIn": async (h) =>
    of({ account: (await makePasserBy(h)).phone, password: PASSWORD }),
  "sessions.choose": (h) => {
    const { config, clock } = h.product.services;
    const held = { personId: h.owner.personId };
    const ticket = signPurposeToken(config.secret, TICKET, held, clock.now(), TICKET_SECONDS);
    return of({ ticket, place: { kind: "staff", memberId: h.owner.userId } });
  },
  "sessions.acceptInvitation": async (h) => {
    const { id: contactId } = await contact(h);
    const about = { kind: "customer" as const, partyId: h.customer.id, contactId };
    const { token } = await givenInvitation(h.product, h.tenant, about);
    return of({ token, phone: nextPhone(), password: PASSWORD });
  },
  "sessions.refresh": async (h) => {
    const { refreshToken } = await givenSession(h.product, h.owner.phone);
    return of({ refreshToken });
  },
  "sessions.signOut": async (h) => ({
    input: {},
    token: (await makePasserBy(h)).token,
  }),
  "sessions.list": nothing,
  "sessions.revoke": async (h) => of({ sessionId: await sessionOf(h) }),
  "sessions.changePassword": async (h) => ({
    input: { password: PASSWORD, newPassword: PASSWORD },
    token: (await makePasserBy(h)).token,
  }),
  "sessions.me": nothing,
  "portal.me.show": nothing,
  "portal.companies.list": nothing,
  "portal.companies.switch": async (h) => {
    const { id: contactId } = await contact(h);
    const login = { kind: "customer" as const, partyId: h.customer.id, contactId };
    const { token } = await givenContactLogin(h.product, h.tenant, login);
    return { input: { kind: "customer", contactId }, token };
  },

  "users.list": nothing,
  "users.show": shown("userId", (h) => h.owner.userId),
  "users.create": async (h) => {
    const { id } = await makeRole(h);
    return of({
      name: h.tenantMark,
      phone: nextPhone(),
      departmentId: h.departmentId,
      roleIds: [id],
    });
  },
  "users.update": async (h) => {
    const { id, revision } = await makeUser(h);
    const roleIds = [(await makeRole(h)).id];
    return of({ userId: id, revision, departmentId: h.departmentId, roleIds });
  },
  "users.leave": fresh("userId", makeUser),
  "users.rejoin": async (h) => {
    const { id, revision } = await makeUser(h);
    const left = await h.call("users.leave", { userId: id, revision });
    return of({ userId: id, revision: left.revision });
  },
  "people.preview": shown("userId", (h) => h.owner.userId),
  "people.revokeSessions": fresh("userId", onlyId(makeUser)),
  "people.revokeContactAccess": async (h) => {
    const { id: contactId } = await contact(h);
    const login = { kind: "customer" as const, partyId: h.customer.id, contactId };
    await givenContactLogin(h.product, h.tenant, login);
    return of({ contactId });
  },
  "roles.list": nothing,
  "roles.create": (h) => of({ code: code(h), name: h.tenantMark, permissions: [], scope: "own" }),
  "roles.update": fresh("roleId", makeRole, (h) => ({ name: h.tenantMark })),
  "roles.remove": fresh("roleId", makeRole),
  "roles.choices": nothing,
  "departments.list": nothing,
  "departments.create": (h) => of({ code: code(h), name: "x", parentId: h.departmentId }),
  "departments.update": async (h) => {
    const made = await h.call("departments.create", { code: code(h), name: "x" });
    return of({ departmentId: made.id, revision: made.revision, parentId: h.departmentId });
  },
  "tenants.list": nothing,
  "tenants.open": (h) => of(tenantInput(h)),
  "tenants.update": async (h) => {
    const { tenants } = await h.call<{ tenants: { id: string; revision: number }[] }>(
      "tenants.list",
      { limit: 200 },
      (await givenOperator(h.product)).token,
    );
    const { revision } = tenants.find((each) => each.id === h.tenant.tenantId)!;
    const all = { functions: [...subscribableFunctions], state: "open" };
    return of({ tenantId: h.tenant.tenantId, revision, name: h.tenant.name, ...all });
  },
};

const tenantInput = (h: Holder) => ({
  code: `N${nextNumber()}`,
  name: "新厂",
  functions: ["sales"],
  administrator: { name: h.name, phone: nextPhone(), password: PASSWORD },
});

async function sessionOf(h: Holder): Promise<string> {
  const { token } = await givenSession(h.product, h.owner.phone);
  const { sessions } = await h.call<{ sessions: { id: string; current: boolean }[] }>(
    "sessions.list",
    {},
    token,
  );
  return sessions.find((session) => session.current)!.id;
}
