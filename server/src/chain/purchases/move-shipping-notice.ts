import type { InputOf, shippingNoticesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, loadOnBooks, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findShippingNotice } from "./find-shipping-notice";
import { ShippingNotice } from "./shipping-notice.model";
import { shippingNoticePolicy } from "./shipping-notice.policy";
import { shippingNoticeStates } from "./shipping-notice.states";

const CANCEL = "shippingNotices.cancel";

/** Takes an announcement back: what it was about may be announced again. What a customer has on its way is not taken back so. */
export const cancelShippingNotice = (
  ctx: Ctx,
  { shippingNoticeId, revision, reason }: InputOf<(typeof shippingNoticesContract)[typeof CANCEL]>,
) =>
  transact(ctx, async (tx) => {
    const notice = await loadForUpdate(
      tx,
      ShippingNotice,
      shippingNoticePolicy,
      CANCEL,
      shippingNoticeId,
    );
    tx.authorize(CANCEL, shippingNoticePolicy, notice);
    notice.expectRevision(revision);
    if (notice.straight) refuse("notice.straight", { number: notice.number });
    await move(tx, notice, "cancel", reason);
    return findShippingNotice(tx, CANCEL, shippingNoticeId);
  });

/** The goods of an announcement are here. It is one of this order, and still underway. */
export async function receiveNotice(tx: Tx, purchaseOrderId: Id, noticeId: Id): Promise<void> {
  const known = await tx.row<{ id: Id }>(
    `SELECT n.id FROM shipping_notices n
     WHERE n.tenant_id = :tenant AND n.id = :noticeId AND n.purchase_order_id = :purchaseOrderId`,
    { noticeId, purchaseOrderId },
  );
  if (!known) refuse("reference.not_found", { field: "shippingNoticeId" });
  await move(tx, await loadOnBooks(tx, ShippingNotice, noticeId), "receive");
}

async function move(
  tx: Tx,
  notice: ShippingNotice,
  event: "receive" | "cancel",
  reason?: string,
): Promise<void> {
  const before = { state: notice.state };
  notice.state = shippingNoticeStates.step(notice.state, event);
  if (reason !== undefined) notice.cancelReason = reason;
  await notice.saveRevision(tx);
  const { id, number, supplierId, ownerId, departmentId } = notice;
  tx.record({
    ...{ type: "shipping_notice", id, number, supplierId, ownerId, departmentId, before },
    ...{ after: { state: notice.state }, ...(reason === undefined ? {} : { reason }) },
  });
}
