import { type Holder, type Made } from "../holder";
import { exported, fresh, list, of, type Examples } from "./example";

const projectInput = (h: Holder) => ({
  customerId: h.customer.id,
  name: h.mark,
  note: h.mark,
  tasks: [{ title: h.mark }],
  milestones: [{ name: h.mark }],
});
const makeProject = (h: Holder) => h.call<Made>("projects.create", projectInput(h), h.owner.token);

/** Projects with their tasks and milestones. */
export const projectsExamples: Examples = {
  "projects.list": list((h) => h.mark, "name"),
  "projects.count": list((h) => h.mark, "name"),
  "projects.export": exported(),
  "projects.create": (h) => of(projectInput(h)),
  "projects.show": async (h) => of({ projectId: (await makeProject(h)).id }),
  "projects.update": fresh("projectId", makeProject, (h) => ({ name: h.mark, note: h.mark })),
  "projects.updateTask": fresh("projectId", makeProject, (h) => ({
    ...{ taskNo: 1, title: h.mark, assigneeId: h.owner.userId },
  })),
  "projects.addTask": fresh("projectId", makeProject, (h) => ({ task: { title: h.mark } })),
  "projects.finishTask": fresh("projectId", makeProject, () => ({ taskNo: 1 })),
  "projects.reachMilestone": fresh("projectId", makeProject, (h) => ({
    milestoneNo: 1,
    evidence: h.mark,
  })),
  "projects.finish": fresh("projectId", (h) =>
    h.call<Made>(
      "projects.create",
      { ...projectInput(h), tasks: [], milestones: [] },
      h.owner.token,
    ),
  ),
  "projects.cancel": fresh("projectId", makeProject, (h) => ({ reason: h.mark })),
};
