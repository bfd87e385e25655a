import { exact, toDecimalText, type Cents } from "@quanlian/shared/domain";
import { isMasked, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

interface StockRow {
  itemId: Id;
  itemCode: string;
  itemName: string;
  warehouseId: Id;
  warehouseName: string;
  onHand: string;
  reserved: string;
  held: string;
  valueCents: Cents;
}

/** What some items have on hand, reserved and free, per warehouse; their value only for whoever may see costs. */
export async function readStock(ctx: Ctx, itemIds: readonly Id[]) {
  const rows = await ctx.rows<StockRow>(
    `SELECT s.item_id AS itemId, i.code AS itemCode, i.name AS itemName, s.warehouse_id AS warehouseId,
       w.name AS warehouseName, s.on_hand AS onHand, s.reserved, s.held_quantity AS held, s.value_cents AS valueCents
     FROM item_stocks s
       JOIN items i ON i.tenant_id = :tenant AND i.id = s.item_id
       JOIN warehouses w ON w.tenant_id = :tenant AND w.id = s.warehouse_id
     WHERE s.tenant_id = :tenant AND s.item_id IN :itemIds ORDER BY i.code, w.code`,
    { itemIds },
  );
  const hidden = isMasked(ctx.actor, "inventory.stock", "cost");
  return rows.map((row) => ({
    ...row,
    onHand: toDecimalText(exact(row.onHand)),
    reserved: toDecimalText(exact(row.reserved)),
    free: toDecimalText(exact(row.onHand) - exact(row.reserved)),
    held: toDecimalText(exact(row.held)),
    valueCents: hidden ? null : row.valueCents,
  }));
}
