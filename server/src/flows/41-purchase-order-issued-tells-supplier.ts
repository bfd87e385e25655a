import { purchaseOrderIssued } from "../chain/purchases";
import { defineFlow } from "../kernel/events";

/** The supplier is told; the books know of the order since its draft. */
export const purchaseOrderIssuedTellsSupplier = defineFlow(purchaseOrderIssued, (tx, fact) => {
  tx.enqueue("purchaseOrder.issued", { ...fact.payload });
  return Promise.resolve();
});
