import { purchaseOrderCountered } from "../chain/purchases";
import { defineFlow } from "../kernel/events";
import { giveTask } from "../workflow";

/** The order runs as issued; whoever placed it finds the supplier's offer among his tasks. */
export const purchaseOrderCounteredAsksBuyer = defineFlow(
  purchaseOrderCountered,
  async (tx, fact) => {
    const { purchaseOrderId, number, supplierId, ownerId, departmentId } = fact.payload;
    await giveTask(tx, {
      ...{ subjectType: "purchase_order", subjectId: purchaseOrderId, number },
      ...{ assigneeId: ownerId, departmentId, code: "purchase_countered", facts: { number } },
      dueOn: tx.today,
    });
    tx.enqueue("purchaseOrder.countered", { purchaseOrderId, number, supplierId });
  },
);
