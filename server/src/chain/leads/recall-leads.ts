import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { daysBefore, hoursAfter } from "./lead.rules";
import { readSettings, type Settings } from "./lead-settings";

/** One call takes back so many at most; the next takes the rest. */
const MOST_AT_ONCE = 500;
/** What no instant is earlier than. */
const NEVER = new Date(0);

interface Overdue {
  id: Id;
  number: string;
  state: "assigned" | "contacted";
  ownerId: Id | null;
  departmentId: Id | null;
}

/**
 * Takes back into the pool what nobody has contacted within the settings' hours of being given, or followed within their
 * days. Safe to repeat: a lead that is in the pool is not overdue. Decided on locked rows; fixed number of statements.
 */
export function recallLeads(ctx: Ctx): Promise<{ recalled: number }> {
  return transact(ctx, async (tx) => {
    const overdue = await lockOverdue(tx, await readSettings(tx));
    if (overdue.length === 0) return { recalled: 0 };
    await tx.write(
      `UPDATE leads SET state = 'pooled', owner_id = NULL, department_id = NULL, assigned_at = NULL,
         contact_due_at = NULL, pooled_at = :now, pool_reason = 'recalled', revision = revision + 1, updated_at = :now
       WHERE tenant_id = :tenant AND id IN :leadIds`,
      { leadIds: overdue.map(({ id }) => id), now: tx.now },
    );
    for (const { id, number, state, ownerId, departmentId } of overdue) {
      const keeper = { ownerId, departmentId };
      const before = { state, ...keeper };
      const after = { state: "pooled", ownerId: null, departmentId: null, poolReason: "recalled" };
      tx.record({ type: "lead", id, number, ...keeper, before, after });
      if (ownerId !== null) tx.enqueue("lead.recalled", { leadId: id, number, ownerId });
    }
    return { recalled: overdue.length };
  });
}

function lockOverdue(tx: Tx, settings: Settings): Promise<Overdue[]> {
  const { recallUncontactedHours: hours, recallUnfollowedDays: days } = settings;
  return tx.rows<Overdue>(
    `SELECT l.id, l.number, l.state, l.owner_id AS ownerId, l.department_id AS departmentId FROM leads l
     WHERE l.tenant_id = :tenant AND ((l.state = 'assigned' AND l.assigned_at <= :givenBefore)
       OR (l.state = 'contacted' AND l.followed_at <= :followedBefore))
     ORDER BY l.id LIMIT :most FOR UPDATE`,
    {
      givenBefore: hours === null ? NEVER : hoursAfter(tx.now, -hours),
      followedBefore: days === null ? NEVER : daysBefore(tx.now, days),
      most: MOST_AT_ONCE,
    },
  );
}
