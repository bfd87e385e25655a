export { adjustRequisitionLines, type RequisitionLineChange } from "./adjust-requisition-lines";
export { raiseRequisition, type PlannedRequisitionLine } from "./raise-requisition";
export {
  goodsReceived,
  purchaseOrderCancelled,
  purchaseOrderClosedShort,
  purchaseOrderConfirmed,
  purchaseOrderCountered,
  purchaseOrderDrafted,
  purchaseOrderIssued,
  purchaseOrderRevised,
  type PurchaseOrderCancelled,
} from "./purchase-order.events";
export { purchaseOrderPolicy } from "./purchase-order.policy";
export { purchaseOrdersOperations } from "./purchase-order.routes";
export { openPurchaseImport } from "./import-open-purchases";
export { purchaseImportOperations } from "./purchase.imports";
export { readReceived, type ReceivedDocument } from "./received-lines";
export { requisitionLinePolicy } from "./requisition.resource";
export { purchasesOperations } from "./requisition.routes";
export { numbersOfRequisitionLines } from "./document-numbers";
export {
  acceptStraight,
  shipStraight,
  type PurchaseQuantity,
  type PurchaseShare,
} from "./ship-straight";
export { closeOverdueRfqs } from "./close-rfq";
export {
  goodsInspected,
  type GoodsInspected,
  type JudgedGoods,
} from "./incoming-inspection.events";
export { incomingInspectionsOperations } from "./incoming-inspection.routes";
export { inInspection } from "./open-inspections";
export { supplierReturnDispatched, type SupplierReturnDispatched } from "./supplier-return.events";
export { supplierReturnsOperations } from "./supplier-return.routes";
export { decidePurchaseOrder } from "./approve-purchase-order";
export { orderAwarded } from "./order-awarded";
export { rfqAwarded, type RfqAwarded } from "./rfq.events";
export { rfqsOperations } from "./rfq.routes";
export { wonPrices } from "./won-prices";
export { shippingNoticeSent, type ShippingNoticeSent } from "./shipping-notice.events";
export { shippingNoticesOperations } from "./shipping-notice.routes";
