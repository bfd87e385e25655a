import type { AccessClaims, Ctx, Grant, RowScope } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** A user with everything that decides what they may do, read by one statement. */
export interface StaffFacts {
  personId: Id;
  userId: Id;
  name: string;
  language: "zh-CN" | "en";
  timeZone: string;
  functions: string[];
  departmentId: Id | null;
  departmentIds: Id[];
  denied: string[];
  grants: Grant[];
}

interface StaffRow {
  personId: Id;
  userId: Id;
  name: string;
  language: "zh-CN" | "en";
  timeZone: string;
  functions: string;
  departmentId: Id | null;
  departmentIds: string | null;
  denied: string;
  roleId: Id | null;
  permissions: string;
  scope: RowScope;
  scopes: string;
  masks: string;
}

const BELOW = `WITH RECURSIVE below AS (
    SELECT d.id FROM departments d JOIN users m ON m.tenant_id = d.tenant_id AND m.department_id = d.id
    WHERE d.tenant_id = :tenant AND m.tenant_id = :tenant AND m.id = :memberId
    UNION
    SELECT c.id FROM departments c JOIN below b ON c.parent_id = b.id WHERE c.tenant_id = :tenant)`;

const STAFF = `SELECT p.id AS personId, u.id AS userId, u.name, p.language, t.time_zone AS timeZone, t.functions,
    u.department_id AS departmentId, (SELECT GROUP_CONCAT(below.id) FROM below) AS departmentIds, u.denied,
    r.id AS roleId, r.permissions, r.scope, r.scopes, r.masks
  FROM users u
  JOIN persons p ON p.id = u.person_id
  JOIN tenants t ON t.id = u.tenant_id
  LEFT JOIN user_roles ur ON ur.tenant_id = :tenant AND ur.user_id = u.id
  LEFT JOIN roles r ON r.tenant_id = :tenant AND r.id = ur.role_id`;

const OPEN_SESSION = `s.id = :sessionId AND s.person_id = :personId AND s.kind = :kind
    AND s.member_id = :memberId AND s.revoked_at IS NULL AND s.expires_at > :now`;

const SESSION_STAFF = `${BELOW} ${STAFF} JOIN sessions s ON s.person_id = u.person_id AND s.place_tenant_id = u.tenant_id
  WHERE u.tenant_id = :tenant AND u.id = :memberId AND u.state = 'active' AND t.state = 'open' AND ${OPEN_SESSION}`;

const ONE_STAFF = `${BELOW} ${STAFF} WHERE u.tenant_id = :tenant AND u.id = :memberId`;

const SESSION_CONTACT = `SELECT c.party_id AS partyId, c.name, p.language, t.time_zone AS timeZone, t.functions
  FROM sessions s
  JOIN persons p ON p.id = s.person_id
  JOIN tenants t ON t.id = s.place_tenant_id
  JOIN contact_logins c ON c.tenant_id = :tenant AND c.person_id = s.person_id AND c.kind = s.kind
    AND c.contact_id = s.member_id
  WHERE t.id = :tenant AND t.state = 'open' AND c.state = 'active' AND ${OPEN_SESSION}`;

/** The user of an open session, or null when session, user or tenant is not open any more. */
export async function findSessionStaff(ctx: Ctx, claims: AccessClaims): Promise<StaffFacts | null> {
  return staffFacts(await ctx.rows<StaffRow>(SESSION_STAFF, parametersOf(ctx, claims)));
}

/** One user as the rules see them, whatever their state. */
export async function findStaffFacts(ctx: Ctx, userId: Id): Promise<StaffFacts | null> {
  return staffFacts(await ctx.rows<StaffRow>(ONE_STAFF, { memberId: userId }));
}

export interface ContactFacts {
  partyId: Id;
  name: string;
  language: "zh-CN" | "en";
  timeZone: string;
  functions: string[];
}

/** The contact of an open session. */
export async function findSessionContact(
  ctx: Ctx,
  claims: AccessClaims,
): Promise<ContactFacts | null> {
  const row = await ctx.row<Omit<ContactFacts, "functions"> & { functions: string }>(
    SESSION_CONTACT,
    parametersOf(ctx, claims),
  );
  return row ? { ...row, functions: JSON.parse(row.functions) as string[] } : null;
}

/** The operator of an open session. */
export async function findSessionOperator(
  ctx: Ctx,
  claims: AccessClaims,
): Promise<{ name: string; language: "zh-CN" | "en" } | null> {
  const row = await ctx.row<{ name: string; language: "zh-CN" | "en" }>(
    `SELECT p.name, p.language FROM sessions s JOIN persons p ON p.id = s.person_id
     WHERE s.id = :sessionId AND s.person_id = :personId AND s.kind = 'operator' AND p.is_operator = 1
       AND s.revoked_at IS NULL AND s.expires_at > :now`,
    { sessionId: claims.sessionId, personId: claims.personId, now: ctx.now },
  );
  return row ?? null;
}

const parametersOf = (ctx: Ctx, claims: AccessClaims) => ({
  sessionId: claims.sessionId,
  personId: claims.personId,
  kind: claims.kind,
  memberId: claims.memberId,
  now: ctx.now,
});

/** One row per role; the rest is the same in each. */
function staffFacts(rows: StaffRow[]): StaffFacts | null {
  const [first] = rows;
  if (!first) return null;
  return {
    personId: first.personId,
    userId: first.userId,
    name: first.name,
    language: first.language,
    timeZone: first.timeZone,
    functions: JSON.parse(first.functions) as string[],
    departmentId: first.departmentId,
    departmentIds: first.departmentIds?.split(",") ?? [],
    denied: JSON.parse(first.denied) as string[],
    grants: rows.flatMap((row) => (row.roleId === null ? [] : [grantOf(row, row.roleId)])),
  };
}

function grantOf(row: StaffRow, roleId: Id): Grant {
  return {
    roleId,
    permissions: JSON.parse(row.permissions) as string[],
    scope: row.scope,
    scopes: JSON.parse(row.scopes) as Record<string, RowScope>,
    masks: JSON.parse(row.masks) as string[],
  };
}
