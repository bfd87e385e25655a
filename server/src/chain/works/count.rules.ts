import { ZERO, type Exact } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";
import { taskStates } from "./work-order.states";

export type TaskState = (typeof taskStates.names)[number];

/** An operation as far as reports move it. */
export interface CountedTask {
  readonly id: Id;
  readonly sequence: number;
  /** What it puts out must be judged before it goes on. */
  readonly inspects: boolean;
  readonly state: TaskState;
  readonly good: Exact;
  readonly defect: Exact;
  readonly scrap: Exact;
  readonly passed: Exact;
}

/** What a scan says, once it is known whose operation it is about. */
export interface CountedScan {
  readonly clientId: string;
  readonly operationId: Id;
  readonly kind: "start" | "pause" | "resume" | "report";
  readonly good: Exact;
  readonly defect: Exact;
  readonly scrap: Exact;
}

/**
 * - `counted`: it is in the figures
 * - `waiting`: the operation before has not reported that much yet, and may still
 * - `over`: nothing that may still come would make room for it
 */
export type Outcome = "counted" | "waiting" | "over";

export interface Count {
  readonly tasks: CountedTask[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * How much an operation can work on: the first as many as the work order asks for and what later operations have scrapped of
 * them, every other what the one before has put out. (A later task's input ≤ the earlier one's good output.)
 */
export function inputOf(ordered: Exact, tasks: readonly CountedTask[], at: number): Exact {
  if (at > 0) return tasks[at - 1]!.passed;
  return tasks.slice(1).reduce((sum, task) => sum + task.scrap, ordered);
}

/** What an operation has used of its input. Scrap of the first uses up none: it is made good from new material. */
export const usedOf = ({ good, defect, scrap }: CountedTask, at: number): Exact =>
  at === 0 ? good + defect : good + defect + scrap;

/** What may still be reported of an operation. */
export function openOf(ordered: Exact, tasks: readonly CountedTask[], at: number): Exact {
  const open = inputOf(ordered, tasks, at) - usedOf(tasks[at]!, at);
  return open > ZERO ? open : ZERO;
}

/**
 * Counts scans of one work order in the order given, again and again until nothing more fits: one that comes before what it
 * builds on waits, and is counted as soon as that is there. The result does not depend on the order in which they arrive, but
 * for reports that together are too many.
 *
 * @param tasks by sequence
 */
export function countScans(
  ordered: Exact,
  tasks: readonly CountedTask[],
  scans: readonly CountedScan[],
): Count {
  let now = [...tasks];
  const outcomes = new Map<string, Outcome>();
  let left = [...scans];
  for (let round = 0; round <= scans.length && left.length > 0; round += 1) {
    const still: CountedScan[] = [];
    for (const scan of left) {
      const next = countOne(ordered, now, scan);
      if (!next) still.push(scan);
      else {
        now = next;
        outcomes.set(scan.clientId, "counted");
      }
    }
    if (still.length === left.length) break;
    left = still;
  }
  for (const { clientId, operationId } of left)
    outcomes.set(clientId, now[0]?.id === operationId ? "over" : "waiting");
  return { tasks: settle(ordered, now), outcomes };
}

/** The tasks once a scan is counted, or null when it does not fit yet. */
function countOne(
  ordered: Exact,
  tasks: readonly CountedTask[],
  scan: CountedScan,
): CountedTask[] | null {
  const at = tasks.findIndex(({ id }) => id === scan.operationId);
  const task = tasks[at]!;
  if (scan.kind !== "report") {
    const state = moved(task.state, scan.kind);
    return state ? replaced(tasks, at, { ...task, state }) : null;
  }
  const { good, defect, scrap } = scan;
  const passed = task.inspects ? task.passed : task.passed + good;
  const after = { good: task.good + good, defect: task.defect + defect, scrap: task.scrap + scrap };
  const next = { ...task, ...after, passed, state: running(task.state) };
  if (usedOf(next, at) > inputOf(ordered, tasks, at)) return null;
  return settle(ordered, replaced(tasks, at, next));
}

const replaced = (tasks: readonly CountedTask[], at: number, task: CountedTask) =>
  tasks.map((each, i) => (i === at ? task : each));

/**
 * Starting what runs, pausing what does not, resuming what was never paused say nothing new: a scan that comes late is counted
 * all the same. Only what waits for the operation before cannot be started yet.
 */
function moved(state: TaskState, kind: "start" | "pause" | "resume"): TaskState | null {
  if (state === "waiting") return null;
  if (kind === "pause") return state === "running" ? taskStates.step(state, "pause") : state;
  if (state === "ready") return taskStates.step(state, "start");
  return state === "paused" ? taskStates.step(state, "resume") : state;
}

function running(state: TaskState): TaskState {
  if (state === "paused") return taskStates.step(state, "resume");
  if (state === "done") return taskStates.step(state, "reopen");
  if (state === "running") return state;
  const ready = state === "waiting" ? taskStates.step(state, "ready") : state;
  return taskStates.step(ready, "start");
}

/** An operation that has input may begin; one that has used all that will ever come, and has nothing to judge, is done. */
export function settle(ordered: Exact, tasks: readonly CountedTask[]): CountedTask[] {
  const settled: CountedTask[] = [];
  let isBeforeDone = true;
  tasks.forEach((task, at) => {
    const input = inputOf(ordered, tasks, at);
    const isIdle = usedOf(task, at) >= input && task.defect === ZERO && !isUnjudged(task);
    const isDone = isBeforeDone && isIdle && task.state !== "waiting" && task.state !== "ready";
    settled.push({ ...task, state: stateOf(task.state, input > ZERO, isDone) });
    isBeforeDone = isDone;
  });
  return settled;
}

const isUnjudged = ({ inspects, good, passed }: CountedTask) => inspects && good > passed;

function stateOf(state: TaskState, hasInput: boolean, isDone: boolean): TaskState {
  if (isDone) return state === "running" ? taskStates.step(state, "finish") : state;
  if (state === "done") return taskStates.step(state, "reopen");
  return state === "waiting" && hasInput ? taskStates.step(state, "ready") : state;
}
