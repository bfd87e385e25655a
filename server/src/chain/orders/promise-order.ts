import type { Day, Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { SalesOrderLine } from "./order.model";
import { promiseOf } from "./order.rules";

/** What planning found for one line. */
export interface LinePromise {
  lineId: Id;
  reserved: Exact;
  planned: Exact;
  availableOn: Day | null;
}

/**
 * Keeps with the order what its plan says: how much of each line is reserved, how much will be made or bought, and when it
 * can be there. The order's own promise is its latest line's. Runs in the confirmation, which holds the order's lock.
 */
export async function promiseOrder(
  tx: Tx,
  orderId: Id,
  lines: readonly LinePromise[],
): Promise<void> {
  await updateRows(
    tx,
    SalesOrderLine,
    ["reservedQuantity", "plannedQuantity", "promisedOn"],
    lines.map((line) => ({
      id: line.lineId,
      reservedQuantity: line.reserved,
      plannedQuantity: line.planned,
      promisedOn: line.availableOn,
    })),
  );
  const promisedOn = promiseOf(lines.map((line) => line.availableOn));
  await tx.write(
    "UPDATE sales_orders SET promised_on = :promisedOn WHERE tenant_id = :tenant AND id = :orderId",
    { promisedOn, orderId },
  );
}

/** Takes the figures of a cancelled order's plan back; its lines are cancelled with it. */
export async function withdrawPromise(tx: Tx, orderId: Id): Promise<void> {
  await tx.write(
    `UPDATE sales_order_lines SET state = 'cancelled', reserved_quantity = 0, planned_quantity = 0, promised_on = NULL
     WHERE tenant_id = :tenant AND order_id = :orderId AND state = 'open'`,
    { orderId },
  );
  await tx.write(
    "UPDATE sales_orders SET promised_on = NULL WHERE tenant_id = :tenant AND id = :orderId",
    { orderId },
  );
}
