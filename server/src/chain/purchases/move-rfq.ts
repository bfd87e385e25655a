import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { Rfq } from "./rfq.model";
import { rfqPolicy } from "./rfq.policy";
import { findRfq } from "./rfq.present";
import type { InvitationRecord } from "./rfq.queries";

/** Whom a change of a request concerns, for the audit and for live events: people of ours alone. */
const subjectOf = ({ id, number, ownerId, departmentId }: Rfq) => ({
  ...{ type: "rfq", id, number, ownerId, departmentId },
});

/** Locks a request within the actor's reach, does the work on it, and answers it as it is then. */
export const onRfq = (
  ctx: Ctx,
  permission: string,
  { rfqId, revision }: { rfqId: Id; revision: number },
  work: (tx: Tx, rfq: Rfq) => Promise<void>,
) =>
  transact(ctx, async (tx) => {
    const rfq = await loadForUpdate(tx, Rfq, rfqPolicy, permission, rfqId);
    tx.authorize(permission, rfqPolicy, rfq);
    rfq.expectRevision(revision);
    await work(tx, rfq);
    return findRfq(tx, permission, rfqId);
  });

/** Saves a request that has moved, with what the audit says of it. */
export async function saveMoved(
  tx: Tx,
  rfq: Rfq,
  before: Rfq["state"],
  more: { after?: object; reason?: string } = {},
): Promise<void> {
  await rfq.saveRevision(tx);
  const after = { state: rfq.state, ...more.after };
  const reason = more.reason === undefined ? {} : { reason: more.reason };
  tx.record({ ...subjectOf(rfq), before: { state: before }, after, ...reason });
}

/** What the audit and live events say an invitation is: whoever runs the request, and its own supplier. */
export const subjectOfInvitation = (
  { number, ownerId, departmentId }: Pick<Rfq, "number" | "ownerId" | "departmentId">,
  { id, supplierId }: Pick<InvitationRecord, "id" | "supplierId">,
) => ({ type: "rfq_invitation", id, number, ownerId, departmentId, supplierId });
