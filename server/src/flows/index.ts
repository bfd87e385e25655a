import type { Flow } from "../kernel/events";
import { leadConvertedOpensDeal } from "./10-lead-converted-opens-deal";
import { leadsMergedJoinsHistories } from "./12-leads-merged-joins-histories";
import { dealWonCreditsChannel } from "./13-deal-won-credits-channel";
import { dealWinTakenBackDebitsChannel } from "./14-deal-win-taken-back-debits-channel";
import { approvalDecidedMovesDocument } from "./15-approval-decided-moves-document";
import { quoteSentRaisesDeal } from "./18-quote-sent-raises-deal";
import { quoteAcceptedBecomesOrder } from "./20-quote-accepted-becomes-order";
import { orderConfirmedDrivesPlan } from "./30-order-confirmed-drives-plan";
import { orderChangedAdjustsPlan } from "./35-order-changed-adjusts-plan";
import { orderCancelledReleasesPlan } from "./36-order-cancelled-releases-plan";
import { orderClosedShortReleasesRest } from "./37-order-closed-short-releases-rest";
import { openingStockBroughtFillsWarehouses } from "./44-opening-stock-brought-fills-warehouses";
import { milestoneReachedFallsDue } from "./38-milestone-reached-falls-due";
import { stockAdjustedChangesBooks } from "./45-stock-adjusted-changes-books";
import { stockTransferredMovesValue } from "./46-stock-transferred-moves-value";
import { stocktakePostedChangesBooks } from "./47-stocktake-posted-changes-books";
import { rfqAwardedBecomesPurchases } from "./40-rfq-awarded-becomes-purchases";
import { purchaseOrderDraftedFirmsSupply } from "./40-purchase-order-drafted-firms-supply";
import { purchaseOrderRevisedMovesSupply } from "./40-purchase-order-revised-moves-supply";
import { purchaseOrderIssuedTellsSupplier } from "./41-purchase-order-issued-tells-supplier";
import { purchaseOrderConfirmedDatesSupply } from "./42-purchase-order-confirmed-dates-supply";
import { purchaseOrderCounteredAsksBuyer } from "./43-purchase-order-countered-asks-buyer";
import { purchaseOrderCancelledReopensSupply } from "./49-purchase-order-cancelled-reopens-supply";
import { purchaseOrderClosedShortLeavesNeed } from "./48-purchase-order-closed-short-leaves-need";
import { goodsReceivedFillStock } from "./50-goods-received-fill-stock";
import { goodsInspectedFillStock } from "./52-goods-inspected-fill-stock";
import { supplierReturnDispatchedReversesReceipt } from "./54-supplier-return-dispatched-reverses-receipt";
import { workReleasedFirmsSupply } from "./58-work-released-firms-supply";
import { materialIssuedEntersWork } from "./59-material-issued-enters-work";
import { materialReturnedLeavesWork } from "./59-material-returned-leaves-work";
import { workReportedMovesOrder } from "./60-work-reported-moves-order";
import { workReportReversedTakesLabourBack } from "./61-work-report-reversed-takes-labour-back";
import { workInspectedMovesOrder } from "./62-work-inspected-moves-order";
import { workFinishedFillsStock } from "./65-work-finished-fills-stock";
import { workCompletedShortLeavesNeed } from "./66-work-completed-short-leaves-need";
import { workCancelledLeavesNeed } from "./67-work-cancelled-leaves-need";
import { workClosedSettlesCost } from "./68-work-closed-settles-cost";
import { shipmentDispatchedPostsReceivable } from "./70-shipment-dispatched-posts-receivable";
import { shipmentAcceptedClosesOrder } from "./80-shipment-accepted-closes-order";
import { shipmentDisputedOpensClaims } from "./81-shipment-disputed-opens-claims";
import { claimCreditedReversesCharge } from "./82-claim-credited-reverses-charge";
import { claimRedeliveredReopensDemand } from "./83-claim-redelivered-reopens-demand";
import { claimRefusedAcceptsGoods } from "./84-claim-refused-accepts-goods";
import { orderCompletedEndsDemands } from "./85-order-completed-ends-demands";
import { statementConfirmedLocksCharges } from "./95-statement-confirmed-locks-charges";
import { statementSignedIsClosed } from "./96-statement-signed-is-closed";
import { shippingNoticeSentExpectsGoods } from "./48-shipping-notice-sent-expects-goods";
import { openItemsBroughtOpenAccounts } from "./88-open-items-brought-open-accounts";
import { cashMovedOpensAdvance } from "./90-cash-moved-opens-advance";
import { cashMovementReversedClosesAdvance } from "./91-cash-movement-reversed-closes-advance";
import { itemsAllocatedSettleAccounts } from "./92-items-allocated-settle-accounts";
import { allocationReversedOpensAccounts } from "./93-allocation-reversed-opens-accounts";

export { orderLinesForShipments } from "./order-lines-for-shipments";
export { subscribers } from "./subscribers";

/** Every arrow of the chain, in business order. */
export const flows = [
  leadConvertedOpensDeal,
  leadsMergedJoinsHistories,
  dealWonCreditsChannel,
  dealWinTakenBackDebitsChannel,
  approvalDecidedMovesDocument,
  quoteSentRaisesDeal,
  quoteAcceptedBecomesOrder,
  orderConfirmedDrivesPlan,
  orderChangedAdjustsPlan,
  orderCancelledReleasesPlan,
  orderClosedShortReleasesRest,
  milestoneReachedFallsDue,
  openingStockBroughtFillsWarehouses,
  stockAdjustedChangesBooks,
  stockTransferredMovesValue,
  stocktakePostedChangesBooks,
  rfqAwardedBecomesPurchases,
  purchaseOrderDraftedFirmsSupply,
  purchaseOrderRevisedMovesSupply,
  purchaseOrderIssuedTellsSupplier,
  purchaseOrderConfirmedDatesSupply,
  purchaseOrderCounteredAsksBuyer,
  purchaseOrderCancelledReopensSupply,
  shippingNoticeSentExpectsGoods,
  purchaseOrderClosedShortLeavesNeed,
  goodsReceivedFillStock,
  goodsInspectedFillStock,
  supplierReturnDispatchedReversesReceipt,
  workReleasedFirmsSupply,
  materialIssuedEntersWork,
  materialReturnedLeavesWork,
  workReportedMovesOrder,
  workReportReversedTakesLabourBack,
  workInspectedMovesOrder,
  workFinishedFillsStock,
  workCompletedShortLeavesNeed,
  workCancelledLeavesNeed,
  workClosedSettlesCost,
  shipmentDispatchedPostsReceivable,
  shipmentAcceptedClosesOrder,
  shipmentDisputedOpensClaims,
  claimCreditedReversesCharge,
  claimRedeliveredReopensDemand,
  claimRefusedAcceptsGoods,
  orderCompletedEndsDemands,
  statementConfirmedLocksCharges,
  statementSignedIsClosed,
  openItemsBroughtOpenAccounts,
  cashMovedOpensAdvance,
  cashMovementReversedClosesAdvance,
  itemsAllocatedSettleAccounts,
  allocationReversedOpensAccounts,
] as unknown as readonly Flow<never>[];
