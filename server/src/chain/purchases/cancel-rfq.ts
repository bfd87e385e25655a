import type { InputOf, rfqsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { withdrawToPool } from "./move-requisition-lines";
import { onRfq, saveMoved, subjectOfInvitation } from "./move-rfq";
import type { Rfq } from "./rfq.model";
import { readInvitations, readRfqLines, type InvitationRecord } from "./rfq.queries";
import { rfqInvitationStates, rfqStates } from "./rfq.states";

/** Calls a request off. What it asked for is in the pool again; what was answered stays sealed if it was. */
export const cancelRfq = (
  ctx: Ctx,
  { reason, ...moving }: InputOf<(typeof rfqsContract)["rfqs.cancel"]>,
) =>
  onRfq(ctx, "rfqs.cancel", moving, async (tx, rfq) => {
    const before = rfq.state;
    rfq.state = rfqStates.step(before, "cancel");
    rfq.cancelledAt = tx.now;
    rfq.cancelReason = reason;
    await saveMoved(tx, rfq, before, { reason });
    const lines = await readRfqLines(tx, rfq.id);
    await withdrawToPool(
      tx,
      lines.flatMap(({ requisitionLineId }) => requisitionLineId ?? []),
    );
    const asked = await readInvitations(tx, rfq.id);
    await endInvitations(tx, rfq, asked, "cancel");
    for (const { id: invitationId, supplierId } of asked)
      tx.enqueue("rfq.cancelled", { invitationId, number: rfq.number, supplierId, reason });
  });

/** Ends invitations alike; who has declined has ended it himself. */
export async function endInvitations(
  tx: Tx,
  rfq: Rfq,
  invitations: readonly InvitationRecord[],
  step: "win" | "lose" | "cancel",
): Promise<void> {
  const moved = invitations.filter(({ state }) => rfqInvitationStates.allows(state, step));
  if (moved.length === 0) return;
  const after = rfqInvitationStates.step(moved[0]!.state, step);
  await tx.write(
    `UPDATE rfq_invitations SET state = :after, revision = revision + 1, updated_at = :now
     WHERE tenant_id = :tenant AND id IN :ids`,
    { after, now: tx.now, ids: moved.map(({ id }) => id) },
  );
  for (const each of moved)
    tx.record({
      ...subjectOfInvitation(rfq, each),
      ...{ before: { state: each.state }, after: { state: after } },
    });
}
