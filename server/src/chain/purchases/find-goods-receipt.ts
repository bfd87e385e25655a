import type { GoodsReceiptView } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Cents } from "@quanlian/shared/domain";
import { isMasked, rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { goodsReceiptPolicy } from "./purchase-order.resource";

type Head = Omit<GoodsReceiptView, "lines" | "masked">;
type Line = GoodsReceiptView["lines"][number];

/** One receipt with its lines, if the actor may see it under the permission; otherwise not found. */
export async function findGoodsReceipt(
  ctx: Ctx,
  permission: string,
  goodsReceiptId: Id,
): Promise<GoodsReceiptView> {
  const rule = rowPredicate(ctx.actor, goodsReceiptPolicy, permission, "g");
  const head = await ctx.row<Head>(
    `SELECT g.id, g.number, g.purchase_order_id AS purchaseOrderId, o.number AS purchaseOrderNumber,
       g.supplier_id AS supplierId, p.name AS supplierName, g.received_on AS receivedOn,
       COALESCE(g.supplier_note, '') AS supplierNote, COALESCE(g.note, '') AS note
     FROM goods_receipts g
       JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = g.purchase_order_id
       JOIN parties p ON p.tenant_id = :tenant AND p.id = g.supplier_id
     WHERE g.tenant_id = :tenant AND g.id = :goodsReceiptId AND ${rule}`,
    { goodsReceiptId },
  );
  if (!head) refuseNotFound("goods_receipt");
  const lines = await ctx.rows<Omit<Line, "valueCents"> & { valueCents: Cents }>(
    `SELECT l.id, l.line_no AS lineNo, l.purchase_order_line_id AS purchaseOrderLineId, l.item_id AS itemId,
       i.code AS itemCode, i.name AS itemName, l.warehouse_id AS warehouseId, l.location_id AS locationId,
       l.lot_id AS lotId, COALESCE(t.number, '') AS lotNumber, l.quantity, l.value_cents AS valueCents
     FROM goods_receipt_lines l
       JOIN items i ON i.tenant_id = :tenant AND i.id = l.item_id
       LEFT JOIN stock_lots t ON t.tenant_id = :tenant AND t.id = l.lot_id
     WHERE l.tenant_id = :tenant AND l.goods_receipt_id = :goodsReceiptId ORDER BY l.line_no`,
    { goodsReceiptId },
  );
  const isHidden = isMasked(ctx.actor, permission, "cost");
  return {
    ...head,
    lines: lines.map((line) => ({
      ...line,
      quantity: toDecimalText(exact(line.quantity)),
      valueCents: isHidden ? null : line.valueCents,
    })),
    masked: isHidden ? ["cost"] : [],
  };
}
