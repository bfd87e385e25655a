import type { InputOf, workFloorContract } from "@quanlian/shared/contract";
import { cents, exact, negateCents, sumCents, type Cents } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, transact, type Tx } from "../../kernel/db";
import { refuse, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { countWork } from "./count-work";
import { inputOf, settle, usedOf, type CountedTask } from "./count.rules";
import { findWorkOrder } from "./find-work-order";
import { lockOpenWork, readTasks } from "./lock-work";
import { WageEntry } from "./work-floor.model";
import { workReportReversed } from "./work.events";
import { moveWork, taskFigures, writeTasks } from "./write-work";

type Input<K extends keyof typeof workFloorContract> = InputOf<(typeof workFloorContract)[K]>;

interface ScanRow {
  id: Id;
  workOrderId: Id;
  operationId: Id;
  kind: string;
  state: "counted" | "waiting" | "dropped" | "reversed";
  good: string;
  defect: string;
  scrap: string;
}

const readScan = (tx: Tx, scanId: Id) =>
  tx.row<ScanRow>(
    `SELECT c.id, c.work_order_id AS workOrderId, c.operation_id AS operationId, c.kind, c.state, c.good, c.defect, c.scrap
     FROM work_scans c WHERE c.tenant_id = :tenant AND c.id = :scanId`,
    { scanId },
  );

/** The scan under its work order's lock. */
async function lockScan(tx: Tx, permission: string, scanId: Id) {
  const seen = await readScan(tx, scanId);
  if (!seen) refuseNotFound("work_scan");
  const work = await lockOpenWork(tx, permission, seen.workOrderId);
  return { work, scan: (await readScan(tx, scanId))! };
}

const endScan = (tx: Tx, scanId: Id, state: "dropped" | "reversed", reason: string) =>
  tx.write(
    `UPDATE work_scans SET state = :state, end_reason = :reason WHERE tenant_id = :tenant AND id = :scanId`,
    { scanId, state, reason },
  );

/** Gives up a scan that waits for others which will not come. */
export const dropScan = (ctx: Ctx, { scanId, reason }: Input<"workScans.drop">) =>
  transact(ctx, async (tx) => {
    const { work, scan } = await lockScan(tx, "workScans.drop", scanId);
    if (scan.state !== "waiting") refuse("state.illegal_move", { state: scan.state });
    await endScan(tx, scanId, "dropped", reason);
    await moveWork(tx, work, null, { after: { droppedScan: scanId }, reason });
    return findWorkOrder(tx, work.id, "workScans.drop");
  });

/**
 * Takes a report back that was a mistake: its pieces, its wages and its labour. What the next operation, an inspection or the
 * stock has used of it already cannot be taken back.
 */
export const reverseScan = (ctx: Ctx, { scanId, reason }: Input<"workScans.reverse">) =>
  transact(ctx, async (tx) => {
    const { work, scan } = await lockScan(tx, "workScans.reverse", scanId);
    if (scan.state !== "counted" || scan.kind !== "report")
      refuse("state.illegal_move", { state: scan.state });
    const tasks = (await readTasks(tx, [work.id])).get(work.id)!;
    const after = settle(work.quantity, without(tasks, scan));
    const isUsed = after.some(
      (task, at) =>
        usedOf(task, at) > inputOf(work.quantity, after, at) ||
        [task.good, task.defect, task.scrap, task.passed].some((figure) => figure < 0n),
    );
    if (isUsed || after.at(-1)!.passed < work.finished) refuse("work.gone_on");
    await writeTasks(tx, tasks, after);
    await endScan(tx, scanId, "reversed", reason);
    await moveWork(tx, work, null, { after: { tasks: taskFigures(after) }, reason });
    await takeWagesBack(tx, scanId);
    const labourCents = await labourOf(tx, work.id, scanId);
    await tx.emit(workReportReversed, { workOrderId: work.id, scanId, labourCents });
    await countWork(tx, new Map([[work.id, work]]), await readTasks(tx, [work.id]), []);
    return findWorkOrder(tx, work.id, "workScans.reverse");
  });

function without<T extends CountedTask>(tasks: readonly T[], scan: ScanRow): T[] {
  return tasks.map((task) => {
    if (task.id !== scan.operationId) return task;
    const good = task.good - exact(scan.good);
    const passed = task.inspects ? task.passed : task.passed - exact(scan.good);
    const [defect, scrap] = [task.defect - exact(scan.defect), task.scrap - exact(scan.scrap)];
    // What was judged of it stays judged: less good than passed shows that it has gone on.
    return { ...task, good: good < passed ? -1n : good, passed, defect, scrap };
  });
}

/** Each wage is taken back by one that names it; both stay readable. */
async function takeWagesBack(tx: Tx, scanId: Id): Promise<void> {
  const paid = await tx.rows<{
    id: Id;
    workOrderId: Id;
    operationId: Id;
    itemId: Id;
    workerId: Id;
    quantity: string;
    rate: string;
    amountCents: Cents;
  }>(
    `SELECT e.id, e.work_order_id AS workOrderId, e.operation_id AS operationId, e.item_id AS itemId,
       e.worker_id AS workerId, e.quantity, e.rate, e.amount_cents AS amountCents
     FROM wage_entries e WHERE e.tenant_id = :tenant AND e.scan_id = :scanId ORDER BY e.id`,
    { scanId },
  );
  await insertRows(
    tx,
    WageEntry,
    paid.map(({ id, quantity, amountCents, ...entry }) => ({
      ...{ ...entry, scanId, reversesId: id, workedOn: tx.today },
      ...{ quantity: -exact(quantity), amountCents: negateCents(amountCents) },
    })),
  );
}

/** What the report has put on its work order's account. */
async function labourOf(tx: Tx, workOrderId: Id, scanId: Id): Promise<Cents> {
  const rows = await tx.rows<{ valueCents: Cents }>(
    `SELECT e.value_cents AS valueCents FROM wip_entries e
     WHERE e.tenant_id = :tenant AND e.work_order_id = :workOrderId AND e.line_id = :scanId AND e.kind = 'labour'`,
    { workOrderId, scanId },
  );
  return cents(sumCents(rows.map(({ valueCents }) => valueCents)));
}
