import { dealList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import type { Id } from "../../kernel/ids";
import { declareSearchable } from "../../kernel/search";
import { Party } from "../../masters/parties";
import { User } from "../../masters/people";
import { Deal, DealStage } from "./deal.model";
import { dealPolicy } from "./deal.policy";

/** Where the fields of the deals' list come from. */
export const dealResource = defineResource(dealList, {
  policy: dealPolicy,
  table: Deal,
  alias: "d",
  joins: {
    p: { table: Party, on: "p.id = d.customer_id" },
    s: { table: DealStage, on: "s.id = d.stage_id" },
    u: { table: User, on: "u.id = d.owner_id" },
  },
  columns: {
    number: "d.number",
    name: "d.name",
    state: "d.state",
    stage: { id: "d.stage_id", label: "s.name", join: "s" },
    customer: { id: "d.customer_id", label: "p.name", join: "p" },
    owner: { id: "d.owner_id", label: "u.name", join: "u" },
    amountCents: "d.amount_cents",
    probability: { sql: "s.probability", join: "s" },
    expectedOn: "d.expected_on",
    stageSince: "d.stage_since",
    closedAt: "d.closed_at",
    createdAt: "d.created_at",
  },
  search: { subjectType: "deal", fields: ["number", "name"] },
});

declareSearchable("deal", { resource: dealResource, title: "number", detail: "name" });

/** The texts under which a deal is found; written again whenever one of them changes. */
export const searchedDeal = (deal: { id: Id; number: string; name: string }) => ({
  id: deal.id,
  texts: [deal.number, deal.name],
});
