import { portalPurchasesContract, purchaseOrdersContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { acceptCounter, refuseCounter } from "./answer-counter";
import { submitPurchaseOrder } from "./approve-purchase-order";
import { cancelPurchaseOrder } from "./cancel-purchase-order";
import { closeShort } from "./close-short";
import { confirmPurchaseOrder } from "./confirm-purchase-order";
import { createPurchaseOrder } from "./create-purchase-order";
import { findGoodsReceipt } from "./find-goods-receipt";
import { findPurchaseOrder } from "./find-purchase-order";
import { issuePurchaseOrder } from "./issue-purchase-order";
import {
  confirmOwnPurchaseOrder,
  counterOwnPurchaseOrder,
  listOwnPurchaseOrders,
  showOwnPurchaseOrder,
} from "./own-purchase-orders";
import { purchaseOrderPolicy } from "./purchase-order.policy";
import {
  goodsReceiptPolicy,
  goodsReceiptResource,
  purchaseOrderResource,
} from "./purchase-order.resource";
import { setPurchaseRules, showPurchaseRules } from "./purchase-rules";
import { receiveGoods } from "./receive-goods";
import { updatePurchaseOrder } from "./update-purchase-order";

declareAudience("purchase_order", purchaseOrderPolicy, "purchaseOrders.show", "purchasing");
declareAudience("goods_receipt", goodsReceiptPolicy, "goodsReceipts.show", "purchasing");

// The contract owns names, inputs and outputs; this file only says who answers.
export const purchaseOrdersOperations = implement(
  { ...purchaseOrdersContract, ...portalPurchasesContract },
  {
    ...listHandlers(purchaseOrderResource),
    ...listHandlers(goodsReceiptResource),
    "purchaseOrders.create": createPurchaseOrder,
    "purchaseOrders.show": (ctx, { purchaseOrderId }) =>
      findPurchaseOrder(ctx, "purchaseOrders.show", purchaseOrderId),
    "purchaseOrders.update": updatePurchaseOrder,
    "purchaseOrders.submit": submitPurchaseOrder,
    "purchaseOrders.rules": (ctx) => showPurchaseRules(ctx),
    "purchaseOrders.setRules": setPurchaseRules,
    "purchaseOrders.issue": issuePurchaseOrder,
    "purchaseOrders.confirm": confirmPurchaseOrder,
    "purchaseOrders.acceptCounter": acceptCounter,
    "purchaseOrders.refuseCounter": refuseCounter,
    "purchaseOrders.cancel": cancelPurchaseOrder,
    "purchaseOrders.closeShort": closeShort,
    "goodsReceipts.receive": receiveGoods,
    "goodsReceipts.show": (ctx, { goodsReceiptId }) =>
      findGoodsReceipt(ctx, "goodsReceipts.show", goodsReceiptId),
    "portal.purchaseOrders.list": listOwnPurchaseOrders,
    "portal.purchaseOrders.show": (ctx, { purchaseOrderId }) =>
      showOwnPurchaseOrder(ctx, purchaseOrderId),
    "portal.purchaseOrders.confirm": confirmOwnPurchaseOrder,
    "portal.purchaseOrders.counter": counterOwnPurchaseOrder,
  },
);
