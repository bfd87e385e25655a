import type { InputOf, workflowContract } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../kernel/access";
import { assignNamed, insertRow, loadForUpdate, saveChanges, transact } from "../kernel/db";
import { Faults } from "../kernel/errors";
import type { Id } from "../kernel/ids";
import { findStaff } from "../masters/people";
import { changeOfTask } from "./give-task";
import { findTask } from "./task.queries";
import { Task } from "./workflow.model";
import { taskPolicy } from "./workflow.policy";
import { taskStates } from "./workflow.states";

/** Writes down something to do: for oneself, unless a colleague is named. */
export function createTask(ctx: Ctx, input: InputOf<(typeof workflowContract)["tasks.create"]>) {
  return transact(ctx, async (tx) => {
    const doer = await doerOf(tx, input.assigneeId);
    const id = tx.newId();
    const { title, note = null, dueOn = null } = input;
    const task = { id, title, note, dueOn: dueOn as Day | null, ...doer, number: null };
    await insertRow(tx, Task, { ...task, facts: {}, state: taskStates.initial });
    tx.record({
      ...changeOfTask(task),
      before: null,
      after: { state: taskStates.initial, title, dueOn, assigneeId: doer.assigneeId },
    });
    return findTask(tx, id);
  });
}

/** Changes what is still to be done: its text, its day, who does it. */
export function updateTask(
  ctx: Ctx,
  { taskId, revision, assigneeId, ...fields }: InputOf<(typeof workflowContract)["tasks.update"]>,
) {
  return transact(ctx, async (tx) => {
    const task = await loadForUpdate(tx, Task, taskPolicy, "tasks.update", taskId);
    task.expectRevision(revision);
    taskStates.step(task.state, "complete"); // a closed one is history
    assignNamed(task, fields);
    if (assigneeId !== undefined) assignNamed(task, await doerOf(tx, assigneeId));
    await saveChanges(tx, task, changeOfTask(task));
    return findTask(tx, taskId);
  });
}

/** Done. */
export const completeTask = (
  ctx: Ctx,
  input: InputOf<(typeof workflowContract)["tasks.complete"]>,
) => closeTask(ctx, input, "complete");

/** Not needed any more. */
export const dropTask = (ctx: Ctx, input: InputOf<(typeof workflowContract)["tasks.drop"]>) =>
  closeTask(ctx, input, "drop");

function closeTask(
  ctx: Ctx,
  { taskId, revision }: { taskId: Id; revision: number },
  action: "complete" | "drop",
) {
  return transact(ctx, async (tx) => {
    const task = await loadForUpdate(tx, Task, taskPolicy, `tasks.${action}`, taskId);
    task.expectRevision(revision);
    task.state = taskStates.step(task.state, action);
    task.closedAt = tx.now;
    task.closerId = tx.actor.kind === "staff" ? tx.actor.userId : null;
    await saveChanges(tx, task, changeOfTask(task));
    return findTask(tx, taskId);
  });
}

/** Who has to do it, with his department: any active colleague, or nobody of one's own department. */
async function doerOf(
  ctx: Ctx,
  assigneeId: Id | null | undefined,
): Promise<{ assigneeId: Id | null; departmentId: Id | null }> {
  const { actor } = ctx;
  const own = actor.kind === "staff" ? actor : null;
  if (assigneeId === undefined)
    return { assigneeId: own?.userId ?? null, departmentId: own?.departmentId ?? null };
  if (assigneeId === null) return { assigneeId, departmentId: own?.departmentId ?? null };
  const faults = new Faults(ctx.language);
  const colleague = (await findStaff(ctx, [assigneeId])).get(assigneeId);
  if (!colleague) faults.unknown(["assigneeId"], assigneeId);
  faults.refuse();
  return { assigneeId, departmentId: colleague?.departmentId ?? null };
}
