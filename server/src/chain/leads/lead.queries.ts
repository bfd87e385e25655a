import type { Lead as LeadAnswer } from "@quanlian/shared/contract";
import { companyKey } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { leadPolicy } from "./lead.policy";
import type { LeadState } from "./lead.states";

type Instants =
  | "lastTouchAt"
  | "assignedAt"
  | "contactDueAt"
  | "contactedAt"
  | "followedAt"
  | "closedAt"
  | "createdAt";

/** A lead as it is read, with its touches and those that look like it. */
export type LeadHeader = Omit<
  LeadAnswer,
  Instants | "touches" | "lookalikes" | "actions" | "state"
> & { state: LeadState } & Record<Instants, Date | null>;

export interface LeadRecord {
  header: LeadHeader;
  touches: (Omit<LeadAnswer["touches"][number], "occurredAt"> & { occurredAt: Date })[];
  lookalikes: LeadAnswer["lookalikes"];
}

/** One lead that the actor may see under the permission; anything else is "not found". Three statements. */
export const findLead = (ctx: Ctx, permission: string, leadId: Id): Promise<LeadRecord> =>
  readLead(ctx, leadId, rowPredicate(ctx.actor, leadPolicy, permission, "l"));

/** A lead that the actor has just changed within his rows: he is answered also if it is no longer one of them. */
export const rereadLead = (tx: Tx, leadId: Id): Promise<LeadRecord> =>
  readLead(tx, leadId, "1 = 1");

async function readLead(ctx: Ctx, leadId: Id, rule: string): Promise<LeadRecord> {
  const header = await ctx.row<LeadHeader>(
    `${HEADER} WHERE l.tenant_id = :tenant AND l.id = :leadId AND ${rule}`,
    { leadId },
  );
  if (!header) refuseNotFound("lead");
  const touches = await touchesOf(ctx, leadId);
  return { header, touches, lookalikes: await lookalikesOf(ctx, header) };
}

const HEADER = `
  SELECT l.id, l.number, l.state, l.revision, l.owner_id AS ownerId, u.name AS ownerName,
    l.department_id AS departmentId, l.company_name AS companyName, l.contact_name AS contactName, l.phone, l.email,
    l.credit_code AS creditCode, l.region, l.province, l.product, l.note, l.channel,
    l.campaign, l.touch_count AS touchCount, l.last_touch_at AS lastTouchAt, l.assigned_at AS assignedAt,
    l.contact_due_at AS contactDueAt, l.contacted_at AS contactedAt, l.followed_at AS followedAt,
    l.closed_at AS closedAt, l.invalid_reason AS invalidReason, l.merged_into_id AS mergedIntoId,
    l.known_customer AS knownCustomer, l.customer_id AS customerId, l.deal_id AS dealId, l.created_at AS createdAt
  FROM leads l LEFT JOIN users u ON u.tenant_id = :tenant AND u.id = l.owner_id`;

/** The latest first; a lead with more has them in the touches of its export. */
const touchesOf = (ctx: Ctx, leadId: Id): Promise<LeadRecord["touches"]> =>
  ctx.rows(
    `SELECT t.id, t.channel, t.account, t.external_id AS externalId, t.campaign, t.keyword, t.cost_cents AS costCents,
       t.occurred_at AS occurredAt
     FROM lead_touches t WHERE t.tenant_id = :tenant AND t.lead_id = :leadId
     ORDER BY t.occurred_at DESC, t.id DESC LIMIT 200`,
    { leadId },
  );

/** Open leads with the same phone, credit code or company, within the actor's rows: candidates for a merge. */
function lookalikesOf(ctx: Ctx, lead: LeadHeader): Promise<LeadRecord["lookalikes"]> {
  const { id: leadId, phone, creditCode } = lead;
  const company = companyKey(lead.companyName).slice(0, 128);
  return ctx.rows(
    `SELECT l.id, l.number, l.company_name AS companyName FROM leads l
     WHERE l.tenant_id = :tenant AND l.id <> :leadId AND l.state NOT IN ('converted', 'invalid')
       AND (l.phone = :phone OR l.credit_code = :creditCode OR (l.company_key = :company AND l.company_key <> ''))
       AND ${rowPredicate(ctx.actor, leadPolicy, "leads.show", "l")}
     ORDER BY l.id LIMIT 20`,
    { leadId, phone, creditCode, company },
  );
}
