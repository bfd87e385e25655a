import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import {
  cents,
  day,
  exact,
  timesRatio,
  toDecimalText,
  type Cents,
  type Day,
  type Exact,
} from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { lotKey, nameLots, NONE, refuseClosed } from "../../ledgers/inventory";
import { checkNamed } from "./confirm-purchase-order";
import { findGoodsReceipt } from "./find-goods-receipt";
import { followLines } from "./follow-lines";
import { receiveNotice } from "./move-shipping-notice";
import { openInspections } from "./open-inspections";
import { goodsReceived, type ReceivedLine } from "./purchase-order.events";
import { GoodsReceipt, GoodsReceiptLine, PurchaseOrder } from "./purchase-order.model";
import { purchaseOrderPolicy } from "./purchase-order.policy";
import { isReceivable } from "./purchase-order.present";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";
import { isBeyond, readReceiptRules, type ReceiptRule } from "./receipt-rules";

type Input = InputOf<(typeof purchaseOrdersContract)["goodsReceipts.receive"]>;

const NAME = "goodsReceipts.receive";

/**
 * Takes goods of a purchase order into stock: at what the order says that they cost without tax, accrued until the invoice
 * comes. What waited for them holds them from the same moment. Never more of a line than was ordered of it.
 */
export function receiveGoods(ctx: Ctx, input: Input) {
  return transact(ctx, async (tx) => {
    const { purchaseOrderId, revision } = input;
    const order = await loadForUpdate(
      tx,
      PurchaseOrder,
      purchaseOrderPolicy,
      NAME,
      purchaseOrderId,
    );
    tx.authorize(NAME, purchaseOrderPolicy, order);
    order.expectRevision(revision);
    const { number: orderNumber, state } = order;
    if (!isReceivable(state)) refuse("purchase.not_receivable", { number: orderNumber, state });
    const receivedOn = input.receivedOn === undefined ? tx.today : day(input.receivedOn);
    await refuseClosed(tx, receivedOn);
    const lines = await readPurchaseLines(tx, purchaseOrderId);
    checkNamed(
      tx,
      lines.filter(isOpen),
      input.lines.map(({ lineId }) => lineId),
      "lines",
    );
    await checkLocations(tx, input, lines);
    refuseDropship(lines, input);
    const rules = await readReceiptRules(
      tx,
      lines.map(({ itemId }) => itemId),
    );
    const after = receivedAfter(lines, input, rules);
    if (input.shippingNoticeId !== undefined)
      await receiveNotice(tx, purchaseOrderId, input.shippingNoticeId);
    const received = await receivedLines(tx, input, lines, rules);

    const { id, number } = await writeReceipt(tx, order, input, { receivedOn, received });
    const short = await followLines(tx, order, lines, after);
    await tx.emit(goodsReceived, {
      ...{ goodsReceiptId: id, number, purchaseOrderId, receivedOn },
      ...{ supplierId: order.supplierId, lines: received, shortRequisitionLineIds: short },
    });
    return findGoodsReceipt(tx, NAME, id);
  });
}

/** The receipt with its lines, and an inspection for each that is to be looked at first. */
async function writeReceipt(
  tx: Tx,
  order: PurchaseOrder,
  input: Input,
  { receivedOn, received }: { receivedOn: Day; received: readonly ReceivedLine[] },
): Promise<{ id: Id; number: string }> {
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.goodsReceipt);
  const { id: purchaseOrderId, supplierId, ownerId, departmentId } = order;
  await insertRow(tx, GoodsReceipt, {
    ...{ id, number, supplierId, purchaseOrderId, receivedOn, ownerId, departmentId },
    shippingNoticeId: input.shippingNoticeId ?? null,
    ...{ supplierNote: input.supplierNote ?? null, note: input.note ?? null },
  });
  const lines = received.map((line, at) => ({
    ...line,
    purchaseOrderLineId: input.lines[at]!.lineId,
  }));
  await insertRows(
    tx,
    GoodsReceiptLine,
    lines.map((line, at) => ({
      ...line,
      ...{ id: line.receiptLineId, goodsReceiptId: id, lineNo: at + 1, supplierId },
    })),
  );
  const about = { type: "goods_receipt", id, number, supplierId, ownerId, departmentId };
  tx.record({ ...about, before: null, after: { lines: received.length, receivedOn } });
  await openInspections(
    tx,
    order,
    { id, receivedOn },
    lines.filter(({ inspects }) => inspects),
  );
  return { id, number };
}

const isOpen = ({ state }: PurchaseLineRecord) => state === "open";

