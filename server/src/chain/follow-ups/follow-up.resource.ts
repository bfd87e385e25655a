import { followUpList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { User } from "../../masters/people";
import { FollowUp } from "./follow-up.model";
import { followUpPolicy } from "./follow-up.policy";

/** Where the fields of the follow-ups' list come from. */
export const followUpResource = defineResource(followUpList, {
  policy: followUpPolicy,
  table: FollowUp,
  alias: "f",
  joins: { u: { table: User, on: "u.id = f.owner_id" } },
  columns: {
    subjectType: "f.subject_type",
    kind: "f.kind",
    note: "f.note",
    nextStep: "f.next_step",
    nextOn: "f.next_on",
    owner: { id: "f.owner_id", label: "u.name", join: "u" },
    followedAt: "f.followed_at",
  },
});
