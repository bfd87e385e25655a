import type { LotView, SerialView, TracedMove } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { may, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** The latest so many moves of a lot or a piece; older ones stand in the list of stock moves. */
const MOST_MOVES = 200;

const MOVE = `SELECT m.id, m.kind, w.name AS warehouseName, COALESCE(l.code, '') AS locationCode, m.status, m.quantity,
    m.source_type AS sourceType, m.source_id AS sourceId, m.occurred_on AS occurredOn
  FROM stock_moves m
    JOIN warehouses w ON w.tenant_id = :tenant AND w.id = m.warehouse_id
    LEFT JOIN locations l ON l.tenant_id = :tenant AND l.id = m.location_id`;

const plain = (row: TracedMove): TracedMove => ({
  ...row,
  quantity: toDecimalText(exact(row.quantity)),
});

/** One lot with what is left of it and how it moved. */
export async function findLot(ctx: Ctx, lotId: Id): Promise<LotView> {
  const row = await ctx.row<Omit<LotView, "moves" | "actions">>(
    `SELECT t.id, t.number, t.item_id AS itemId, i.code AS itemCode, i.name AS itemName, t.made_on AS madeOn,
       t.received_on AS receivedOn, t.expires_on AS expiresOn, t.supplier_lot AS supplierLot, t.revision,
       COALESCE((SELECT SUM(b.quantity) FROM stock_balances b WHERE b.tenant_id = :tenant AND b.lot_id = :lotId), 0)
         AS quantity
     FROM stock_lots t JOIN items i ON i.tenant_id = :tenant AND i.id = t.item_id
     WHERE t.tenant_id = :tenant AND t.id = :lotId`,
    { lotId },
  );
  if (!row) refuseNotFound("lot");
  const moves = await ctx.rows<TracedMove>(
    `${MOVE} WHERE m.tenant_id = :tenant AND m.lot_id = :lotId ORDER BY m.id DESC LIMIT ${MOST_MOVES}`,
    { lotId },
  );
  return {
    ...row,
    quantity: toDecimalText(exact(row.quantity)),
    moves: moves.map(plain),
    actions: may(ctx.actor, "lots.update") ? ["lots.update"] : [],
  };
}

/** One piece with where it is and how it moved. */
export async function findSerial(ctx: Ctx, serialId: Id): Promise<SerialView> {
  const row = await ctx.row<Omit<SerialView, "moves">>(
    `SELECT r.id, r.number, r.item_id AS itemId, i.code AS itemCode, i.name AS itemName, r.state,
       w.name AS warehouseName, COALESCE(l.code, '') AS locationCode, COALESCE(t.number, '') AS lotNumber
     FROM stock_serials r
       JOIN items i ON i.tenant_id = :tenant AND i.id = r.item_id
       JOIN warehouses w ON w.tenant_id = :tenant AND w.id = r.warehouse_id
       LEFT JOIN locations l ON l.tenant_id = :tenant AND l.id = r.location_id
       LEFT JOIN stock_lots t ON t.tenant_id = :tenant AND t.id = r.lot_id
     WHERE r.tenant_id = :tenant AND r.id = :serialId`,
    { serialId },
  );
  if (!row) refuseNotFound("serial");
  const moves = await ctx.rows<TracedMove>(
    `${MOVE} JOIN stock_move_serials v ON v.tenant_id = :tenant AND v.move_id = m.id AND v.serial_id = :serialId
     WHERE m.tenant_id = :tenant ORDER BY m.id DESC LIMIT ${MOST_MOVES}`,
    { serialId },
  );
  return { ...row, moves: moves.map(plain) };
}
