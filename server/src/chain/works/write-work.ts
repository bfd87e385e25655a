import { toDecimalText } from "@quanlian/shared/domain";
import { reviseRows, updateRows, type Tx } from "../../kernel/db";
import type { CountedTask } from "./count.rules";
import type { LockedWork, WorkTask } from "./lock-work";
import { WorkOrder, WorkOrderOperation } from "./work-order.model";
import { workOrderStates } from "./work-order.states";

/** Writes operations whose figures have moved: one statement, none where nothing did. */
export async function writeTasks(
  tx: Tx,
  before: readonly WorkTask[],
  after: readonly CountedTask[],
): Promise<void> {
  const known = new Map(before.map((task) => [task.id, task]));
  await updateRows(
    tx,
    WorkOrderOperation,
    ["state", "goodQuantity", "defectQuantity", "scrapQuantity", "passedQuantity"],
    after
      .filter((task) => hasMoved(known.get(task.id)!, task))
      .map(({ id, state, good, defect, scrap, passed }) => ({
        ...{ id, state, goodQuantity: good, defectQuantity: defect },
        ...{ scrapQuantity: scrap, passedQuantity: passed },
      })),
  );
}

const FIGURES = ["state", "good", "defect", "scrap", "passed"] as const;

const hasMoved = (before: CountedTask, after: CountedTask) =>
  FIGURES.some((figure) => before[figure] !== after[figure]);

type Event = "start" | "finish" | "cancel" | "close";

/** Moves a work order on, with its revision and its audit. */
export async function moveWork(
  tx: Tx,
  work: LockedWork,
  event: Event | null,
  note: { after?: object; reason?: string } = {},
): Promise<void> {
  const state = event === null ? work.state : workOrderStates.step(work.state, event);
  await reviseRows(tx, WorkOrder, ["state"], [{ id: work.id, state }]);
  const reason = note.reason === undefined ? {} : { reason: note.reason };
  tx.record({
    ...{ type: "work_order", id: work.id, number: work.number },
    ...{ before: { state: work.state }, after: { state, ...note.after } },
    ...reason,
  });
}

/** With the first piece or the first scan the workshop has begun. */
export const begun = (work: LockedWork): Event | null =>
  work.state === "released" ? "start" : null;

/** Figures of operations as the audit keeps them. */
export const taskFigures = (tasks: readonly CountedTask[]) =>
  tasks.map(({ sequence, state, good, defect, scrap }) => ({
    ...{ sequence, state, good: toDecimalText(good), defect: toDecimalText(defect) },
    scrap: toDecimalText(scrap),
  }));
