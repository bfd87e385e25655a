import type { Tx } from "../kernel/db";
import type { WorkflowSubject } from "./request-approval";

/** Two documents became one: what was to be done about the one that ended is to be done about the other. */
export async function moveTasks(
  tx: Tx,
  { subjectType, subjectId }: WorkflowSubject,
  to: { subjectId: string; number: string },
): Promise<void> {
  await tx.books.write(
    `UPDATE tasks SET subject_id = :toId, number = :number, revision = revision + 1, updated_at = :now
     WHERE tenant_id = :tenant AND subject_type = :subjectType AND subject_id = :subjectId AND state = 'open'`,
    { subjectType, subjectId, toId: to.subjectId, number: to.number, now: tx.now },
  );
}
