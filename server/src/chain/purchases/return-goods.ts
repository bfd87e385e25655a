import type { InputOf, supplierReturnsContract } from "@quanlian/shared/contract";
import { exact, toDecimalText, ZERO, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { findSupplierReturn, readReturnLines } from "./find-supplier-return";
import { GoodsReceipt } from "./purchase-order.model";
import { goodsReceiptPolicy } from "./purchase-order.resource";
import { supplierReturnDispatched } from "./supplier-return.events";
import { SupplierReturn, SupplierReturnLine } from "./supplier-return.model";
import { supplierReturnPolicy } from "./supplier-return.policy";
import { supplierReturnStates } from "./supplier-return.states";

type Input<N extends keyof typeof supplierReturnsContract> = InputOf<
  (typeof supplierReturnsContract)[N]
>;
type Lines = Input<"supplierReturns.create">["lines"];

/** Drafts what goes back of a receipt; the receipt's lock sees to it that nothing goes back twice. */
export const createSupplierReturn = (ctx: Ctx, input: Input<"supplierReturns.create">) =>
  transact(ctx, async (tx) => {
    const permission = "supplierReturns.create";
    const { goodsReceiptId } = input;
    const receipt = await loadForUpdate(
      tx,
      GoodsReceipt,
      goodsReceiptPolicy,
      permission,
      goodsReceiptId,
    );
    tx.authorize(permission, goodsReceiptPolicy, receipt);
    const came = await readCame(tx, goodsReceiptId);
    await checkLines(tx, input.lines, came);
    const id = tx.newId();
    const number = await takeNumber(tx, prefixes.supplierReturn);
    const { supplierId, ownerId, departmentId, purchaseOrderId } = receipt;
    const state = supplierReturnStates.initial;
    await insertRow(tx, SupplierReturn, {
      ...{ id, number, supplierId, ownerId, departmentId, goodsReceiptId, purchaseOrderId, state },
      ...{ reason: input.reason, note: input.note ?? null },
    });
    await insertRows(
      tx,
      SupplierReturnLine,
      input.lines.map(({ receiptLineId, quantity, catchQuantity, status, ...line }, at) => {
        const { itemId, warehouseId, locationId, lotId } = came.get(receiptLineId)!;
        return {
          ...{ id: tx.newId(), supplierReturnId: id, lineNo: at + 1, supplierId, status },
          ...{ goodsReceiptLineId: receiptLineId, itemId, warehouseId, lotId },
          locationId: line.locationId ?? locationId,
          ...{ quantity: exact(quantity), catchQuantity: exact(catchQuantity) },
          serials: line.serials ?? [],
        };
      }),
    );
    tx.record({
      ...{ type: "supplier_return", id, number, supplierId, ownerId, departmentId },
      ...{ before: null, after: { state, lines: input.lines.length }, reason: input.reason },
    });
    return findSupplierReturn(tx, permission, id);
  });

/** The goods have left: what was charged for them is not to be paid. */
export const dispatchSupplierReturn = (
  ctx: Ctx,
  { carrier, waybill, ...moving }: Input<"supplierReturns.dispatch">,
) =>
  onReturn(ctx, "supplierReturns.dispatch", moving, async (tx, goods) => {
    goods.carrier = carrier ?? null;
    goods.waybill = waybill ?? null;
    goods.returnedOn = tx.today;
    await move(tx, goods, "dispatch");
    const { id: supplierReturnId, number, supplierId, goodsReceiptId } = goods;
    const lines = await readReturnLines(tx, supplierReturnId);
    await tx.emit(supplierReturnDispatched, {
      ...{ supplierReturnId, number, supplierId, goodsReceiptId, returnedOn: tx.today },
      ...{ ownerId: goods.ownerId, departmentId: goods.departmentId },
      lines: lines.map(({ id, receiptLineId, itemId, warehouseId, locationId, ...line }) => ({
        ...{ lineId: id, receiptLineId, itemId, warehouseId, locationId, lotId: line.lotId },
        ...{ status: line.status, quantity: line.quantity, catchQuantity: line.catchQuantity },
        ...{ serials: line.serials, received: line.received },
      })),
    });
  });

/** Drops a draft. */
export const cancelSupplierReturn = (
  ctx: Ctx,
  { reason, ...moving }: Input<"supplierReturns.cancel">,
) =>
  onReturn(ctx, "supplierReturns.cancel", moving, async (tx, goods) => {
    goods.cancelReason = reason;
    await move(tx, goods, "cancel", reason);
  });

function onReturn(
  ctx: Ctx,
  permission: string,
  { supplierReturnId, revision }: { supplierReturnId: Id; revision: number },
  work: (tx: Tx, goods: SupplierReturn) => Promise<void>,
) {
  return transact(ctx, async (tx) => {
    const goods = await loadForUpdate(
      tx,
      SupplierReturn,
      supplierReturnPolicy,
      permission,
      supplierReturnId,
    );
    tx.authorize(permission, supplierReturnPolicy, goods);
    goods.expectRevision(revision);
    await work(tx, goods);
    return findSupplierReturn(tx, permission, supplierReturnId);
  });
}

async function move(
  tx: Tx,
  goods: SupplierReturn,
  step: "dispatch" | "cancel",
  reason?: string,
): Promise<void> {
  const before = { state: goods.state };
  goods.state = supplierReturnStates.step(goods.state, step);
  await goods.saveRevision(tx);
  const { id, number, supplierId, ownerId, departmentId, state } = goods;
  tx.record({
    ...{ type: "supplier_return", id, number, supplierId, ownerId, departmentId },
    ...{ before, after: { state }, ...(reason === undefined ? {} : { reason }) },
  });
}

interface Came {
  id: Id;
  lineNo: number;
  itemId: Id;
  warehouseId: Id;
  locationId: Id;
  lotId: Id;
  /** What has come of the line and is not on its way back. */
  left: Exact;
}

async function readCame(tx: Tx, goodsReceiptId: Id): Promise<Map<Id, Came>> {
  const rows = await tx.rows<Omit<Came, "left"> & { quantity: string; returned: string }>(
    `SELECT l.id, l.line_no AS lineNo, l.item_id AS itemId, l.warehouse_id AS warehouseId, l.location_id AS locationId,
       l.lot_id AS lotId, l.quantity, COALESCE(b.quantity, 0) AS returned
     FROM goods_receipt_lines l
       LEFT JOIN (SELECT x.goods_receipt_line_id AS lineId, SUM(x.quantity) AS quantity FROM supplier_return_lines x
         JOIN supplier_returns r ON r.tenant_id = :tenant AND r.id = x.supplier_return_id AND r.state <> 'cancelled'
           AND r.goods_receipt_id = :goodsReceiptId
         WHERE x.tenant_id = :tenant GROUP BY x.goods_receipt_line_id) b ON b.lineId = l.id
     WHERE l.tenant_id = :tenant AND l.goods_receipt_id = :goodsReceiptId`,
    { goodsReceiptId },
  );
  return new Map(
    rows.map(({ quantity, returned, ...row }) => [
      row.id,
      { ...row, left: exact(quantity) - exact(returned) },
    ]),
  );
}

/** Lines of this receipt, places of their warehouse, and never more than is left of a line, all its parts together. */
async function checkLines(tx: Tx, lines: Lines, came: ReadonlyMap<Id, Came>): Promise<void> {
  const places = await readPlaces(tx, lines);
  const faults = new Faults(tx.language);
  lines.forEach(({ receiptLineId, locationId }, at) => {
    const line = came.get(receiptLineId);
    if (!line) faults.unknown(["lines", at, "receiptLineId"], receiptLineId);
    if (line && locationId !== undefined && places.get(locationId) !== line.warehouseId)
      faults.unknown(["lines", at, "locationId"], locationId);
  });
  faults.refuse();
  const asked = new Map<Id, Exact>();
  for (const { receiptLineId, quantity } of lines)
    asked.set(receiptLineId, (asked.get(receiptLineId) ?? ZERO) + exact(quantity));
  const over = [...asked].filter(([id, quantity]) => quantity > came.get(id)!.left);
  if (over.length === 0) return;
  const most = over.map(([id]) => `${came.get(id)!.lineNo}: ${toDecimalText(came.get(id)!.left)}`);
  refuse("return.over_received", { lines: most.join(", ") });
}

async function readPlaces(tx: Tx, lines: Lines): Promise<Map<Id, Id>> {
  const rows = await tx.rows<{ id: Id; warehouseId: Id }>(
    `SELECT l.id, l.warehouse_id AS warehouseId FROM locations l WHERE l.tenant_id = :tenant AND l.id IN :ids`,
    { ids: sortedIds(lines.flatMap(({ locationId }) => locationId ?? [])) },
  );
  return new Map(rows.map(({ id, warehouseId }) => [id, warehouseId]));
}
