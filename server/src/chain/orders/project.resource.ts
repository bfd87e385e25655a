import { projectList } from "@quanlian/shared/contract";
import { defineRowPolicy } from "../../kernel/access";
import { defineResource } from "../../kernel/fields";
import { Party } from "../../masters/parties";
import { Project } from "./project.model";

/** A project belongs to whoever serves its customer, as an order does. */
export const projectPolicy = defineRowPolicy("project", {
  owner: "owner_id",
  department: "department_id",
  customer: "customer_id",
});

/** Where the fields of the projects' list come from. */
export const projectResource = defineResource(projectList, {
  policy: projectPolicy,
  table: Project,
  alias: "j",
  joins: { p: { table: Party, on: "p.id = j.customer_id" } },
  columns: {
    number: "j.number",
    name: "j.name",
    state: "j.state",
    customer: { id: "j.customer_id", label: "p.name", join: "p" },
    dueOn: "j.due_on",
    createdAt: "j.created_at",
  },
});