/** What a supplier ships straight to a customer never touches our stock. */
function refuseDropship(lines: readonly PurchaseLineRecord[], input: Input): void {
  const named = new Set(input.lines.map(({ lineId }) => lineId));
  const straight = lines.filter(({ id, orderLineId }) => orderLineId !== null && named.has(id));
  if (straight.length > 0)
    refuse("receipt.dropship", { lines: straight.map(({ lineNo }) => lineNo) });
}

type Rules = ReadonlyMap<Id, ReceiptRule>;

/** How much has come of each line once this has; more than may come of its item is refused, all such lines named. */
function receivedAfter(
  lines: readonly PurchaseLineRecord[],
  input: Input,
  rules: Rules,
): Map<Id, Exact> {
  const after = new Map(lines.map((line) => [line.id, exact(line.receivedQuantity)]));
  for (const { lineId, quantity } of input.lines)
    after.set(lineId, after.get(lineId)! + exact(quantity));
  const named = new Set(input.lines.map(({ lineId }) => lineId));
  const over = lines.filter(
    (line) =>
      named.has(line.id) &&
      isBeyond(after.get(line.id)!, exact(line.quantity), rules.get(line.itemId)!),
  );
  if (over.length > 0) {
    refuse("receipt.over_ordered", {
      lines: over.map((line) => ({
        ...{
          lineNo: line.lineNo,
          item: line.itemCode,
          ordered: toDecimalText(exact(line.quantity)),
        },
        received: toDecimalText(after.get(line.id)!),
      })),
    });
  }
  return after;
}

/** Places are in the warehouse that a line was ordered for. */
async function checkLocations(
  tx: Tx,
  { lines }: Input,
  ordered: readonly PurchaseLineRecord[],
): Promise<void> {
  const rows = await tx.rows<{ id: Id; warehouseId: Id }>(
    `SELECT l.id, l.warehouse_id AS warehouseId FROM locations l
     WHERE l.tenant_id = :tenant AND l.active = 1 AND l.id IN :ids`,
    { ids: lines.flatMap(({ locationId }) => locationId ?? []) },
  );
  const places = new Map(rows.map((row) => [row.id, row.warehouseId]));
  const faults = new Faults(tx.language);
  lines.forEach(({ lineId, locationId }, at) => {
    if (locationId === undefined) return;
    const { warehouseId } = ordered.find(({ id }) => id === lineId)!;
    if (places.get(locationId) !== warehouseId)
      faults.unknown(["lines", at, "locationId"], locationId);
  });
  faults.refuse();
}

/** What comes, with its lots, and what it is worth: so much of the line's amount as has come of its quantity by then. */
async function receivedLines(
  tx: Tx,
  { lines }: Input,
  ordered: readonly PurchaseLineRecord[],
  rules: Rules,
): Promise<ReceivedLine[]> {
  const faults = new Faults(tx.language);
  const byId = new Map(ordered.map((line) => [line.id, line]));
  const lots = await nameLots(
    tx,
    faults,
    lines.flatMap(({ lineId, lot }, at) =>
      lot
        ? [{ path: ["lines", at, "lot"], itemId: byId.get(lineId)!.itemId, lot, mayCreate: true }]
        : [],
    ),
  );
  faults.refuse();
  const come = new Map(ordered.map((line) => [line.id, exact(line.receivedQuantity)]));
  return lines.map(({ lineId, quantity, catchQuantity, locationId, lot, serials }) => {
    const line = byId.get(lineId)!;
    const before = come.get(lineId)!;
    const after = before + exact(quantity);
    come.set(lineId, after);
    return {
      ...{ receiptLineId: tx.newId(), requisitionLineId: line.requisitionLineId },
      ...{ itemId: line.itemId, warehouseId: line.warehouseId, quantity },
      locationId: locationId ?? NONE,
      lotId: lot ? lots.get(lotKey(line.itemId, lot.number))! : NONE,
      catchQuantity: catchQuantity ?? "0",
      valueCents: shareOf(line.exclCents, line, before, after),
      taxCents: shareOf(line.taxCents, line, before, after),
      serials: serials ?? [],
      inspects: rules.get(line.itemId)!.inspects,
    };
  });
}

/** Of an amount of a line, what comes with the quantity between two points: all parts together are the amount, to the cent. */
const shareOf = (
  amountCents: Cents,
  { quantity }: PurchaseLineRecord,
  before: Exact,
  after: Exact,
): Cents => {
  const at = (come: Exact) => timesRatio(BigInt(amountCents), come, exact(quantity));
  return cents(Number(at(after) - at(before)));
};
