import {
  cents,
  exact,
  timesRatio,
  toDecimalText,
  type Cents,
  type DecimalText,
  type Exact,
} from "@quanlian/shared/domain";
import { loadOnBooks, updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { followLines } from "./follow-lines";
import { PurchaseOrder, PurchaseOrderLine } from "./purchase-order.model";
import { readPurchaseLines } from "./purchase-order.queries";

/** So much of a line of a purchase order, in the item's base unit. */
export interface PurchaseQuantity {
  purchaseOrderLineId: Id;
  quantity: Exact;
}

/** Goods of an order have gone straight to a customer: of the supplier we expect so much less. The order is locked. */
export async function shipStraight(
  tx: Tx,
  purchaseOrderId: Id,
  shipped: readonly PurchaseQuantity[],
): Promise<void> {
  const order = await loadOnBooks(tx, PurchaseOrder, purchaseOrderId);
  const lines = await readPurchaseLines(tx, purchaseOrderId);
  const after = new Map(lines.map((line) => [line.id, exact(line.receivedQuantity)]));
  for (const { purchaseOrderLineId, quantity } of shipped)
    after.set(purchaseOrderLineId, after.get(purchaseOrderLineId)! + quantity);
  await followLines(tx, order, lines, after);
}

/** What so much of a line comes to, as its supplier charges it. */
export interface PurchaseShare {
  purchaseOrderLineId: Id;
  purchaseOrderId: Id;
  supplierId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  paymentTermId: Id | null;
  itemId: Id;
  description: string;
  unitName: string;
  quantity: DecimalText;
  unitPrice: DecimalText;
  taxRate: DecimalText;
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
}

type Row = Omit<PurchaseShare, "quantity" | "inclCents"> & { ordered: string; accepted: string };

/**
 * The customer has accepted goods that were shipped straight: the supplier may charge them. All parts of a line come to its amount,
 * to the cent.
 */
export async function acceptStraight(
  tx: Tx,
  accepted: readonly PurchaseQuantity[],
): Promise<PurchaseShare[]> {
  const some = accepted.filter(({ quantity }) => quantity > 0n);
  if (some.length === 0) return [];
  const rows = await tx.rows<Row>(
    `SELECT l.id AS purchaseOrderLineId, l.purchase_order_id AS purchaseOrderId, o.supplier_id AS supplierId,
       o.owner_id AS ownerId, o.department_id AS departmentId, o.payment_term_id AS paymentTermId, l.item_id AS itemId,
       l.item_name AS description, l.unit_name AS unitName, l.quantity AS ordered, l.accepted_quantity AS accepted,
       l.unit_price AS unitPrice, l.tax_rate AS taxRate, l.excl_cents AS exclCents, l.tax_cents AS taxCents
     FROM purchase_order_lines l JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = l.purchase_order_id
     WHERE l.tenant_id = :tenant AND l.id IN :ids ORDER BY l.id FOR UPDATE`,
    { ids: sortedIds(some.map((each) => each.purchaseOrderLineId)) },
  );
  const byId = new Map(rows.map((row) => [row.purchaseOrderLineId, row]));
  const after = new Map(rows.map((row) => [row.purchaseOrderLineId, exact(row.accepted)]));
  const shares = some.map(({ purchaseOrderLineId, quantity }) => {
    const row = byId.get(purchaseOrderLineId);
    assert(row, "goods of a purchase line that is not there");
    const before = after.get(purchaseOrderLineId)!;
    after.set(purchaseOrderLineId, before + quantity);
    return shareOf(row, before, before + quantity);
  });
  await updateRows(
    tx,
    PurchaseOrderLine,
    ["acceptedQuantity"],
    [...after].map(([id, acceptedQuantity]) => ({ id, acceptedQuantity })),
  );
  return shares;
}

function shareOf(
  { ordered, accepted: _, ...row }: Row,
  before: Exact,
  after: Exact,
): PurchaseShare {
  const part = (amount: Cents) => {
    const at = (quantity: Exact) => timesRatio(BigInt(amount), quantity, exact(ordered));
    return cents(Number(at(after) - at(before)));
  };
  const [exclCents, taxCents] = [part(row.exclCents), part(row.taxCents)];
  return {
    ...{ ...row, exclCents, taxCents, inclCents: cents(exclCents + taxCents) },
    ...{ quantity: toDecimalText(after - before), taxRate: toDecimalText(exact(row.taxRate)) },
    unitPrice: toDecimalText(exact(row.unitPrice)),
  };
}
