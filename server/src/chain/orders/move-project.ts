import type { InputOf, projectsContract, ProjectView } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { assignNamed, insertRow, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { findStaff } from "../../masters/people";
import { nameTaskFaults, taskRow } from "./create-project";
import { milestoneReached } from "./order.events";
import { Project, ProjectTask } from "./project.model";
import { findProject, readMilestones, readTasks } from "./project.queries";
import { projectPolicy } from "./project.resource";
import { milestoneStates, projectStates, projectTaskStates } from "./project.states";

type Contract = typeof projectsContract;
type In<K extends keyof Contract> = InputOf<Contract[K]>;
type Named = In<"projects.finish">;
type Changed = { before: Record<string, unknown>; after: Record<string, unknown>; reason?: string };

/** Changes an open project under its lock, and its revision and audit with it. */
function onOpenProject(
  ctx: Ctx,
  permission: keyof Contract,
  { projectId, revision }: Named,
  change: (tx: Tx, project: Project) => Promise<Changed>,
): Promise<ProjectView> {
  return transact(ctx, async (tx) => {
    const project = await loadForUpdate(tx, Project, projectPolicy, permission, projectId);
    tx.authorize(permission, projectPolicy, project);
    project.expectRevision(revision);
    if (project.state !== "open") refuse("state.illegal_move", { state: project.state });
    const changed = await change(tx, project);
    await project.saveRevision(tx);
    const { id, number, ownerId, departmentId, customerId } = project;
    tx.record({ type: "project", id, number, ownerId, departmentId, customerId, ...changed });
    return findProject(tx, permission, projectId);
  });
}

/** Edits what a project says of itself. Its customer stays: orders hang on it. */
export const updateProject = (ctx: Ctx, { projectId, revision, ...edits }: In<"projects.update">) =>
  onOpenProject(ctx, "projects.update", { projectId, revision }, (_tx, project) => {
    const { name, dueOn, note } = project;
    assignNamed(project, edits as Partial<Pick<Project, "name" | "dueOn" | "note">>);
    return Promise.resolve({ before: { name, dueOn, note }, after: edits });
  });

/** Edits an open task; what it waits for stays. */
export const updateProjectTask = (
  ctx: Ctx,
  { projectId, revision, taskNo, ...edits }: In<"projects.updateTask">,
) =>
  onOpenProject(ctx, "projects.updateTask", { projectId, revision }, async (tx, { id }) => {
    const task = (await readTasks(tx, id)).find((each) => each.taskNo === taskNo);
    if (!task) refuse("reference.not_found", { field: "taskNo" });
    if (task.state === "done") refuse("state.illegal_move", { state: task.state });
    const { title, assigneeId, startsOn, dueOn } = task;
    const after = { title, assigneeId, startsOn, dueOn, ...edits };
    const faults = new Faults(tx.language);
    const known = await findStaff(tx, after.assigneeId === null ? [] : [after.assigneeId]);
    if (after.assigneeId !== null && !known.has(after.assigneeId))
      faults.unknown(["assigneeId"], after.assigneeId);
    faults.refuse();
    await tx.write(
      `UPDATE project_tasks SET title = :title, assignee_id = :assigneeId, starts_on = :startsOn, due_on = :dueOn
       WHERE tenant_id = :tenant AND id = :taskId`,
      { ...after, taskId: task.id },
    );
    return {
      before: { task: taskNo, title, assigneeId, startsOn, dueOn },
      after: { task: taskNo, ...edits },
    };
  });

export const addProjectTask = (ctx: Ctx, { task, ...named }: In<"projects.addTask">) =>
  onOpenProject(ctx, "projects.addTask", named, async (tx, { id }) => {
    const taskNo = (await readTasks(tx, id)).length + 1;
    const faults = new Faults(tx.language);
    await nameTaskFaults(tx, faults, [task], () => ["task"], taskNo);
    faults.refuse();
    await insertRow(tx, ProjectTask, taskRow(id, task, taskNo));
    return { before: {}, after: { task: taskNo, title: task.title } };
  });

/** A task is done. What it waits for must be done before it. */
export const finishProjectTask = (ctx: Ctx, { taskNo, ...named }: In<"projects.finishTask">) =>
  onOpenProject(ctx, "projects.finishTask", named, async (tx, { id }) => {
    const tasks = await readTasks(tx, id);
    const task = tasks.find((each) => each.taskNo === taskNo);
    if (!task) refuse("reference.not_found", { field: "taskNo" });
    const state = projectTaskStates.step(task.state, "finish");
    const first = tasks.find((each) => each.taskNo === task.dependsOnNo);
    if (first && first.state !== "done") refuse("project.task_waits", { title: first.title });
    await tx.write(
      "UPDATE project_tasks SET state = :state, done_at = :now WHERE tenant_id = :tenant AND id = :taskId",
      { taskId: task.id, state, now: tx.now },
    );
    return { before: { task: taskNo }, after: { task: taskNo, done: true } };
  });

/** A milestone is reached: what the project's orders are to be paid at it falls due, in the same transaction. */
export const reachMilestone = (
  ctx: Ctx,
  { milestoneNo, reachedOn, evidence, ...named }: In<"projects.reachMilestone">,
) =>
  onOpenProject(ctx, "projects.reachMilestone", named, async (tx, { id, customerId }) => {
    const milestone = (await readMilestones(tx, id)).find(
      (each) => each.milestoneNo === milestoneNo,
    );
    if (!milestone) refuse("reference.not_found", { field: "milestoneNo" });
    const state = milestoneStates.step(milestone.state, "reach");
    const on = (reachedOn ?? tx.today) as Day;
    await tx.write(
      `UPDATE project_milestones SET state = :state, reached_on = :on, evidence = :evidence
       WHERE tenant_id = :tenant AND id = :milestoneId`,
      { milestoneId: milestone.id, state, on, evidence },
    );
    const { name } = milestone;
    await tx.emit(milestoneReached, {
      projectId: id,
      customerId,
      milestoneId: milestone.id,
      name,
      on,
    });
    return { before: { milestone: milestoneNo }, after: { milestone: milestoneNo, reachedOn: on } };
  });

export const finishProject = (ctx: Ctx, named: Named) =>
  onOpenProject(ctx, "projects.finish", named, async (tx, project) => {
    const left = [
      ...(await readTasks(tx, project.id)).filter((task) => task.state !== "done"),
      ...(await readMilestones(tx, project.id)).filter((each) => each.state !== "reached"),
    ];
    if (left.length > 0) refuse("project.unfinished", { count: left.length });
    return stepped(project, "finish");
  });

export const cancelProject = (ctx: Ctx, { reason, ...named }: In<"projects.cancel">) =>
  onOpenProject(ctx, "projects.cancel", named, async (tx, project) => {
    const live = await tx.books.row<{ number: string }>(
      `SELECT o.number FROM sales_orders o
       WHERE o.tenant_id = :tenant AND o.project_id = :projectId AND o.state <> 'cancelled' LIMIT 1`,
      { projectId: project.id },
    );
    if (live) refuse("project.has_orders", { number: live.number });
    return { ...stepped(project, "cancel"), reason };
  });

function stepped(project: Project, event: "finish" | "cancel"): Changed {
  const before = { state: project.state };
  project.state = projectStates.step(project.state, event);
  return { before, after: { state: project.state } };
}
