import { rfqList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import type { Id } from "../../kernel/ids";
import { declareSearchable } from "../../kernel/search";
import { User } from "../../masters/people";
import { Rfq } from "./rfq.model";
import { rfqPolicy } from "./rfq.policy";

/** Where the fields of the list of requests come from. Nothing of what suppliers answer is among them. */
export const rfqResource = defineResource(rfqList, {
  policy: rfqPolicy,
  table: Rfq,
  alias: "r",
  joins: { u: { table: User, on: "u.id = r.owner_id" } },
  columns: {
    number: "r.number",
    state: "r.state",
    owner: { id: "r.owner_id", label: "u.name", join: "u" },
    answerBy: "r.answer_by",
    createdAt: "r.created_at",
  },
  search: { subjectType: "rfq", fields: ["number"] },
});

declareSearchable("rfq", { resource: rfqResource, title: "number" });

/** The texts under which a request is found. */
export const searchedRfq = (rfq: { id: Id; number: string }) => ({
  id: rfq.id,
  texts: [rfq.number],
});
