import type {
  InputOf,
  portalShippingNoticesContract,
  shippingNoticesContract,
} from "@quanlian/shared/contract";
import { day, exact, toDecimalText, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { Faults, refuse, refuseNotFound } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { refuseClosed } from "../../ledgers/inventory";
import { findOwnShippingNotice, findShippingNotice } from "./find-shipping-notice";
import { PurchaseOrder } from "./purchase-order.model";
import { purchaseOrderPolicy } from "./purchase-order.policy";
import { isReceivable } from "./purchase-order.present";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";
import { shippingNoticeSent } from "./shipping-notice.events";
import { ShippingNotice, ShippingNoticeLine } from "./shipping-notice.model";
import { shippingNoticeStates } from "./shipping-notice.states";

type Input = InputOf<(typeof shippingNoticesContract)["shippingNotices.record"]>;

/** Writes down what a supplier said. */
export const recordShippingNotice = (ctx: Ctx, input: Input) =>
  transact(ctx, async (tx) => {
    const permission = "shippingNotices.record";
    const { purchaseOrderId } = input;
    const order = await loadForUpdate(
      tx,
      PurchaseOrder,
      purchaseOrderPolicy,
      permission,
      purchaseOrderId,
    );
    tx.authorize(permission, purchaseOrderPolicy, order);
    return findShippingNotice(tx, permission, await announce(tx, order, input));
  });

/** The supplier says it himself. What was never given to him is not found. */
export const sendOwnShippingNotice = (
  ctx: Ctx,
  input: InputOf<(typeof portalShippingNoticesContract)["portal.shippingNotices.send"]>,
) =>
  transact(ctx, async (tx) => {
    const permission = "portal.shippingNotices.send";
    const { purchaseOrderId } = input;
    const order = await loadForUpdate(
      tx,
      PurchaseOrder,
      purchaseOrderPolicy,
      permission,
      purchaseOrderId,
    );
    tx.authorize(permission, purchaseOrderPolicy, order);
    if (order.issuedAt === null) refuseNotFound("purchase_order");
    return findOwnShippingNotice(tx, await announce(tx, order, input));
  });

/**
 * Announces goods of an order under its lock: never more of a line than is still to come, counting what is announced already. A
 * notice goes to us or to one customer, not to both. Answers its id.
 */
async function announce(tx: Tx, order: PurchaseOrder, input: Input): Promise<Id> {
  const { id: purchaseOrderId, supplierId, ownerId, departmentId, state } = order;
  if (!isReceivable(state)) refuse("purchase.not_receivable", { number: order.number, state });
  const lines = await namedLines(tx, purchaseOrderId, input);
  const straight = whereTo(lines.map(({ of }) => of));
  await refuseBeyond(tx, lines);
  const shippedOn = input.shippedOn === undefined ? tx.today : day(input.shippedOn);
  if (straight) await refuseClosed(tx.books, shippedOn);

  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.shippingNotice);
  const head = {
    ...{ straight, shippedOn, carrier: input.carrier ?? null, waybill: input.waybill ?? null },
    expectedOn: input.expectedOn === undefined ? null : day(input.expectedOn),
  };
  const first = shippingNoticeStates.initial;
  // What goes straight to a customer has left: there is nothing to receive.
  const after = straight ? shippingNoticeStates.step(first, "receive") : first;
  await insertRow(tx, ShippingNotice, {
    ...{ id, number, supplierId, ownerId, departmentId, purchaseOrderId, state: after, ...head },
    note: input.note ?? null,
  });
  const rows = lines.map(({ of, quantity, lotNumber }, at) => ({
    ...{ id: tx.newId(), shippingNoticeId: id, lineNo: at + 1, supplierId, itemId: of.itemId },
    ...{ purchaseOrderLineId: of.id, quantity, lotNumber },
  }));
  await insertRows(tx, ShippingNoticeLine, rows);
  const about = { type: "shipping_notice", id, number, supplierId, ownerId, departmentId };
  tx.record({ ...about, before: null, after: { state: after, lines: rows.length, straight } });
  await tx.emit(shippingNoticeSent, {
    ...{ shippingNoticeId: id, number, purchaseOrderId, supplierId, ...head },
    lines: lines.map(({ of, quantity }, at) => ({
      ...{ noticeLineId: rows[at]!.id, purchaseOrderLineId: of.id, itemId: of.itemId },
      ...{ requisitionLineId: of.requisitionLineId, orderLineId: of.orderLineId },
      quantity: toDecimalText(quantity),
    })),
  });
  return id;
}

interface Announced {
  of: PurchaseLineRecord;
  quantity: Exact;
  lotNumber: string | null;
}

async function namedLines(tx: Tx, purchaseOrderId: Id, input: Input): Promise<Announced[]> {
  const own = (await readPurchaseLines(tx, purchaseOrderId)).filter(
    ({ state }) => state === "open",
  );
  const byId = new Map(own.map((line) => [line.id, line]));
  const faults = new Faults(tx.language);
  const seen = new Set<Id>();
  input.lines.forEach(({ lineId }, at) => {
    if (!byId.has(lineId)) faults.unknown(["lines", at, "lineId"], lineId);
    if (seen.has(lineId)) faults.add(["lines", at, "lineId"], "issue.duplicate");
    seen.add(lineId);
  });
  faults.refuse();
  return input.lines.map(({ lineId, quantity, lotNumber }) => ({
    ...{ of: byId.get(lineId)!, quantity: exact(quantity), lotNumber: lotNumber ?? null },
  }));
}

/** Whether it goes straight to a customer; not some of it, and not to two addresses. */
function whereTo(lines: readonly PurchaseLineRecord[]): boolean {
  const straight = lines.filter(({ orderLineId }) => orderLineId !== null);
  if (straight.length > 0 && straight.length < lines.length) refuse("notice.mixed");
  if (new Set(straight.map(({ shipTo }) => shipTo)).size > 1) refuse("notice.many_customers");
  return straight.length > 0;
}

async function refuseBeyond(tx: Tx, lines: readonly Announced[]): Promise<void> {
  const rows = await tx.books.rows<{ lineId: Id; quantity: string }>(
    `SELECT l.purchase_order_line_id AS lineId, SUM(l.quantity) AS quantity FROM shipping_notice_lines l
       JOIN shipping_notices n ON n.tenant_id = :tenant AND n.id = l.shipping_notice_id AND n.state = 'sent'
     WHERE l.tenant_id = :tenant AND l.purchase_order_line_id IN :lineIds GROUP BY l.purchase_order_line_id`,
    { lineIds: sortedIds(lines.map(({ of }) => of.id)) },
  );
  const underway = new Map(rows.map(({ lineId, quantity }) => [lineId, exact(quantity)]));
  const leftOf = ({ id, quantity, receivedQuantity }: PurchaseLineRecord) =>
    exact(quantity) - exact(receivedQuantity) - (underway.get(id) ?? 0n);
  const beyond = lines.filter(({ of, quantity }) => quantity > leftOf(of));
  if (beyond.length === 0) return;
  refuse("notice.over_ordered", {
    lines: beyond.map(({ of }) => `${of.lineNo}: ${toDecimalText(leftOf(of))}`).join(", "),
  });
}
