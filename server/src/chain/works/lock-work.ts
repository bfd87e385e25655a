import { exact, type Exact } from "@quanlian/shared/domain";
import { rowPredicate } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { refuse, refuseNotFound } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import type { CountedTask } from "./count.rules";
import { workOrderPolicy } from "./work-order.resource";
import type { workOrderStates } from "./work-order.states";

/** A work order whose row is locked: nothing of its tasks, scans and material moves meanwhile. */
export interface LockedWork {
  readonly id: Id;
  readonly number: string;
  readonly state: (typeof workOrderStates.names)[number];
  readonly revision: number;
  readonly itemId: Id;
  readonly warehouseId: Id;
  readonly quantity: Exact;
  readonly finished: Exact;
  readonly plannedUnitCost: Exact;
}

/** An operation with what counting needs, and what it is paid. */
export interface WorkTask extends CountedTask {
  readonly workOrderId: Id;
  readonly name: string;
  readonly workCenterId: Id | null;
  readonly setupMinutes: Exact;
  readonly runMinutesPerUnit: Exact;
  readonly pieceRate: Exact;
}

type WorkRow = Omit<LockedWork, "quantity" | "finished" | "plannedUnitCost"> & {
  quantity: string;
  finished: string;
  plannedUnitCost: string;
};

/** Locks work orders within the actor's reach, ascending; ids out of reach are absent. */
export async function lockWorks(
  tx: Tx,
  permission: string,
  ids: readonly Id[],
): Promise<Map<Id, LockedWork>> {
  const rows = await tx.rows<WorkRow>(
    `SELECT w.id, w.number, w.state, w.revision, w.item_id AS itemId, w.warehouse_id AS warehouseId, w.quantity,
       w.finished_quantity AS finished, w.planned_unit_cost AS plannedUnitCost
     FROM work_orders w
     WHERE w.tenant_id = :tenant AND w.id IN :ids AND ${rowPredicate(tx.actor, workOrderPolicy, permission, "w")}
     ORDER BY w.id FOR UPDATE`,
    { ids: sortedIds(ids) },
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        quantity: exact(row.quantity),
        finished: exact(row.finished),
        plannedUnitCost: exact(row.plannedUnitCost),
      },
    ]),
  );
}

/** Locks one; what is out of reach is not found. */
export async function lockWork(tx: Tx, permission: string, workOrderId: Id): Promise<LockedWork> {
  const work = (await lockWorks(tx, permission, [workOrderId])).get(workOrderId);
  if (!work) refuseNotFound("work_order");
  tx.authorize(permission, workOrderPolicy, {});
  return work;
}

/** The same, for what only makes sense while the workshop has it in hand. */
export async function lockOpenWork(
  tx: Tx,
  permission: string,
  workOrderId: Id,
): Promise<LockedWork> {
  const work = await lockWork(tx, permission, workOrderId);
  if (!isOpenWork(work)) refuse("work.not_open", { number: work.number, state: work.state });
  return work;
}

export const isOpenWork = ({ state }: Pick<LockedWork, "state">): boolean =>
  state === "released" || state === "in_progress";

export const expectRevision = (work: LockedWork, revision: number): void => {
  if (work.revision !== revision) refuse("revision.stale", { expected: revision });
};

type TaskRow = Omit<
  WorkTask,
  | "inspects"
  | "good"
  | "defect"
  | "scrap"
  | "passed"
  | "setupMinutes"
  | "runMinutesPerUnit"
  | "pieceRate"
> &
  Record<
    "good" | "defect" | "scrap" | "passed" | "setupMinutes" | "runMinutesPerUnit" | "pieceRate",
    string
  > & { inspectionPoint: string };

/** The operations of work orders that are locked, by work order and sequence. */
export async function readTasks(tx: Tx, workOrderIds: readonly Id[]): Promise<Map<Id, WorkTask[]>> {
  const rows = await tx.rows<TaskRow>(
    `SELECT p.id, p.work_order_id AS workOrderId, p.sequence, p.name, p.state, p.work_center_id AS workCenterId,
       p.inspection_point AS inspectionPoint, p.good_quantity AS good, p.defect_quantity AS defect,
       p.scrap_quantity AS scrap, p.passed_quantity AS passed, p.setup_minutes AS setupMinutes,
       p.run_minutes_per_unit AS runMinutesPerUnit, p.piece_rate AS pieceRate
     FROM work_order_operations p
     WHERE p.tenant_id = :tenant AND p.work_order_id IN :workOrderIds ORDER BY p.work_order_id, p.sequence, p.id`,
    { workOrderIds: sortedIds(workOrderIds) },
  );
  const byWork = new Map<Id, WorkTask[]>();
  for (const { inspectionPoint, ...row } of rows) {
    const task = {
      ...row,
      inspects: inspectionPoint !== "none",
      ...{ good: exact(row.good), defect: exact(row.defect), scrap: exact(row.scrap) },
      ...{ passed: exact(row.passed), setupMinutes: exact(row.setupMinutes) },
      ...{ runMinutesPerUnit: exact(row.runMinutesPerUnit), pieceRate: exact(row.pieceRate) },
    };
    byWork.set(row.workOrderId, [...(byWork.get(row.workOrderId) ?? []), task]);
  }
  return byWork;
}

/** How much of a work order may come into stock: what its last operation has put out and is not there yet. */
export function finishableOf(
  { quantity, finished }: Pick<LockedWork, "quantity" | "finished">,
  tasks: readonly CountedTask[],
): Exact {
  const output = tasks.at(-1)?.passed ?? quantity;
  const most = output < quantity ? output : quantity;
  return most > finished ? most - finished : 0n;
}
