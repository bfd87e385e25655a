import { givenApproval } from "../../support/given-workflow";
import { makeParty, type Holder, type Made } from "../holder";
import { exported, fresh, list, of, type Examples } from "./example";

/** A request about a customer of the holder's own, asked by somebody else who may decide nothing. */
export async function makeApproval(h: Holder): Promise<Made> {
  const id = await givenApproval(h.product, h.tenant.admin, {
    subjectId: (await makeParty(h, { isCustomer: true })).id,
    number: h.mark,
    ownerId: h.owner.userId,
    departmentId: h.departmentId,
    reasons: [{ code: h.mark, facts: { margin: h.cost }, masks: { margin: "margin" } }],
  });
  return { id, revision: 1 };
}

const makeTask = (h: Holder) =>
  h.call("tasks.create", { title: h.mark, note: h.mark }, h.owner.token);

/** What waits for agreement, and what is to be done. */
export const workflowExamples: Examples = {
  "approvals.list": list((h) => h.mark, "number"),
  "approvals.count": list((h) => h.mark, "number"),
  "approvals.export": exported(),
  "approvals.show": async (h) => of({ approvalId: (await makeApproval(h)).id }),
  "approvals.approve": fresh("approvalId", makeApproval, () => ({ note: "x" })),
  "approvals.refuse": fresh("approvalId", makeApproval, () => ({ note: "x" })),
  "tasks.list": list((h) => h.mark, "title"),
  "tasks.count": list((h) => h.mark, "title"),
  "tasks.export": exported(),
  "tasks.show": async (h) => of({ taskId: (await makeTask(h)).id }),
  "tasks.create": (h) => of({ title: h.mark, assigneeId: h.owner.userId }),
  "tasks.update": fresh("taskId", makeTask, (h) => ({
    title: h.mark,
    assigneeId: h.owner.userId,
  })),
  "tasks.complete": fresh("taskId", makeTask),
  "tasks.drop": fresh("taskId", makeTask),
};
