import { approvalList } from "@quanlian/shared/contract";
import { defineResource } from "../kernel/fields";
import { User } from "../masters/people";
import { Approval } from "./workflow.model";
import { approvalPolicy } from "./workflow.policy";

/** Where the fields of the list of requests come from. */
export const approvalResource = defineResource(approvalList, {
  policy: approvalPolicy,
  table: Approval,
  alias: "a",
  joins: {
    r: { table: User, on: "r.id = a.requester_id" },
    d: { table: User, on: "d.id = a.decider_id" },
  },
  columns: {
    number: "a.number",
    subjectType: "a.subject_type",
    state: "a.state",
    requester: { id: "a.requester_id", label: "r.name", join: "r" },
    decider: { id: "a.decider_id", label: "d.name", join: "d" },
    decidedAt: "a.decided_at",
    createdAt: "a.created_at",
  },
  search: { subjectType: null, fields: ["number"] },
});
