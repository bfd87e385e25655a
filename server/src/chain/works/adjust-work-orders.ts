import { exact, toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { WorkOrder, WorkOrderMaterial } from "./work-order.model";
import { workOrderStates } from "./work-order.states";

/** A planned work order that is needed less, not at all, or otherwise than before. */
export interface WorkOrderChange {
  id: Id;
  state: "changed" | "decreased" | "cancelled";
  quantity: Exact;
  /** Where it is planned anew. */
  startOn?: Day;
  dueOn?: Day;
}

/**
 * Follows the plan with planned work orders: fewer to make, none, or at another time. Only the plan's own (not yet released) documents
 * come here; anything else is an illegal move and throws.
 */
export async function adjustWorkOrders(
  tx: Tx,
  changes: readonly WorkOrderChange[],
  materials: readonly { id: Id; quantity: Exact }[],
): Promise<void> {
  await updateRows(tx, WorkOrderMaterial, ["quantity"], materials);
  if (changes.length === 0) return;
  const orders = await readOrders(
    tx,
    changes.map((change) => change.id),
  );
  const changed = changes.map((change) => {
    const order = orders.get(change.id)!;
    const cancelled = change.state === "cancelled";
    const state = cancelled ? workOrderStates.step(order.state, "cancel") : order.state;
    // A cancelled work order keeps the quantity that it was opened for: history stays readable.
    const quantity = cancelled ? exact(order.quantity) : change.quantity;
    const { startOn = order.startOn, dueOn = order.dueOn } = change;
    const revision = order.revision + 1;
    return { id: change.id, state, quantity, startOn, dueOn, revision, updatedAt: tx.now };
  });
  await updateRows(
    tx,
    WorkOrder,
    ["state", "quantity", "startOn", "dueOn", "revision", "updatedAt"],
    changed,
  );
  for (const { id, state, quantity, startOn, dueOn } of changed) {
    const before = orders.get(id)!;
    tx.record({
      type: "work_order",
      id,
      number: before.number,
      before: { ...figuresOf(before), quantity: toDecimalText(exact(before.quantity)) },
      after: { state, startOn, dueOn, quantity: toDecimalText(quantity) },
    });
  }
}

const figuresOf = ({ state, startOn, dueOn }: OrderRow) => ({ state, startOn, dueOn });

interface OrderRow {
  id: Id;
  number: string;
  state: (typeof workOrderStates.names)[number];
  quantity: string;
  startOn: Day;
  dueOn: Day;
  revision: number;
}

/** The items' locks, held since the plan was read, cover planned work orders: their state cannot move meanwhile. */
async function readOrders(tx: Tx, ids: readonly Id[]): Promise<Map<Id, OrderRow>> {
  const rows = await tx.rows<OrderRow>(
    `SELECT w.id, w.number, w.state, w.quantity, w.start_on AS startOn, w.due_on AS dueOn, w.revision
     FROM work_orders w
     WHERE w.tenant_id = :tenant AND w.id IN :ids`,
    { ids },
  );
  return new Map(rows.map((row) => [row.id, row]));
}
