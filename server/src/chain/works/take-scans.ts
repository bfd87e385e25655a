import type { InputOf, OutputOf, workFloorContract } from "@quanlian/shared/contract";
import { dayIn, exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { Faults, type Facts } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { findStaff } from "../../masters/people";
import { countWork, type FreshScan } from "./count-work";
import { openOf, type Outcome } from "./count.rules";
import { isOpenWork, lockWorks, readTasks, type LockedWork, type WorkTask } from "./lock-work";
import type { ScanWorker } from "./work-floor.model";

const NAME = "workScans.send";

type Scan = InputOf<(typeof workFloorContract)[typeof NAME]>["scans"][number];
type Result = OutputOf<(typeof workFloorContract)[typeof NAME]>["results"][number];

/**
 * Takes scans of the shop floor in one transaction. What was sent before counts no second time; what is ahead of the operation
 * before waits for it; what can never fit is refused by itself and may be sent again, corrected. The others count all the same.
 */
export function takeScans(ctx: Ctx, { scans }: { scans: readonly Scan[] }) {
  return transact(ctx, async (tx) => {
    const orderOf = await ordersOfTasks(tx, scans);
    const workers = await checkWorkers(tx, scans, orderOf);
    const works = await lockWorks(tx, NAME, [...new Set(orderOf.values())]);
    const known = await readKnown(tx, scans);
    const tasks = await readTasks(tx, [...works.keys()]);
    const lockedMonths = await readLockedMonths(tx);
    const fresh = inTime(scans).filter(({ clientId }) => !known.has(clientId));
    const open = fresh.filter(({ operationId }) =>
      isOpenWork(works.get(orderOf.get(operationId)!)!),
    );
    const placed = open.map((scan) =>
      place(tx, scan, orderOf.get(scan.operationId)!, workers, lockedMonths),
    );
    const running = new Map([...works].filter(([, work]) => isOpenWork(work)));
    const outcomes = await countWork(tx, running, tasks, placed);
    return {
      results: scans.map((scan) => {
        const work = works.get(orderOf.get(scan.operationId)!)!;
        return resultOf(tx, scan, work, tasks, known.get(scan.clientId), outcomes);
      }),
    };
  });
}

/** In the order of their clocks; the same id twice in one request is one scan. */
function inTime(scans: readonly Scan[]): Scan[] {
  const once = new Map(scans.map((scan) => [scan.clientId, scan]));
  return [...once.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

async function ordersOfTasks(tx: Tx, scans: readonly Scan[]): Promise<Map<Id, Id>> {
  const rows = await tx.rows<{ id: Id; workOrderId: Id }>(
    `SELECT p.id, p.work_order_id AS workOrderId FROM work_order_operations p
     WHERE p.tenant_id = :tenant AND p.id IN :ids`,
    { ids: sortedIds(scans.map(({ operationId }) => operationId)) },
  );
  return new Map(rows.map((row) => [row.id, row.workOrderId]));
}

/** Who has done it: as named, or whoever sends it. All faults of all scans at once. */
async function checkWorkers(
  tx: Tx,
  scans: readonly Scan[],
  orderOf: ReadonlyMap<Id, Id>,
): Promise<readonly ScanWorker[]> {
  const named = scans.flatMap(({ workers = [] }) => workers.map(({ userId }) => userId));
  const staff = await findStaff(tx, sortedIds(named));
  const faults = new Faults(tx.language);
  scans.forEach(({ operationId, workers = [] }, at) => {
    if (!orderOf.has(operationId)) faults.unknown(["scans", at, "operationId"], operationId);
    workers.forEach(({ userId }, i) => {
      if (!staff.has(userId)) faults.unknown(["scans", at, "workers", i, "userId"], userId);
    });
  });
  faults.refuse();
  return tx.actor.kind === "staff" ? [{ userId: tx.actor.userId, share: 1 }] : [];
}

interface KnownScan {
  clientId: string;
  state: "counted" | "waiting" | "dropped" | "reversed";
}

/** Read under the work orders' locks: of two that send the same scan at once, the second finds the first's. */
async function readKnown(tx: Tx, scans: readonly Scan[]): Promise<Map<string, KnownScan["state"]>> {
  const rows = await tx.rows<KnownScan>(
    `SELECT c.client_key AS clientId, c.state FROM work_scans c
     WHERE c.tenant_id = :tenant AND c.client_key IN :keys`,
    { keys: [...new Set(scans.map(({ clientId }) => clientId))] },
  );
  return new Map(rows.map(({ clientId, state }) => [clientId, state]));
}

async function readLockedMonths(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ month: string }>(
    "SELECT m.month FROM wage_months m WHERE m.tenant_id = :tenant",
  );
  return new Set(rows.map(({ month }) => month));
}

function place(
  tx: Tx,
  scan: Scan,
  workOrderId: Id,
  sender: readonly ScanWorker[],
  lockedMonths: ReadonlySet<string>,
): FreshScan {
  const scannedOn = dayIn(new Date(scan.at), tx.timeZone);
  const isLocked = lockedMonths.has(scannedOn.slice(0, 7)) || scannedOn > tx.today;
  return {
    ...{ id: tx.newId(), clientId: scan.clientId, operationId: scan.operationId, workOrderId },
    ...{ kind: scan.kind, workers: scan.workers ?? sender },
    ...{ rework: scan.rework, cause: scan.cause ?? null, scannedAt: new Date(scan.at) },
    ...{ good: exact(scan.good), defect: exact(scan.defect), scrap: exact(scan.scrap) },
    minutes: scan.minutes === undefined ? null : exact(scan.minutes),
    workedOn: isLocked ? tx.today : (scannedOn as Day),
  };
}

function resultOf(
  tx: Tx,
  { clientId, operationId }: Scan,
  work: LockedWork,
  tasks: ReadonlyMap<Id, WorkTask[]>,
  known: KnownScan["state"] | undefined,
  outcomes: ReadonlyMap<string, Outcome>,
): Result {
  const outcome = outcomes.get(clientId);
  const done = { clientId, code: null, message: null };
  if (known === "waiting" && outcome !== "counted") return { ...done, state: "waiting" };
  if (known !== undefined || outcome === "counted") return { ...done, state: "counted" };
  if (outcome === "waiting") return { ...done, state: "waiting" };
  const refused = (code: "work.not_open" | "work.over_reported", facts: Facts): Result => ({
    ...{ clientId, state: "refused", code },
    message: translate(tx.language, `error.${code}`, facts),
  });
  if (outcome !== "over")
    return refused("work.not_open", { number: work.number, state: work.state });
  const own = tasks.get(work.id)!;
  const at = own.findIndex(({ id }) => id === operationId);
  const open = toDecimalText(openOf(work.quantity, own, at));
  return refused("work.over_reported", { sequence: own[at]!.sequence, open });
}
