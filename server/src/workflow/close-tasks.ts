import type { Tx } from "../kernel/db";
import type { Id } from "../kernel/ids";
import { changeOfTask } from "./give-task";
import type { WorkflowSubject } from "./request-approval";
import { taskStates } from "./workflow.states";

interface OpenTask {
  id: Id;
  number: string | null;
  assigneeId: Id | null;
  departmentId: Id | null;
}

/**
 * Closes the open tasks about a document because what they waited for has happened; of one code, or all of them.
 * Answers how many there were.
 */
export async function closeTasks(
  tx: Tx,
  { subjectType, subjectId }: WorkflowSubject,
  code?: string,
): Promise<number> {
  const open = await tx.books.rows<OpenTask>(
    `SELECT t.id, t.number, t.assignee_id AS assigneeId, t.department_id AS departmentId FROM tasks t
     WHERE t.tenant_id = :tenant AND t.subject_type = :subjectType AND t.subject_id = :subjectId AND t.state = 'open'
       AND (:code IS NULL OR t.code = :code)
     ORDER BY t.id FOR UPDATE`,
    { subjectType, subjectId, code: code ?? null },
  );
  if (open.length === 0) return 0;
  const state = taskStates.step("open", "complete");
  await tx.books.write(
    `UPDATE tasks SET state = :state, closed_at = :now, closer_id = :closerId, revision = revision + 1, updated_at = :now
     WHERE tenant_id = :tenant AND id IN :ids`,
    {
      state,
      now: tx.now,
      closerId: tx.actor.kind === "staff" ? tx.actor.userId : null,
      ids: open.map(({ id }) => id),
    },
  );
  for (const task of open)
    tx.record({ ...changeOfTask(task), before: { state: "open" }, after: { state } });
  return open.length;
}
