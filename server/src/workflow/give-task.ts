import type { Day } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import { insertRow, type Tx } from "../kernel/db";
import type { Id } from "../kernel/ids";
import type { WorkflowSubject } from "./request-approval";
import { Task } from "./workflow.model";
import { taskStates } from "./workflow.states";

export interface GivenTask extends WorkflowSubject {
  number: string | null;
  /** Nobody: whoever of the department takes it. */
  assigneeId: Id | null;
  departmentId: Id | null;
  /** `task.<code>` in the texts. */
  code: string;
  facts: Record<string, unknown>;
  note?: string | null;
  dueOn: Day | null;
}

/** Gives somebody something to do about a document, in the transaction of the event that made it necessary. */
export async function giveTask(tx: Tx, task: GivenTask): Promise<Id> {
  const id = tx.newId();
  const title = translate(tx.language, `task.${task.code}`, task.facts).slice(0, 500);
  await insertRow(tx.books, Task, { ...task, id, title, state: taskStates.initial });
  const { code, dueOn, assigneeId } = task;
  tx.record({
    ...changeOfTask({ ...task, id }),
    before: null,
    after: { state: taskStates.initial, code, dueOn, assigneeId },
  });
  return id;
}

/** Whom a change of a task concerns. */
export const changeOfTask = (task: {
  id: Id;
  number: string | null;
  assigneeId: Id | null;
  departmentId: Id | null;
}) => ({
  type: "task",
  id: task.id,
  number: task.number,
  ownerId: task.assigneeId,
  departmentId: task.departmentId,
});
