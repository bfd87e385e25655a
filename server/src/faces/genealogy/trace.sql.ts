/** So many levels of making are followed; a product rarely has more than ten. */
export const DEEPEST = 20;
/** Rows of each part of an answer; one more is asked for, so that the end is noticed. */
export const MOST_ROWS = 5_000;

/** Of what was taken of a lot for a work order, something is still in it: what came back whole was never used. */
const STILL_USED = `(SELECT SUM(CASE nm.kind WHEN 'issue' THEN nl.quantity ELSE -nl.quantity END)
    FROM work_movements nm JOIN work_movement_lines nl ON nl.tenant_id = :tenant AND nl.work_movement_id = nm.id
    WHERE nm.tenant_id = :tenant AND nm.work_order_id = im.work_order_id AND nm.kind IN ('issue', 'return')
      AND nl.item_id = il.item_id AND nl.lot_id = il.lot_id) > 0`;

/** The first row gives the columns their width, so it holds ids where none is needed; steps are what lies deeper. */
const ROOT = `SELECT 0, l.id, l.id, l.id, l.item_id
    FROM stock_lots l WHERE l.tenant_id = :tenant AND l.id = :lotId`;

/**
 * From a lot to what was made with it. Which piece of a work order holds which piece of material nobody has written down, so
 * all that came out of the work order counts: a recall may reach too far, never too short. Goods without a lot (0) end it.
 */
export const FORWARD = `WITH RECURSIVE traced (depth, from_lot_id, work_order_id, lot_id, item_id) AS (
    ${ROOT}
    UNION
    SELECT traced.depth + 1, traced.lot_id, im.work_order_id, COALESCE(ol.lot_id, 0), COALESCE(ol.item_id, 0)
    FROM traced
      JOIN work_movement_lines il ON il.tenant_id = :tenant AND il.lot_id = traced.lot_id
      JOIN work_movements im ON im.tenant_id = :tenant AND im.id = il.work_movement_id AND im.kind = 'issue'
      LEFT JOIN work_movements om ON om.tenant_id = :tenant AND om.work_order_id = im.work_order_id AND om.kind = 'finish'
      LEFT JOIN work_movement_lines ol ON ol.tenant_id = :tenant AND ol.work_movement_id = om.id
    WHERE traced.lot_id <> 0 AND traced.depth < ${DEEPEST} AND ${STILL_USED})`;

/** From a lot to what it was made from, by the same rule. */
export const BACKWARD = `WITH RECURSIVE traced (depth, from_lot_id, work_order_id, lot_id, item_id) AS (
    ${ROOT}
    UNION
    SELECT traced.depth + 1, traced.lot_id, im.work_order_id, il.lot_id, il.item_id
    FROM traced
      JOIN work_movement_lines ol ON ol.tenant_id = :tenant AND ol.lot_id = traced.lot_id
      JOIN work_movements om ON om.tenant_id = :tenant AND om.id = ol.work_movement_id AND om.kind = 'finish'
      JOIN work_movements im ON im.tenant_id = :tenant AND im.work_order_id = om.work_order_id AND im.kind = 'issue'
      JOIN work_movement_lines il ON il.tenant_id = :tenant AND il.work_movement_id = im.id
    WHERE traced.lot_id <> 0 AND traced.depth < ${DEEPEST} AND ${STILL_USED})`;

/** The work orders between the lots, the nearest first; each once, at its least depth. */
export const STEPS = `SELECT MIN(t.depth) AS depth, t.from_lot_id AS fromLotId, t.work_order_id AS workOrderId,
    w.number AS workOrderNumber, l.id AS lotId, l.number AS lotNumber, i.code AS itemCode, i.name AS itemName
  FROM traced t
    JOIN work_orders w ON w.tenant_id = :tenant AND w.id = t.work_order_id
    LEFT JOIN stock_lots l ON l.tenant_id = :tenant AND l.id = t.lot_id
    LEFT JOIN items i ON i.tenant_id = :tenant AND i.id = t.item_id
  WHERE t.depth > 0
  GROUP BY t.from_lot_id, t.work_order_id, t.lot_id, t.item_id, w.number, l.id, l.number, i.code, i.name
  ORDER BY depth, t.work_order_id, t.item_id, t.lot_id LIMIT ${MOST_ROWS + 1}`;

const LOTS = `FROM (SELECT DISTINCT t.lot_id FROM traced t WHERE t.lot_id <> 0) r
    JOIN stock_lots l ON l.tenant_id = :tenant AND l.id = r.lot_id
    JOIN items i ON i.tenant_id = :tenant AND i.id = l.item_id`;
const LOT = "l.id AS lotId, l.number AS lotNumber, i.code AS itemCode, i.name AS itemName";

/** What has left for customers of every lot that was reached. */
export const deliveriesText = (rule: string) => `${FORWARD}
  SELECT s.customer_id AS customerId, c.name AS customerName, s.id AS shipmentId, s.number AS shipmentNumber,
    s.shipped_on AS shippedOn, ${LOT}, SUM(p.quantity) AS quantity
  ${LOTS}
    JOIN shipment_picks p ON p.tenant_id = :tenant AND p.lot_id = l.id
    JOIN shipments s ON s.tenant_id = :tenant AND s.id = p.shipment_id AND s.dispatched_at IS NOT NULL
    JOIN parties c ON c.tenant_id = :tenant AND c.id = s.customer_id
  WHERE ${rule}
  GROUP BY s.id, s.customer_id, c.name, s.number, s.shipped_on, l.id, l.number, i.code, i.name
  ORDER BY c.name, s.customer_id, s.shipped_on, s.id, l.id LIMIT ${MOST_ROWS + 1}`;

/** Who supplied every lot that was reached. */
export const receiptsText = (rule: string) => `${BACKWARD}
  SELECT g.supplier_id AS supplierId, c.name AS supplierName, g.id AS goodsReceiptId, g.number AS goodsReceiptNumber,
    g.received_on AS receivedOn, ${LOT}, l.supplier_lot AS supplierLot, SUM(m.quantity) AS quantity
  ${LOTS}
    JOIN stock_moves m ON m.tenant_id = :tenant AND m.lot_id = l.id AND m.source_type = 'goods_receipt' AND m.quantity > 0
    JOIN goods_receipts g ON g.tenant_id = :tenant AND g.id = m.source_id
    JOIN parties c ON c.tenant_id = :tenant AND c.id = g.supplier_id
  WHERE ${rule}
  GROUP BY g.id, g.supplier_id, c.name, g.number, g.received_on, l.id, l.number, l.supplier_lot, i.code, i.name
  ORDER BY g.received_on, g.id, l.id LIMIT ${MOST_ROWS + 1}`;

/** What lies in our warehouses of every lot that was reached, whoever owns it and whatever its status. */
export const STILL_HERE = `${FORWARD}
  SELECT ${LOT}, SUM(b.quantity) AS quantity, (SELECT MAX(d.depth) FROM traced d) AS deepest
  ${LOTS}
    LEFT JOIN stock_balances b ON b.tenant_id = :tenant AND b.lot_id = l.id
  GROUP BY l.id, l.number, i.code, i.name
  ORDER BY i.code, l.number, l.id LIMIT ${MOST_ROWS + 1}`;
