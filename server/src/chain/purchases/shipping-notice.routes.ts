import { portalShippingNoticesContract, shippingNoticesContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import {
  findOwnShippingNotice,
  findShippingNotice,
  listOwnShippingNotices,
} from "./find-shipping-notice";
import { cancelShippingNotice } from "./move-shipping-notice";
import { recordShippingNotice, sendOwnShippingNotice } from "./send-shipping-notice";
import { shippingNoticePolicy } from "./shipping-notice.policy";
import { shippingNoticeResource } from "./shipping-notice.resource";

declareAudience("shipping_notice", shippingNoticePolicy, "shippingNotices.show", "purchasing");

// The contract owns names, inputs and outputs; this file only says who answers.
export const shippingNoticesOperations = implement(
  { ...shippingNoticesContract, ...portalShippingNoticesContract },
  {
    ...listHandlers(shippingNoticeResource),
    "shippingNotices.show": (ctx, { shippingNoticeId }) =>
      findShippingNotice(ctx, "shippingNotices.show", shippingNoticeId),
    "shippingNotices.record": recordShippingNotice,
    "shippingNotices.cancel": cancelShippingNotice,
    "portal.shippingNotices.list": listOwnShippingNotices,
    "portal.shippingNotices.show": (ctx, { shippingNoticeId }) =>
      findOwnShippingNotice(ctx, shippingNoticeId),
    "portal.shippingNotices.send": sendOwnShippingNotice,
  },
);
