import { followUpsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { followSubject } from "./follow-subject";
import { followUpPolicy } from "./follow-up.policy";
import { followUpResource } from "./follow-up.resource";
import { readHistory } from "./read-history";

declareAudience("followUp", followUpPolicy, "followUps.list", "sales");

export const followUpsOperations = implement(followUpsContract, {
  ...listHandlers(followUpResource),
  "leads.follow": (ctx, { leadId, ...said }) => followSubject(ctx, "lead", leadId, said),
  "deals.follow": (ctx, { dealId, ...said }) => followSubject(ctx, "deal", dealId, said),
  "parties.follow": (ctx, { partyId, ...said }) => followSubject(ctx, "party", partyId, said),
  "leads.history": (ctx, { leadId }) => readHistory(ctx, "lead", leadId),
  "deals.history": (ctx, { dealId }) => readHistory(ctx, "deal", dealId),
  "parties.history": (ctx, { partyId }) => readHistory(ctx, "party", partyId),
});
