import type { Task } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { may, rowAllowed, type Ctx } from "../kernel/access";
import type { TaskRecord } from "./task.queries";
import { taskPolicy } from "./workflow.policy";
import { taskStates } from "./workflow.states";

/** A task as the contract shows it: what is to be done in the reader's language, and what he may do with it. */
export function presentTask(ctx: Ctx, record: TaskRecord): Task {
  const { code, facts } = record;
  return {
    ...record,
    title: code === null ? record.title : translate(ctx.language, `task.${code}`, facts),
    note: record.note ?? "",
    closedAt: record.closedAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
    actions: actionsFor(ctx, record),
  };
}

function actionsFor(ctx: Ctx, record: TaskRecord): string[] {
  if (taskStates.isFinal(record.state)) return [];
  const row = { ownerId: record.assigneeId, departmentId: record.departmentId };
  return ["tasks.update", "tasks.complete", "tasks.drop"].filter(
    (action) => may(ctx.actor, action) && rowAllowed(ctx.actor, taskPolicy, action, row),
  );
}
