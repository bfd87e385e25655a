import type { Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../kernel/access";
import { refuseNotFound } from "../kernel/errors";
import type { Id } from "../kernel/ids";
import { taskPolicy } from "./workflow.policy";
import type { TaskState } from "./workflow.states";

export interface TaskRecord {
  id: Id;
  subjectType: string | null;
  subjectId: Id | null;
  number: string | null;
  state: TaskState;
  assigneeId: Id | null;
  assigneeName: string | null;
  departmentId: Id | null;
  code: string | null;
  facts: Record<string, unknown>;
  title: string;
  note: string | null;
  dueOn: Day | null;
  closedAt: Date | null;
  createdAt: Date;
  revision: number;
}

/** One task whose row was locked or just written within the actor's rule. */
export const findTask = (ctx: Ctx, taskId: Id) => readTask(ctx, taskId, "1 = 1");

/** One task that the actor may see; anything else is "not found". */
export const showTask = (ctx: Ctx, taskId: Id) =>
  readTask(ctx, taskId, rowPredicate(ctx.actor, taskPolicy, "tasks.show", "t"));

async function readTask(ctx: Ctx, taskId: Id, rule: string): Promise<TaskRecord> {
  const found = await ctx.row<Omit<TaskRecord, "facts"> & { facts: string }>(
    `SELECT t.id, t.subject_type AS subjectType, t.subject_id AS subjectId, t.number, t.state,
       t.assignee_id AS assigneeId, u.name AS assigneeName, t.department_id AS departmentId, t.code, t.facts, t.title,
       t.note, t.due_on AS dueOn, t.closed_at AS closedAt, t.created_at AS createdAt, t.revision
     FROM tasks t LEFT JOIN users u ON u.tenant_id = :tenant AND u.id = t.assignee_id
     WHERE t.tenant_id = :tenant AND t.id = :taskId AND ${rule}`,
    { taskId },
  );
  if (!found) refuseNotFound("task");
  return { ...found, facts: JSON.parse(found.facts) as Record<string, unknown> };
}
