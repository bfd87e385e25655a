import { portalRfqsContract, rfqsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { answerOwnRfq, declineOwnRfq, recordAnswer, viewOwnRfq } from "./answer-rfq";
import { awardRfq } from "./award-rfq";
import { cancelRfq } from "./cancel-rfq";
import { closeRfq } from "./close-rfq";
import { compareRfq } from "./compare-rfq";
import { findOwnRfq, listOwnRfqs } from "./own-rfqs";
import { rfqInvitationPolicy, rfqPolicy } from "./rfq.policy";
import { findRfq } from "./rfq.present";
import { rfqResource } from "./rfq.resource";
import { extendRfq, inviteSuppliers, sendRfq } from "./send-rfq";
import { createRfq, updateRfq } from "./write-rfq";

declareAudience("rfq", rfqPolicy, "rfqs.show", "purchasing");
declareAudience("rfq_invitation", rfqInvitationPolicy, "rfqs.show", "purchasing");

// The contract owns names, inputs and outputs; this file only says who answers.
export const rfqsOperations = implement(
  { ...rfqsContract, ...portalRfqsContract },
  {
    ...listHandlers(rfqResource),
    "rfqs.create": createRfq,
    "rfqs.show": (ctx, { rfqId }) => findRfq(ctx, "rfqs.show", rfqId),
    "rfqs.update": updateRfq,
    "rfqs.send": sendRfq,
    "rfqs.invite": inviteSuppliers,
    "rfqs.extend": extendRfq,
    "rfqs.recordAnswer": recordAnswer,
    "rfqs.close": closeRfq,
    "rfqs.compare": (ctx, { rfqId }) => compareRfq(ctx, rfqId),
    "rfqs.award": awardRfq,
    "rfqs.cancel": cancelRfq,
    "portal.rfqs.list": listOwnRfqs,
    "portal.rfqs.show": (ctx, { invitationId }) => findOwnRfq(ctx, invitationId),
    "portal.rfqs.view": viewOwnRfq,
    "portal.rfqs.answer": answerOwnRfq,
    "portal.rfqs.decline": declineOwnRfq,
  },
);
