import type { ProjectView } from "@quanlian/shared/contract";
import { may, rowAllowed, rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { orderPolicy } from "./order.policy";
import { projectPolicy } from "./project.resource";

type Head = Omit<ProjectView, "tasks" | "milestones" | "orders" | "actions"> & {
  departmentId: Id | null;
};

/** One project that the actor may see under the permission; anything else is "not found". Four statements. */
export async function findProject(
  ctx: Ctx,
  permission: string,
  projectId: Id,
): Promise<ProjectView> {
  const head = await ctx.row<Head>(
    `SELECT j.id, j.number, j.name, j.state, j.revision, j.customer_id AS customerId, p.name AS customerName,
       j.owner_id AS ownerId, j.department_id AS departmentId, j.due_on AS dueOn, COALESCE(j.note, '') AS note
     FROM projects j JOIN parties p ON p.tenant_id = :tenant AND p.id = j.customer_id
     WHERE j.tenant_id = :tenant AND j.id = :projectId
       AND ${rowPredicate(ctx.actor, projectPolicy, permission, "j")}`,
    { projectId },
  );
  if (!head) refuseNotFound("project");
  const { id, number, name, state, revision, customerId, customerName, ownerId, dueOn, note } =
    head;
  return {
    ...{ id, number, name, state, revision, customerId, customerName, ownerId, dueOn, note },
    tasks: await readTasks(ctx, projectId),
    milestones: await readMilestones(ctx, projectId),
    orders: await readOrders(ctx, projectId),
    actions: head.state === "open" ? actionsFor(ctx, head) : [],
  };
}

const WHILE_OPEN = [
  "projects.update",
  "projects.updateTask",
  "projects.addTask",
  "projects.finishTask",
  "projects.reachMilestone",
  "projects.finish",
  "projects.cancel",
];

const actionsFor = (ctx: Ctx, head: Head): string[] =>
  WHILE_OPEN.filter((action) => may(ctx.actor, action)).filter((action) =>
    rowAllowed(ctx.actor, projectPolicy, action, head),
  );

export const readTasks = (ctx: Ctx, projectId: Id) =>
  ctx.rows<ProjectView["tasks"][number]>(
    `SELECT t.id, t.task_no AS taskNo, t.title, t.assignee_id AS assigneeId, t.starts_on AS startsOn, t.due_on AS dueOn,
       t.depends_on_no AS dependsOnNo, t.state
     FROM project_tasks t WHERE t.tenant_id = :tenant AND t.project_id = :projectId ORDER BY t.task_no`,
    { projectId },
  );

export const readMilestones = (ctx: Ctx, projectId: Id) =>
  ctx.rows<ProjectView["milestones"][number]>(
    `SELECT m.id, m.milestone_no AS milestoneNo, m.name, m.due_on AS dueOn, m.state, m.reached_on AS reachedOn,
       COALESCE(m.evidence, '') AS evidence
     FROM project_milestones m WHERE m.tenant_id = :tenant AND m.project_id = :projectId ORDER BY m.milestone_no`,
    { projectId },
  );

/** Those of its orders that the actor may see. */
const readOrders = (ctx: Ctx, projectId: Id) =>
  ctx.rows<ProjectView["orders"][number]>(
    `SELECT o.id, o.number, o.state, o.incl_cents AS inclCents FROM sales_orders o
     WHERE o.tenant_id = :tenant AND o.project_id = :projectId
       AND ${rowPredicate(ctx.actor, orderPolicy, "orders.show", "o")} ORDER BY o.id LIMIT 500`,
    { projectId },
  );
