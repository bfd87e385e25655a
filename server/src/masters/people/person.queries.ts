import type { Place } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { sendAcross } from "../../kernel/db";
import type { Id } from "../../kernel/ids";

export interface PersonRow {
  id: Id;
  name: string;
  phone: string | null;
  passwordHash: string | null;
  language: "zh-CN" | "en";
  isOperator: boolean;
}

const PERSON = `SELECT p.id, p.name, p.phone, p.password_hash AS passwordHash, p.language, p.is_operator AS isOperator
  FROM persons p`;

export const findPersonByPhone = (ctx: Ctx, phone: string) =>
  ctx.row<PersonRow>(`${PERSON} WHERE p.phone = :phone`, { phone });

export const findPerson = (ctx: Ctx, personId: Id) =>
  ctx.row<PersonRow>(`${PERSON} WHERE p.id = :personId`, { personId });

/** Nobody stands at more places than this; what is beyond is not offered. */
const MOST_PLACES = 200;

/** Every open place of a person, in any tenant: asked before a tenant is known, so `ctx` is across tenants. */
export async function findPlaces(across: Ctx, person: PersonRow): Promise<Place[]> {
  const rows = await sendAcross<Place[]>(
    across,
    `SELECT 'staff' AS kind, u.id AS memberId, u.name AS memberName, t.id AS tenantId, t.name AS tenantName,
       NULL AS partyId, NULL AS partyName
     FROM users u JOIN tenants t ON t.id = u.tenant_id
     WHERE u.person_id = :personId AND u.state = 'active' AND t.state = 'open'
     UNION ALL
     SELECT c.kind, c.contact_id, c.name, t.id, t.name, c.party_id, c.party_name
     FROM contact_logins c JOIN tenants t ON t.id = c.tenant_id
     WHERE c.person_id = :personId AND c.state = 'active' AND t.state = 'open'
     ORDER BY tenantName, memberId LIMIT :most`,
    { personId: person.id, most: MOST_PLACES },
  );
  return person.isOperator ? [operatorPlace(person), ...rows] : rows;
}

const operatorPlace = (person: PersonRow): Place => ({
  kind: "operator",
  memberId: null,
  memberName: person.name,
  tenantId: null,
  tenantName: null,
  partyId: null,
  partyName: null,
});
