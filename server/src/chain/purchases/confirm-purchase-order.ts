import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import { day, exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { updateRows, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { onPurchaseOrder, saveMoved } from "./move-purchase-order";
import { purchaseOrderConfirmed } from "./purchase-order.events";
import { PurchaseOrderLine, type PurchaseOrder } from "./purchase-order.model";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderStates } from "./purchase-order.states";

const NAME = "purchaseOrders.confirm";

/** Writes down that the supplier said yes, by telephone say, and by which days; a line without one comes as it was asked for. */
export const confirmPurchaseOrder = (
  ctx: Ctx,
  { days, ...input }: InputOf<(typeof purchaseOrdersContract)[typeof NAME]>,
) => onPurchaseOrder(ctx, NAME, input, (tx, order) => agree(tx, order, days));

/** The supplier's yes, whoever writes it down: the plan, and whatever waits for it, moves with his days. */
export async function agree(
  tx: Tx,
  order: PurchaseOrder,
  days: readonly { lineId: Id; on: string }[],
): Promise<void> {
  const before = order.state;
  // A supplier who has countered may still say yes to what was ordered.
  const isOffered = order.state === "countered";
  order.state = purchaseOrderStates.step(order.state, isOffered ? "accept" : "confirm");
  order.answeredAt = tx.now;
  order.counterNote = null;
  const lines = (await readPurchaseLines(tx, order.id)).filter(({ state }) => state === "open");
  checkNamed(
    tx,
    lines,
    days.map(({ lineId }) => lineId),
    "days",
  );
  const said = new Map(days.map(({ lineId, on }) => [lineId, day(on)]));
  const agreed = lines.map((line) => ({
    ...{ id: line.id, confirmedOn: said.get(line.id) ?? line.dueOn },
    ...{ counterQuantity: null, counterPrice: null, counterOn: null },
  }));
  await updateRows(tx, PurchaseOrderLine, COUNTERED, agreed);
  await saveMoved(tx, order, before);
  await emitAgreed(
    tx,
    order,
    lines.map((line, at) => ({ ...line, confirmedOn: agreed[at]!.confirmedOn })),
  );
}

export const COUNTERED = ["confirmedOn", "counterQuantity", "counterPrice", "counterOn"] as const;

/** Tells what is agreed of each open line now. */
export async function emitAgreed(
  tx: Tx,
  { id: purchaseOrderId, number, supplierId }: PurchaseOrder,
  lines: readonly (Pick<PurchaseLineRecord, "requisitionLineId" | "quantity"> & {
    confirmedOn: Day;
  })[],
): Promise<void> {
  await tx.emit(purchaseOrderConfirmed, {
    ...{ purchaseOrderId, number, supplierId },
    lines: lines.map(({ requisitionLineId, quantity, confirmedOn }) => ({
      ...{ requisitionLineId, dueOn: confirmedOn },
      quantity: toDecimalText(exact(quantity)),
    })),
  });
}

/** Refuses answers about lines that the order does not have, or that are over. */
export function checkNamed(
  tx: Tx,
  lines: readonly { id: Id }[],
  named: readonly Id[],
  field: string,
): void {
  const known = new Set(lines.map(({ id }) => id));
  const faults = new Faults(tx.language);
  named.forEach((lineId, at) => {
    if (!known.has(lineId)) faults.unknown([field, at, "lineId"], lineId);
  });
  faults.refuse();
}
