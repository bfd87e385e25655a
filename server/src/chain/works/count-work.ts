import { exact, type Day } from "@quanlian/shared/domain";
import { insertRows, updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { countScans, type CountedScan, type Outcome } from "./count.rules";
import type { LockedWork, WorkTask } from "./lock-work";
import { earn, type EarningReport } from "./earn-wages";
import { WorkScan, type ScanWorker } from "./work-floor.model";
import { workReported } from "./work.events";
import { begun, moveWork, taskFigures, writeTasks } from "./write-work";

/** A scan that is known to be about an operation of a locked work order, stored or just come in. */
export interface PlacedScan extends CountedScan {
  readonly id: Id;
  readonly workOrderId: Id;
  readonly workers: readonly ScanWorker[];
  readonly minutes: bigint | null;
  readonly workedOn: Day;
}

/** One that has just come in, with the rest of what it says. */
export interface FreshScan extends PlacedScan {
  readonly rework: string;
  readonly cause: string | null;
  readonly scannedAt: Date;
}

/**
 * Counts scans that came in, and those that have waited for them, on work orders whose rows are locked: operations move, the
 * work orders begin, and what was counted is told as one fact. Answers what became of each scan by its client's id.
 */
export async function countWork(
  tx: Tx,
  works: ReadonlyMap<Id, LockedWork>,
  tasks: ReadonlyMap<Id, WorkTask[]>,
  fresh: readonly FreshScan[],
): Promise<Map<string, Outcome>> {
  const waiting = await readWaiting(tx, [...works.keys()]);
  const outcomes = new Map<string, Outcome>();
  const counted: PlacedScan[] = [];
  for (const work of works.values()) {
    const own = [...waiting, ...fresh].filter((scan) => scan.workOrderId === work.id);
    const before = tasks.get(work.id) ?? [];
    const count = countScans(work.quantity, before, own);
    for (const [clientId, outcome] of count.outcomes) outcomes.set(clientId, outcome);
    const inNow = own.filter(({ clientId }) => count.outcomes.get(clientId) === "counted");
    await writeTasks(tx, before, count.tasks);
    if (inNow.length > 0) {
      const after = { tasks: taskFigures(count.tasks), scans: inNow.length };
      await moveWork(tx, work, begun(work), { after });
    }
    counted.push(...inNow);
  }
  await keep(tx, fresh, outcomes);
  const stored = new Set(waiting.map(({ id }) => id));
  await updateRows(
    tx,
    WorkScan,
    ["state"],
    counted.filter(({ id }) => stored.has(id)).map(({ id }) => ({ id, state: "counted" as const })),
  );
  await tell(tx, works, tasks, counted);
  return outcomes;
}

/** What can never fit is not kept: corrected, it may be sent again under the same id. */
async function keep(
  tx: Tx,
  fresh: readonly FreshScan[],
  outcomes: ReadonlyMap<string, Outcome>,
): Promise<void> {
  const kept = fresh.filter(({ clientId }) => outcomes.get(clientId) !== "over");
  await insertRows(
    tx,
    WorkScan,
    kept.map((scan) => ({
      ...scan,
      clientKey: scan.clientId,
      state:
        outcomes.get(scan.clientId) === "counted" ? ("counted" as const) : ("waiting" as const),
      workerId: scan.workers[0]?.userId ?? null,
      workers: [...scan.workers],
    })),
  );
}

/** What was reported, with what it has earned whom, as one fact for all. */
async function tell(
  tx: Tx,
  works: ReadonlyMap<Id, LockedWork>,
  tasks: ReadonlyMap<Id, WorkTask[]>,
  counted: readonly PlacedScan[],
): Promise<void> {
  const [first] = counted;
  if (!first) return;
  const reports = counted.map((scan): EarningReport => {
    const task = tasks.get(scan.workOrderId)!.find(({ id }) => id === scan.operationId)!;
    return { ...scan, task, itemId: works.get(scan.workOrderId)!.itemId };
  });
  const labour = await earn(
    tx,
    reports.filter(({ kind, good }) => kind === "report" && good > 0n),
  );
  await tx.emit(workReported, {
    workOrderId: first.workOrderId,
    workOrderIds: [...works.keys()],
    scans: counted.map(({ id, workOrderId, operationId }) => ({
      scanId: id,
      workOrderId,
      operationId,
    })),
    labour,
  });
}

interface WaitingRow {
  id: Id;
  clientId: string;
  kind: CountedScan["kind"];
  workOrderId: Id;
  operationId: Id;
  workers: string | null;
  good: string;
  defect: string;
  scrap: string;
  minutes: string | null;
  workedOn: Day;
}

/** Scans that wait, the earliest first. */
async function readWaiting(tx: Tx, workOrderIds: readonly Id[]): Promise<PlacedScan[]> {
  const rows = await tx.rows<WaitingRow>(
    `SELECT c.id, c.client_key AS clientId, c.kind, c.work_order_id AS workOrderId, c.operation_id AS operationId, c.workers,
       c.good, c.defect, c.scrap, c.minutes, c.worked_on AS workedOn
     FROM work_scans c WHERE c.tenant_id = :tenant AND c.work_order_id IN :workOrderIds AND c.state = 'waiting'
     ORDER BY c.scanned_at, c.id`,
    { workOrderIds },
  );
  return rows.map((row) => ({
    ...row,
    workers: row.workers === null ? [] : (JSON.parse(row.workers) as ScanWorker[]),
    ...{ good: exact(row.good), defect: exact(row.defect), scrap: exact(row.scrap) },
    minutes: row.minutes === null ? null : exact(row.minutes),
  }));
}
