import { leadList, leadPoolList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import type { Id } from "../../kernel/ids";
import { declareSearchable } from "../../kernel/search";
import { User } from "../../masters/people";
import { Lead } from "./lead.model";
import { leadPolicy, poolPolicy } from "./lead.policy";

/** Where the fields of the leads' list come from. */
export const leadResource = defineResource(leadList, {
  policy: leadPolicy,
  table: Lead,
  alias: "l",
  joins: { u: { table: User, on: "u.id = l.owner_id" } },
  columns: {
    number: "l.number",
    state: "l.state",
    companyName: "l.company_name",
    contactName: "l.contact_name",
    phone: "l.phone",
    product: "l.product",
    region: "l.region",
    province: "l.province",
    channel: "l.channel",
    campaign: "l.campaign",
    owner: { id: "l.owner_id", label: "u.name", join: "u" },
    knownCustomer: "l.known_customer",
    touchCount: "l.touch_count",
    lastTouchAt: "l.last_touch_at",
    contactDueAt: "l.contact_due_at",
    contactedAt: "l.contacted_at",
    followedAt: "l.followed_at",
    email: "l.email",
    creditCode: "l.credit_code",
    createdAt: "l.created_at",
  },
  search: { subjectType: "lead", fields: ["number", "companyName", "contactName", "phone"] },
});

declareSearchable("lead", { resource: leadResource, title: "number", detail: "companyName" });

/** The pool: a list of its own, whose fields hold nothing by which an enquirer could be reached. */
export const leadPoolResource = defineResource(leadPoolList, {
  policy: poolPolicy,
  table: Lead,
  alias: "l",
  where: "l.state = 'pooled'",
  columns: {
    number: "l.number",
    product: "l.product",
    province: "l.province",
    channel: "l.channel",
    touchCount: "l.touch_count",
    lastTouchAt: "l.last_touch_at",
    pooledAt: "l.pooled_at",
    poolReason: "l.pool_reason",
    createdAt: "l.created_at",
  },
});

/** The texts under which a lead is found; written again whenever one of them changes. */
export const searchedLead = (lead: {
  id: Id;
  number: string;
  companyName: string;
  contactName: string;
  phone: string | null;
}) => ({
  id: lead.id,
  texts: [lead.number, lead.companyName, lead.contactName, lead.phone],
});
