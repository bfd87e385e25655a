import { dealsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { loseDeal, reopenDeal, winDealByHand } from "./close-deal";
import { createDeal } from "./create-deal";
import { showFunnel } from "./deal-funnel";
import { dealPolicy } from "./deal.policy";
import { presentDeal } from "./deal.present";
import { findDeal } from "./deal.queries";
import { dealResource } from "./deal.resource";
import { listLostReasons, saveLostReasons } from "./lost-reasons";
import { listStages, saveStages } from "./pipeline";
import { moveDeal, updateDeal } from "./update-deal";

declareAudience("deal", dealPolicy, "deals.show", "sales");

export const dealsOperations = implement(dealsContract, {
  ...listHandlers(dealResource),
  "deals.create": createDeal,
  "deals.update": updateDeal,
  "deals.move": moveDeal,
  "deals.win": winDealByHand,
  "deals.lose": loseDeal,
  "deals.reopen": reopenDeal,
  "deals.show": async (ctx, { dealId }) =>
    presentDeal(ctx, await findDeal(ctx, "deals.show", dealId)),
  "deals.funnel": showFunnel,
  "dealStages.list": listStages,
  "dealStages.save": saveStages,
  "lostReasons.list": listLostReasons,
  "lostReasons.save": saveLostReasons,
});
