import type { incomingInspectionsContract, InputOf } from "@quanlian/shared/contract";
import { exact, timesRatio, toDecimalText, ZERO, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, loadOnBooks, transact, updateRows, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findInspection } from "./find-inspection";
import { goodsInspected, type JudgedGoods } from "./incoming-inspection.events";
import { IncomingInspection } from "./incoming-inspection.model";
import { incomingInspectionPolicy } from "./incoming-inspection.policy";
import { incomingInspectionStates } from "./incoming-inspection.states";
import { saveMoved } from "./move-purchase-order";
import { finishRequisitionLines } from "./move-requisition-lines";
import { inInspection } from "./open-inspections";
import { PurchaseOrder, PurchaseOrderLine } from "./purchase-order.model";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderLineStates, purchaseOrderStates } from "./purchase-order.states";

const NAME = "incomingInspections.judge";

type Input = InputOf<(typeof incomingInspectionsContract)[typeof NAME]>;

/**
 * Says of goods that came what they can be used for, all of them at once: a part may pass, a part be let through, a part fail. What
 * failed is blocked until it is sent back; the supplier brings it once more, or whoever waits for it is planned for anew.
 */
export function judgeInspection(ctx: Ctx, input: Input) {
  return transact(ctx, async (tx) => {
    const { purchaseOrderId } = await findInspection(tx, NAME, input.inspectionId);
    // The order is locked first, as a receipt does: what failed may come once more of it.
    const order = await loadOnBooks(tx, PurchaseOrder, purchaseOrderId);
    const inspection = await loadForUpdate(
      tx,
      IncomingInspection,
      incomingInspectionPolicy,
      NAME,
      input.inspectionId,
    );
    tx.authorize(NAME, incomingInspectionPolicy, inspection);
    inspection.expectRevision(input.revision);
    const judged = amountsOf(input);
    const state = incomingInspectionStates.step(inspection.state, moveOf(judged));
    if (judged.total !== exact(inspection.quantity)) {
      refuse("inspection.not_whole", {
        ...{ number: inspection.number, quantity: toDecimalText(exact(inspection.quantity)) },
      });
    }
    const { serials, ...goods } = await readGoods(tx, inspection);
    const failedSerials = checkSerials(tx, input, serials, judged.failed);
    const replaced = input.replaced && judged.failed > ZERO;

    const { passed, conceded, failed } = judged;
    const inspectorId = tx.actor.kind === "staff" ? tx.actor.userId : null;
    Object.assign(inspection, {
      ...{ state, passed: toDecimalText(passed), conceded: toDecimalText(conceded) },
      ...{ failed: toDecimalText(failed), replaced, inspectorId, inspectedOn: tx.today },
      ...{ cause: input.cause ?? null, note: input.note ?? null },
    });
    await inspection.saveRevision(tx);
    recordJudged(tx, inspection);
    const line = (await readPurchaseLines(tx, order.id)).find(
      ({ id }) => id === inspection.purchaseOrderLineId,
    )!;
    if (replaced) await expectAgain(tx, order, line, failed);
    else await finishWhenSeen(tx, line);
    const part = partOf(tx, inspection);
    await tx.emit(goodsInspected, {
      ...{ inspectionId: inspection.id, number: inspection.number, purchaseOrderId },
      ...{ goodsReceiptId: inspection.goodsReceiptId, supplierId: inspection.supplierId },
      ...{ ownerId: inspection.ownerId, requisitionLineId: line.requisitionLineId, ...goods },
      ...{ inspectedOn: tx.today, replaced },
      usable: part(
        passed + conceded,
        serials.filter((serial) => !failedSerials.has(serial)),
      ),
      failed: part(failed, [...failedSerials]),
    });
    return findInspection(tx, NAME, inspection.id);
  });
}

interface Judged {
  passed: Exact;
  conceded: Exact;
  failed: Exact;
  total: Exact;
}

function amountsOf(input: Input): Judged {
  const [passed, conceded, failed] = [input.passed, input.conceded, input.failed].map((text) =>
    exact(text),
  ) as [Exact, Exact, Exact];
  return { passed, conceded, failed, total: passed + conceded + failed };
}

