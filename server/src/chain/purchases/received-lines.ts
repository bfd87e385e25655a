import {
  exact,
  toDecimalText,
  type Cents,
  type Day,
  type DecimalText,
} from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** A goods receipt as its supplier charges it: what came of each line, at the order's price. */
export interface ReceivedDocument {
  number: string;
  supplierId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  purchaseOrderId: Id;
  paymentTermId: Id | null;
  receivedOn: Day;
  lines: {
    lineId: Id;
    itemId: Id;
    description: string;
    unitName: string;
    quantity: DecimalText;
    unitPrice: DecimalText;
    taxRate: DecimalText;
    exclCents: Cents;
    taxCents: Cents;
  }[];
}

type Head = Omit<ReceivedDocument, "lines">;
type Line = ReceivedDocument["lines"][number];

/** One goods receipt for the books. Two statements. */
export async function readReceived(tx: Tx, goodsReceiptId: Id): Promise<ReceivedDocument> {
  const head = await tx.row<Head>(
    `SELECT g.number, g.supplier_id AS supplierId, g.owner_id AS ownerId, g.department_id AS departmentId,
       o.id AS purchaseOrderId, o.payment_term_id AS paymentTermId, g.received_on AS receivedOn
     FROM goods_receipts g JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = g.purchase_order_id
     WHERE g.tenant_id = :tenant AND g.id = :goodsReceiptId`,
    { goodsReceiptId },
  );
  assert(head, "a goods receipt that is not there");
  const lines = await tx.rows<Line>(
    `SELECT l.id AS lineId, l.item_id AS itemId, p.item_name AS description, p.unit_name AS unitName, l.quantity,
       p.unit_price AS unitPrice, p.tax_rate AS taxRate, l.value_cents AS exclCents, l.tax_cents AS taxCents
     FROM goods_receipt_lines l
       JOIN purchase_order_lines p ON p.tenant_id = :tenant AND p.id = l.purchase_order_line_id
     WHERE l.tenant_id = :tenant AND l.goods_receipt_id = :goodsReceiptId ORDER BY l.line_no`,
    { goodsReceiptId },
  );
  const plain = (decimal: string) => toDecimalText(exact(decimal));
  return {
    ...head,
    lines: lines.map((line) => ({
      ...{ ...line, quantity: plain(line.quantity), unitPrice: plain(line.unitPrice) },
      taxRate: plain(line.taxRate),
    })),
  };
}
