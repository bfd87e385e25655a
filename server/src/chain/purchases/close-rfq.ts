import type { InputOf, rfqsContract } from "@quanlian/shared/contract";
import { housekeepingCtx, jobCtx, type Ctx, type Services } from "../../kernel/access";
import { loadOnBooks, sendAcross, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { onRfq, saveMoved, subjectOfInvitation } from "./move-rfq";
import { Rfq } from "./rfq.model";
import { isClosable } from "./rfq.present";
import { readInvitationLines, readInvitations } from "./rfq.queries";
import { rfqStates } from "./rfq.states";

/** At most so many in one transaction; the next step takes the rest. */
const BATCH = 50;

/** A buyer opens the answers: when the time is over, or when nobody is left to answer. Sooner would break the seal. */
export const closeRfq = (ctx: Ctx, input: InputOf<(typeof rfqsContract)["rfqs.close"]>) =>
  onRfq(ctx, "rfqs.close", input, async (tx, rfq) => {
    rfqStates.step(rfq.state, "close");
    const invitations = await readInvitations(tx, rfq.id);
    if (!isClosable(tx.now, rfq, invitations)) {
      const waiting = invitations.filter(({ answeredAt }) => answeredAt === null).length;
      refuse("rfq.answers_missing", { number: rfq.number, count: waiting });
    }
    await close(tx, rfq);
  });

/** Closes the requests whose time is over, of every tenant. Answers how many. */
export async function closeOverdueRfqs(services: Services): Promise<number> {
  const across = housekeepingCtx(
    services,
    "rfqs",
    "requests close by themselves at their deadline",
  );
  const tenants = await sendAcross<{ tenantId: Id; timeZone: string }[]>(
    across,
    `SELECT DISTINCT r.tenant_id AS tenantId, t.time_zone AS timeZone FROM rfqs r JOIN tenants t ON t.id = r.tenant_id
     WHERE r.state = 'sent' AND r.answer_by <= :now`,
    { now: across.now },
  );
  let closed = 0;
  for (const { tenantId, timeZone } of tenants) {
    const requestId = `rfqs-${services.ids.next()}`;
    const seed = { tenantId, timeZone, name: "rfqs.close", onBehalfOf: null, requestId };
    closed += await transact(jobCtx(services, seed), closeOverdue);
  }
  return closed;
}

async function closeOverdue(tx: Tx): Promise<number> {
  const overdue = await tx.rows<{ id: Id }>(
    `SELECT r.id FROM rfqs r WHERE r.tenant_id = :tenant AND r.state = 'sent' AND r.answer_by <= :now
     ORDER BY r.id LIMIT ${BATCH} FOR UPDATE`,
    { now: tx.now },
  );
  for (const { id } of overdue) await close(tx, await loadOnBooks(tx, Rfq, id));
  return overdue.length;
}

/** From here on the answers stand, and may be read: the audit is told now what each of them says. */
async function close(tx: Tx, rfq: Rfq): Promise<void> {
  const before = rfq.state;
  rfq.state = rfqStates.step(before, "close");
  rfq.closedAt = tx.now;
  await saveMoved(tx, rfq, before);
  // A request that ends before its deadline is over for the suppliers too.
  await tx.write(
    `UPDATE rfq_invitations SET answer_by = LEAST(answer_by, :now), revision = revision + 1, updated_at = :now
     WHERE tenant_id = :tenant AND rfq_id = :rfqId`,
    { now: tx.now, rfqId: rfq.id },
  );
  const invitations = await readInvitations(tx, rfq.id);
  const lines = await readInvitationLines(
    tx,
    invitations.map(({ id }) => id),
  );
  for (const { id, supplierId, state, ...answer } of invitations) {
    const own = lines.filter(({ invitationId }) => invitationId === id);
    tx.record({
      ...subjectOfInvitation(rfq, { id, supplierId }),
      before: { state },
      after: {
        ...{ state, includesTax: answer.includesTax, taxRate: answer.taxRate },
        ...{ freightCents: answer.freightCents, validUntil: answer.validUntil },
        ...{ answeredAt: answer.answeredAt, note: answer.answerNote },
        lines: own.map((line) => ({
          ...{ lineNo: line.lineNo, state: line.state, breaks: line.breaks },
          ...{ minimumOrder: line.minimumOrder, leadTimeDays: line.leadTimeDays },
          declineReason: line.declineReason,
        })),
      },
    });
  }
  const { id: rfqId, number, ownerId } = rfq;
  tx.enqueue("rfq.closed", { rfqId, number, ownerId });
}
