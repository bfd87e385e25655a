import type { InputOf, OrderEdit, orderChangesContract } from "@quanlian/shared/contract";
import { cents, exact, toDecimalText } from "@quanlian/shared/domain";
import { may, rowPredicate, type Ctx } from "../../kernel/access";
import { loadForUpdate, rehearse, transact, updateRows, type Tx } from "../../kernel/db";
import { refuse, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { hashOf, impactOf, type OrderPicture, type StoredImpact } from "./change-impact";
import { increaseObstacle } from "./confirm-checks";
import { subjectOf } from "./confirm-order";
import { checkAdded } from "./draft-change";
import { writeLines } from "./draft-order";
import { subjectOfChange } from "./drop-change";
import { OrderChange } from "./order-change.model";
import { orderChangePolicy } from "./order-change.policy";
import { presentPreview, type Preview } from "./order-change.present";
import { judgeChange, type ChangedLines } from "./judge-change";
import { findChange, readEdits, readPlanImpact } from "./order-change.queries";
import { editLines, unknownLines, type EditedLine } from "./order-change.rules";
import { orderChangeStates } from "./order-change.states";
import { orderChanged } from "./order.events";
import { SalesOrder, SalesOrderLine, type WaitingReason } from "./order.model";
import { orderPolicy } from "./order.policy";
import { readLines, type LineRecord } from "./order.queries";
import { changedDemands, totalLines } from "./order.rules";
import { readPayments } from "./schedule-payments";
import { committedOf } from "./settle-orders";

type Input = InputOf<(typeof orderChangesContract)["orderChanges.apply"]>;

/**
 * Changes a confirmed order with everything that follows from it, as the preview said: `hash` is the preview's, and when the
 * world has moved so that the impact would be another, nothing happens and the new preview is told.
 */
export function applyChange(ctx: Ctx, { changeId, revision, hash, creditOverride }: Input) {
  return transact(ctx, async (tx) => {
    const { order, change } = await lockChange(tx, "orderChanges.apply", changeId);
    change.expectRevision(revision);
    const done = await carryOut(tx, order, change);
    const mayOverride = may(tx.actor, "orders.overrideCredit");
    if (done.obstacle && !(isCredit(done.obstacle) && mayOverride && creditOverride))
      refuse(done.obstacle.code, done.obstacle.facts);
    if (done.hash !== hash)
      refuse("order_change.stale_preview", { preview: await presentPreview(tx, done) });
    if (done.obstacle) await noteOverride(tx, changeId, creditOverride!);
    return findChange(tx, "orderChanges.apply", changeId);
  });
}

/** What applying would do: the same run, taken back. Takes no numbers and tells nobody. */
export function previewChange(ctx: Ctx, changeId: Id) {
  return rehearse(ctx, async (tx) => {
    const { order, change } = await lockChange(tx, "orderChanges.preview", changeId);
    // Who is asked to agree looks at the same effects; nothing of this run stays.
    if (change.state === "pending_approval") change.state = "draft";
    return presentPreview(tx, await carryOut(tx, order, change));
  });
}

const isCredit = (obstacle: WaitingReason) => obstacle.code === "order.over_credit";

/** The order first, then the change that hangs on it. */
async function lockChange(tx: Tx, permission: string, changeId: Id) {
  const named = await tx.row<{ orderId: Id }>(
    `SELECT c.order_id AS orderId FROM order_changes c WHERE c.tenant_id = :tenant AND c.id = :changeId
       AND ${rowPredicate(tx.actor, orderChangePolicy, permission, "c")}`,
    { changeId },
  );
  if (!named) refuseNotFound("order_change");
  const order = await loadForUpdate(tx, SalesOrder, orderPolicy, permission, named.orderId);
  const change = await loadForUpdate(tx, OrderChange, orderChangePolicy, permission, changeId);
  tx.authorize(permission, orderPolicy, order);
  tx.authorize(permission, orderChangePolicy, change);
  return { order, change };
}

/** Applies a locked change to its locked order: the one way for the preview and for the change itself. */
async function carryOut(tx: Tx, order: SalesOrder, change: OrderChange): Promise<Preview> {
  const state = orderChangeStates.step(change.state, "apply");
  if (order.state !== "confirmed") refuse("state.illegal_move", { state: order.state });
  const edits = await readEdits(tx, change.id);
  const before = await pictureOf(tx, order);
  refuseGone(before.lines, edits);
  const edited = editLines(before.lines, edits, order.pricesIncludeTax);
  refuseBelowShipped(before.lines, edited);
  const { added, totals } = await writeEdited(tx, order, before.lines, edited, edits);
  const differenceCents = cents(totals.inclCents - before.inclCents);
  const obstacle =
    (await approvalObstacle(tx, order, change, { before: before.lines, edited, added })) ??
    (await increaseObstacle(tx, order, differenceCents));

  const committedBefore = committedOf(order);
  Object.assign(order, totals);
  await order.saveRevision(tx);
  change.state = state;
  change.appliedAt = tx.now;
  await change.saveRevision(tx);
  recordApplied(tx, order, change, before.inclCents);
  const touched = new Set(edited.map((line) => line.id));
  const lines = await readLines(tx, order.id);
  await tx.emit(orderChanged, {
    orderId: order.id,
    changeId: change.id,
    number: order.number,
    customerId: order.customerId,
    inclCents: order.inclCents,
    committedCents: cents(committedOf(order) - committedBefore),
    demands: changedDemands(lines.filter((line) => line.state === "open" || touched.has(line.id))),
    openLineIds: lines.filter((line) => line.state === "open").map((line) => line.id),
  });
  const after = await pictureOf(tx, order);
  const impact = impactOf(before, after, await readPlanImpact(tx, change.id));
  await keepImpact(tx, change.id, impact);
  return { impact, hash: hashOf(impact), obstacle };
}

/** Judged once more when it is applied: prices and rules may have moved since it was drafted. */
async function approvalObstacle(
  tx: Tx,
  order: SalesOrder,
  change: OrderChange,
  changed: ChangedLines,
): Promise<WaitingReason | null> {
  if (change.approvedAt !== null) return null;
  const reasons = await judgeChange(tx, order, changed);
  return reasons.length === 0 ? null : { code: "order_change.needs_approval", facts: {} };
}

function refuseGone(lines: readonly LineRecord[], edits: readonly OrderEdit[]): void {
  const [gone] = unknownLines(lines, edits);
  if (gone) refuse("reference.not_found", { field: `edits.${gone.at}.lineId` });
}

/** What has left for the customer stays ordered: a line can neither go nor fall below it. */
function refuseBelowShipped(lines: readonly LineRecord[], edited: readonly EditedLine[]): void {
  const after = new Map(edited.map((line) => [line.id, line]));
  const below = lines.find(({ id, shippedQuantity }) => {
    const line = after.get(id);
    const shipped = exact(shippedQuantity);
    return line && shipped > 0n && (line.state === "removed" || line.quantity < shipped);
  });
  if (below)
    refuse("order_change.below_delivered", {
      lineNo: below.lineNo,
      fulfilled: toDecimalText(exact(below.shippedQuantity)),
    });
}

async function pictureOf(tx: Tx, order: SalesOrder): Promise<OrderPicture> {
  const { promisedOn } = (await tx.row<Pick<SalesOrder, "promisedOn">>(
    "SELECT o.promised_on AS promisedOn FROM sales_orders o WHERE o.tenant_id = :tenant AND o.id = :orderId",
    { orderId: order.id },
  ))!;
  return {
    inclCents: order.inclCents,
    promisedOn,
    lines: await readLines(tx, order.id),
    payments: order.paymentTermId === null ? [] : await readPayments(tx, order.id),
  };
}

/** Writes the lines that are edited, taken out and added; answers what the order comes to now. */
async function writeEdited(
  tx: Tx,
  order: SalesOrder,
  lines: readonly LineRecord[],
  edited: readonly EditedLine[],
  edits: readonly OrderEdit[],
) {
  const added = await checkAdded(tx, order, edits);
  const lastNo = lines.reduce((last, line) => Math.max(last, line.lineNo), 0);
  const numbered = added.map((line, at) => ({ ...line, lineNo: lastNo + at + 1 }));
  const dropped = numbered.filter((line) => line.mode === "dropship");
  if (dropped.length > 0 && order.shipTo === null)
    refuse("order.no_ship_to", { lines: dropped.map((line) => line.lineNo).join(", ") });
  await updateRows(tx, SalesOrderLine, EDITED, edited);
  await withdrawRemoved(tx, order.id);
  await writeLines(tx, order.id, order.customerId, numbered);
  const changed = new Map(edited.map((line) => [line.id, line]));
  const standing = lines
    .filter((line) => line.state === "open")
    .map((line) => changed.get(line.id) ?? { ...line, state: "open" as const })
    .filter((line) => line.state === "open");
  if (standing.length + numbered.length === 0) refuse("order.empty", { orderId: order.id });
  return { added: numbered, totals: totalLines([...standing, ...numbered]) };
}

const EDITED = [
  "state",
  "quantity",
  "enteredQuantity",
  "unitPrice",
  "requestedOn",
  "inclCents",
  "exclCents",
  "taxCents",
] as const;

/** Nothing is promised any more of lines that are taken out; what was ordered stays readable. */
async function withdrawRemoved(tx: Tx, orderId: Id): Promise<void> {
  await tx.write(
    `UPDATE sales_order_lines SET reserved_quantity = 0, planned_quantity = 0, promised_on = NULL
     WHERE tenant_id = :tenant AND order_id = :orderId AND state = 'removed'`,
    { orderId },
  );
}

function recordApplied(
  tx: Tx,
  order: SalesOrder,
  change: OrderChange,
  inclCentsBefore: number,
): void {
  tx.record({
    ...subjectOf(order),
    before: { inclCents: inclCentsBefore },
    after: { inclCents: order.inclCents, change: change.number },
    reason: change.reason,
  });
  tx.record({
    ...subjectOfChange(change),
    before: { state: "draft" },
    after: { state: change.state },
  });
}

async function keepImpact(tx: Tx, changeId: Id, impact: StoredImpact): Promise<void> {
  await tx.write(
    "UPDATE order_changes SET impact = :impact WHERE tenant_id = :tenant AND id = :changeId",
    { changeId, impact: JSON.stringify(impact) },
  );
}

async function noteOverride(tx: Tx, changeId: Id, reason: string): Promise<void> {
  await tx.write(
    "UPDATE order_changes SET credit_override = :reason WHERE tenant_id = :tenant AND id = :changeId",
    { changeId, reason },
  );
}
