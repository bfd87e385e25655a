import type { Check } from "../check";

/** What ties the plan to the workshop's and the buyers' documents: the same item, quantity and state on both sides. */
export const documentChecks: readonly Check[] = [
  {
    name: "works.supply_is_work_order",
    promise: "A make supply is its work order: same item, warehouse, quantity and state.",
    sql: `SELECT s.tenant_id AS tenantId, CONCAT('supply ', s.id) AS document,
        CONCAT_WS(' ', s.state, 'item', s.item_id, 'at', s.warehouse_id, s.quantity) AS expected,
        IF(w.id IS NULL, 'no work order',
          CONCAT_WS(' ', 'work order', w.number, w.state, 'item', w.item_id, 'at', w.warehouse_id, w.quantity)) AS found
      FROM supplies s LEFT JOIN work_orders w ON w.tenant_id = s.tenant_id AND w.id = s.source_id
      WHERE s.source_type = 'work_order' AND (w.id IS NULL OR w.item_id <> s.item_id OR w.warehouse_id <> s.warehouse_id
        OR s.kind <> 'make'
        OR s.state <> CASE w.state WHEN 'cancelled' THEN 'cancelled' WHEN 'finished' THEN 'received'
          WHEN 'closed' THEN 'received' ELSE 'open' END
        OR (s.state <> 'cancelled' AND s.quantity <> w.quantity))`,
  },
  {
    name: "works.firm_is_released",
    promise: "The supply of a work order is firm from its release on, and not before.",
    sql: `SELECT s.tenant_id AS tenantId, CONCAT('supply ', s.id) AS document,
        IF(w.state IN ('planned', 'cancelled'), 'not firm', 'firm') AS expected, IF(s.firm = 1, 'firm', 'not firm') AS found
      FROM supplies s JOIN work_orders w ON w.tenant_id = s.tenant_id AND w.id = s.source_id
      WHERE s.source_type = 'work_order' AND (w.state = 'planned' AND s.firm = 1
        OR w.state NOT IN ('planned', 'cancelled') AND s.firm = 0)`,
  },
  {
    name: "works.work_order_is_supply",
    promise: "Each work order is known to planning as one supply.",
    sql: `SELECT w.tenant_id AS tenantId, CONCAT('work order ', w.number) AS document, 'one supply' AS expected,
        'none' AS found
      FROM work_orders w LEFT JOIN supplies s
        ON s.tenant_id = w.tenant_id AND s.source_type = 'work_order' AND s.source_id = w.id
      WHERE s.id IS NULL`,
  },
  {
    name: "works.material_is_demand",
    promise:
      "Each material of a work order is a demand: same work order or a phantom within it, item, warehouse and quantity, less what a phantom passes on.",
    sql: `SELECT m.tenant_id AS tenantId, CONCAT('work order material ', m.id) AS document,
        CONCAT_WS(' ', 'of', m.work_order_id, 'item', m.item_id, 'at', m.warehouse_id, m.quantity) AS expected,
        IF(d.id IS NULL, 'no demand',
          CONCAT_WS(' ', 'of', d.parent_supply_id, 'item', d.item_id, 'at', d.warehouse_id, d.quantity)) AS found
      FROM work_order_materials m LEFT JOIN demands d
        ON d.tenant_id = m.tenant_id AND d.source_type = 'work_order_material' AND d.source_id = m.id
      LEFT JOIN supplies v ON v.tenant_id = d.tenant_id AND v.id = d.parent_supply_id AND v.kind = 'phantom'
      LEFT JOIN (
        SELECT p.tenant_id, p.demand_id, SUM(p.quantity) AS quantity
        FROM pegs p JOIN supplies s ON s.tenant_id = p.tenant_id AND s.id = p.supply_id AND s.kind = 'phantom'
        GROUP BY p.tenant_id, p.demand_id) x ON x.tenant_id = d.tenant_id AND x.demand_id = d.id
      LEFT JOIN supplies o ON o.tenant_id = m.tenant_id AND o.id = m.work_order_id
      WHERE d.id IS NULL OR d.item_id <> m.item_id OR d.warehouse_id <> m.warehouse_id
        OR ((o.state = 'open' OR o.firm = 0) AND d.quantity - COALESCE(x.quantity, 0) <> m.quantity)
        OR NOT IF(v.id IS NULL, d.parent_supply_id, m.work_order_id) <=> m.work_order_id
        OR NOT v.item_id <=> m.via_item_id`,
  },
  {
    name: "works.demand_is_material",
    promise: "Each component demand is a material of its work order.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('demand ', d.id) AS document, 'a work order material' AS expected,
        'none' AS found
      FROM demands d LEFT JOIN work_order_materials m ON m.tenant_id = d.tenant_id AND m.id = d.source_id
      WHERE d.source_type = 'work_order_material' AND m.id IS NULL`,
  },
  {
    name: "purchases.supply_is_requisition_line",
    promise:
      "A buy supply is its requisition line: same item, warehouse and state, and the quantity asked for or, once ordered, that.",
    sql: `SELECT s.tenant_id AS tenantId, CONCAT('supply ', s.id) AS document,
        CONCAT_WS(' ', s.state, 'item', s.item_id, 'at', s.warehouse_id, s.quantity) AS expected,
        IF(l.id IS NULL, 'no requisition line', CONCAT_WS(' ', 'line', l.id, l.state, 'item', l.item_id, 'at',
          l.warehouse_id, COALESCE(p.quantity, l.quantity))) AS found
      FROM supplies s LEFT JOIN requisition_lines l ON l.tenant_id = s.tenant_id AND l.id = s.source_id
        LEFT JOIN purchase_order_lines p
          ON p.tenant_id = l.tenant_id AND p.requisition_line_id = l.id AND p.state <> 'cancelled'
      WHERE s.source_type = 'requisition_line' AND (l.id IS NULL OR l.item_id <> s.item_id
        OR l.warehouse_id <> s.warehouse_id OR s.kind <> 'buy'
        OR s.state <> CASE l.state WHEN 'cancelled' THEN 'cancelled' WHEN 'done' THEN 'received' ELSE 'open' END
        OR (s.state <> 'cancelled' AND s.quantity <> COALESCE(p.quantity, l.quantity)))`,
  },
  {
    name: "purchases.requisition_line_is_supply",
    promise: "Each requisition line is known to planning as one supply.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('requisition line ', l.id) AS document, 'one supply' AS expected,
        'none' AS found
      FROM requisition_lines l LEFT JOIN supplies s
        ON s.tenant_id = l.tenant_id AND s.source_type = 'requisition_line' AND s.source_id = l.id
      WHERE s.id IS NULL`,
  },
  {
    name: "purchases.requisition_has_lines",
    promise: "A requisition asks for something.",
    sql: `SELECT r.tenant_id AS tenantId, CONCAT('requisition ', r.number) AS document, 'lines' AS expected, 'none' AS found
      FROM requisitions r LEFT JOIN requisition_lines l ON l.tenant_id = r.tenant_id AND l.requisition_id = r.id
      WHERE l.id IS NULL`,
  },
];
