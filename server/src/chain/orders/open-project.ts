import { insertRow, insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { findPaymentTerm } from "../../masters/parties";
import type { SalesOrder } from "./order.model";
import { Project, ProjectMilestone } from "./project.model";
import { milestoneStates, projectStates } from "./project.states";

/**
 * Opens the project of an order whose lines stand under one and that names none: called as the customer calls the order, with
 * the milestones at which the payment term asks for money. Answers its id.
 */
export async function openProjectFor(tx: Tx, order: SalesOrder): Promise<Id> {
  const term =
    order.paymentTermId === null ? undefined : await findPaymentTerm(tx, order.paymentTermId);
  const stages = (term?.stages ?? []).filter((stage) => stage.trigger === "milestone");
  const names = [...new Set(stages.map((stage) => stage.name))];
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.project);
  const { customerId, ownerId, departmentId, requestedOn } = order;
  const whose = { customerId, ownerId, departmentId };
  const state = projectStates.initial;
  const name = order.customerReference || order.number;
  await insertRow(tx, Project, { id, number, name, ...whose, state, dueOn: requestedOn });
  await insertRows(
    tx,
    ProjectMilestone,
    names.map((milestone, at) => ({
      ...{ projectId: id, customerId, milestoneNo: at + 1, name: milestone },
      state: milestoneStates.initial,
    })),
  );
  const after = { state, name, order: order.number, milestones: names.length };
  tx.record({ type: "project", id, number, ...whose, before: null, after });
  return id;
}