/** Failed when nothing of it can be used; let through when some of it is. */
function moveOf({ passed, conceded }: Judged): "pass" | "concede" | "fail" {
  if (conceded > ZERO) return "concede";
  return passed > ZERO ? "pass" : "fail";
}

/** Where the goods lie, and which pieces they are. */
async function readGoods(tx: Tx, { goodsReceiptLineId }: IncomingInspection) {
  const place = (await tx.row<{ itemId: Id; warehouseId: Id; locationId: Id; lotId: Id }>(
    `SELECT r.item_id AS itemId, r.warehouse_id AS warehouseId, r.location_id AS locationId, r.lot_id AS lotId
     FROM goods_receipt_lines r WHERE r.tenant_id = :tenant AND r.id = :goodsReceiptLineId`,
    { goodsReceiptLineId },
  ))!;
  const rows = await tx.rows<{ number: string }>(
    `SELECT s.number FROM stock_moves m
       JOIN stock_move_serials x ON x.tenant_id = :tenant AND x.move_id = m.id
       JOIN stock_serials s ON s.tenant_id = :tenant AND s.id = x.serial_id
     WHERE m.tenant_id = :tenant AND m.source_type = 'goods_receipt' AND m.line_id = :goodsReceiptLineId ORDER BY s.number`,
    { goodsReceiptLineId },
  );
  return { ...place, serials: rows.map(({ number }) => number) };
}

/** Pieces that failed are named, each of them one of those that came. */
function checkSerials(
  tx: Tx,
  { failedSerials = [] }: Input,
  serials: readonly string[],
  failed: Exact,
): ReadonlySet<string> {
  const known = new Set(serials);
  const named = new Set(failedSerials);
  const faults = new Faults(tx.language);
  failedSerials.forEach((serial, at) => {
    if (!known.has(serial)) faults.unknown(["failedSerials", at], serial);
  });
  if (serials.length > 0 && exact(named.size) !== failed)
    faults.add(["failedSerials"], "issue.failed_serials");
  faults.refuse();
  return named;
}

/** What failed counts as not received: the order is open for it again. */
async function expectAgain(
  tx: Tx,
  order: PurchaseOrder,
  line: PurchaseLineRecord,
  failed: Exact,
): Promise<void> {
  const { number, state: before } = order;
  const isOver = line.state === "closed" || !purchaseOrderStates.allows(before, "reopen");
  if (isOver) refuse("inspection.order_over", { number });
  const state =
    line.state === "open" ? line.state : purchaseOrderLineStates.step(line.state, "reopen");
  const receivedQuantity = exact(line.receivedQuantity) - failed;
  await updateRows(
    tx,
    PurchaseOrderLine,
    ["state", "receivedQuantity"],
    [{ id: line.id, state, receivedQuantity }],
  );
  order.state = purchaseOrderStates.step(before, "reopen");
  await saveMoved(tx, order, before, { after: { comesAgain: toDecimalText(failed) } });
}

/** A line of which all has come is done once all of it has been looked at. */
async function finishWhenSeen(tx: Tx, { state, requisitionLineId }: PurchaseLineRecord) {
  if (state === "open") return;
  const waiting = await inInspection(tx, [requisitionLineId]);
  if (!waiting.has(requisitionLineId)) await finishRequisitionLines(tx, [requisitionLineId]);
}

/** A part of the goods, with its share of the second quantity; the usable part takes what rounding leaves. */
const partOf =
  (tx: Tx, { quantity, catchQuantity }: IncomingInspection) =>
  (part: Exact, serials: readonly string[]): JudgedGoods | null => {
    if (part === ZERO) return null;
    const share = timesRatio(exact(catchQuantity), part, exact(quantity));
    return {
      ...{ lineId: tx.newId(), arrivalId: tx.newId(), quantity: toDecimalText(part), serials },
      catchQuantity: toDecimalText(share),
    };
  };

function recordJudged(tx: Tx, inspection: IncomingInspection): void {
  const { id, number, supplierId, ownerId, departmentId, state } = inspection;
  const { passed, conceded, failed, replaced, cause } = inspection;
  tx.record({
    ...{ type: "incoming_inspection", id, number, supplierId, ownerId, departmentId },
    before: { state: incomingInspectionStates.initial },
    after: { state, passed, conceded, failed, replaced, cause },
  });
}
