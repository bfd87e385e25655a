import {
  allocateCents,
  amountOf,
  cents,
  exact,
  ONE,
  times,
  timesRatio,
  type Cents,
  type Day,
  type Exact,
} from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { centerRates } from "../../masters/plant";
import type { WorkTask } from "./lock-work";
import { WageEntry, type ScanWorker } from "./work-floor.model";
import type { LabourCharge } from "./work.events";

/** A counted report of good pieces, with its operation and who did it. */
export interface EarningReport {
  id: Id;
  workOrderId: Id;
  itemId: Id;
  kind: string;
  task: WorkTask;
  good: Exact;
  minutes: Exact | null;
  workers: readonly ScanWorker[];
  workedOn: Day;
}

const MINUTES_PER_HOUR = exact("60");

/**
 * What reports have earned: the piece rate of the day × good pieces, shared over the group to the cent, and as much as labour
 * for the work order. Where nothing is paid per piece, labour is the work center's rate for the minutes reported, or the
 * routing's. Three statements, however many reports.
 */
export async function earn(tx: Tx, reports: readonly EarningReport[]): Promise<LabourCharge[]> {
  if (reports.length === 0) return [];
  const rates = await readRates(tx, reports);
  const centers = await centerRates(tx, [
    ...new Set(reports.flatMap(({ task }) => task.workCenterId ?? [])),
  ]);
  const entries: NewWage[] = [];
  const labour = reports.map((report): LabourCharge => {
    const rate = rateFor(rates, report);
    const paid = amountOf(report.good, rate);
    if (paid > 0) entries.push(...sharesOf(tx, report, rate, paid));
    const hourly = centers.get(report.task.workCenterId ?? "") ?? 0n;
    const valueCents = paid > 0 ? paid : timeCost(report, hourly);
    return { lineId: report.id, workOrderId: report.workOrderId, valueCents };
  });
  await insertRows(tx, WageEntry, entries);
  return labour.filter(({ valueCents }) => valueCents !== 0);
}

interface NewWage {
  id: Id;
  scanId: Id;
  workOrderId: Id;
  operationId: Id;
  itemId: Id;
  workerId: Id;
  quantity: Exact;
  rate: Exact;
  amountCents: Cents;
  workedOn: Day;
}

/** Everybody's part of what a group has earned, by shares; the pieces are the group's. */
function sharesOf(tx: Tx, report: EarningReport, rate: Exact, paid: Cents): NewWage[] {
  const { id: scanId, workOrderId, task, itemId, good, workers, workedOn } = report;
  const weights = workers.map(({ share }) => BigInt(share));
  if (weights.length === 0) return [];
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  return allocateCents(paid, weights).map((amountCents, at) => ({
    ...{ id: tx.newId(), scanId, workOrderId, operationId: task.id, itemId },
    ...{ workerId: workers[at]!.userId, rate, amountCents, workedOn },
    quantity: timesRatio(good, weights[at]!, whole),
  }));
}

/** Minutes × the center's 元 per hour; minutes as reported, or as the routing has them for the pieces. */
function timeCost({ minutes, good, task }: EarningReport, hourly: Exact): Cents {
  const worked = minutes ?? times(good, task.runMinutesPerUnit);
  return cents(amountOf(timesRatio(worked, ONE, MINUTES_PER_HOUR), hourly));
}

interface RateRow {
  itemId: Id;
  operation: string;
  rate: string;
  validFrom: Day;
}

const ANY_ITEM: Id = "0";

const readRates = (tx: Tx, reports: readonly EarningReport[]): Promise<RateRow[]> =>
  tx.rows<RateRow>(
    `SELECT r.item_id AS itemId, r.operation_name AS operation, r.rate, r.valid_from AS validFrom FROM piece_rates r
     WHERE r.tenant_id = :tenant AND r.item_id IN :itemIds AND r.operation_name IN :names`,
    {
      itemIds: [ANY_ITEM, ...sortedIds(reports.map(({ itemId }) => itemId))],
      names: [...new Set(reports.map(({ task }) => task.name))],
    },
  );

/** The item's own rate goes before one for any item, the latest before earlier ones; else what the routing was frozen with. */
function rateFor(rates: readonly RateRow[], { itemId, task, workedOn }: EarningReport): Exact {
  const valid = rates
    .filter((row) => row.operation === task.name && row.validFrom <= workedOn)
    .filter((row) => row.itemId === itemId || row.itemId === ANY_ITEM)
    .sort((a, b) => rank(b).localeCompare(rank(a)));
  return valid[0] ? exact(valid[0].rate) : task.pieceRate;
}

const rank = ({ itemId, validFrom }: RateRow) => `${itemId === ANY_ITEM ? 0 : 1}${validFrom}`;
