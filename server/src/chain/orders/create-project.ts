import type { InputOf, projectsContract } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, transact, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { findNamedCustomer, ownerOf } from "../../masters/parties";
import { findStaff } from "../../masters/people";
import { Project, ProjectMilestone, ProjectTask } from "./project.model";
import { findProject } from "./project.queries";
import { milestoneStates, projectStates, projectTaskStates } from "./project.states";

type Input = InputOf<(typeof projectsContract)["projects.create"]>;
export type TaskInput = Input["tasks"][number];

/** Opens a project with its tasks and milestones. It belongs to whoever serves the customer, as his orders do. */
export function createProject(ctx: Ctx, { tasks, milestones, ...input }: Input) {
  return transact(ctx, async (tx) => {
    const customer = await findNamedCustomer(tx, "projects.create", input.customerId);
    const faults = new Faults(tx.language);
    await nameTaskFaults(tx, faults, tasks, (at) => ["tasks", at]);
    const names = new Set<string>();
    milestones.forEach(({ name }, at) => {
      if (names.has(name)) faults.add(["milestones", at, "name"], "issue.duplicate");
      names.add(name);
    });
    faults.refuse();

    const id = tx.newId();
    const number = await takeNumber(tx, prefixes.project);
    const owner = ownerOf(tx, customer);
    const { customerId, name } = input;
    const state = projectStates.initial;
    await insertRow(tx, Project, {
      ...{ id, number, name, customerId, ...owner, state },
      dueOn: (input.dueOn as Day | undefined) ?? null,
      note: input.note ?? null,
    });
    await insertRows(
      tx,
      ProjectTask,
      tasks.map((task, at) => taskRow(id, task, at + 1)),
    );
    await insertRows(
      tx,
      ProjectMilestone,
      milestones.map((milestone, at) => ({
        ...{ projectId: id, customerId, milestoneNo: at + 1, name: milestone.name },
        dueOn: (milestone.dueOn as Day | undefined) ?? null,
        state: milestoneStates.initial,
      })),
    );
    const after = { state, name, tasks: tasks.length, milestones: milestones.length };
    tx.record({ type: "project", id, number, ...owner, customerId, before: null, after });
    return findProject(tx, "projects.create", id);
  });
}

/** A task waits only for an earlier one, and is given to somebody who works here. */
export async function nameTaskFaults(
  tx: Tx,
  faults: Faults,
  tasks: readonly TaskInput[],
  pathOf: (at: number) => (string | number)[],
  firstNo = 1,
): Promise<void> {
  const staff = await findStaff(
    tx,
    tasks.flatMap((task) => task.assigneeId ?? []),
  );
  tasks.forEach(({ assigneeId, dependsOnNo }, at) => {
    if (assigneeId && !staff.has(assigneeId))
      faults.unknown([...pathOf(at), "assigneeId"], assigneeId);
    if (dependsOnNo !== undefined && dependsOnNo >= firstNo + at)
      faults.unknown([...pathOf(at), "dependsOnNo"], String(dependsOnNo));
  });
}

export const taskRow = (projectId: Id, task: TaskInput, taskNo: number) => ({
  ...{ projectId, taskNo, title: task.title, state: projectTaskStates.initial },
  assigneeId: task.assigneeId ?? null,
  startsOn: (task.startsOn as Day | undefined) ?? null,
  dueOn: (task.dueOn as Day | undefined) ?? null,
  dependsOnNo: task.dependsOnNo ?? null,
});
