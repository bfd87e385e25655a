import { jobCtx, housekeepingCtx, type Services } from "../../kernel/access";
import { sendAcross, transact, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { quoteStates } from "./quote.states";
import { changeOf } from "./write-quote";

/** At most so many in one transaction; the next step takes the rest. */
const BATCH = 200;

/**
 * Closes the quotes whose last day is over, of every tenant by its own calendar. Until then an answer to one is refused all
 * the same: this only says so in lists. Answers how many were closed.
 */
export async function expireQuotes(services: Services): Promise<number> {
  const across = housekeepingCtx(services, "quotes", "offers end by each company's own day");
  const tenants = await sendAcross<{ tenantId: Id; timeZone: string }[]>(
    across,
    `SELECT DISTINCT q.tenant_id AS tenantId, t.time_zone AS timeZone FROM quotes q JOIN tenants t ON t.id = q.tenant_id
     WHERE q.state = 'sent' AND q.valid_until <= :today`,
    { today: across.today },
  );
  let closed = 0;
  for (const { tenantId, timeZone } of tenants) {
    const requestId = `quotes-${services.ids.next()}`;
    const seed = { tenantId, timeZone, name: "quotes.expire", onBehalfOf: null, requestId };
    closed += await transact(jobCtx(services, seed), expireOverdue);
  }
  return closed;
}

interface Overdue {
  id: Id;
  number: string;
  customerId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  sentAt: Date;
}

async function expireOverdue(tx: Tx): Promise<number> {
  const overdue = await tx.rows<Overdue>(
    `SELECT q.id, q.number, q.customer_id AS customerId, q.owner_id AS ownerId, q.department_id AS departmentId,
       q.sent_at AS sentAt
     FROM quotes q WHERE q.tenant_id = :tenant AND q.state = 'sent' AND q.valid_until < :today
     ORDER BY q.id LIMIT ${BATCH} FOR UPDATE`,
    { today: tx.today },
  );
  if (overdue.length === 0) return 0;
  const state = quoteStates.step("sent", "expire");
  await tx.write(
    `UPDATE quotes SET state = :state, revision = revision + 1, updated_at = :now
     WHERE tenant_id = :tenant AND id IN :ids`,
    { state, now: tx.now, ids: overdue.map(({ id }) => id) },
  );
  for (const quote of overdue)
    tx.record({ ...changeOf(quote), before: { state: "sent" }, after: { state } });
  return overdue.length;
}
