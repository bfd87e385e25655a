import type { Check } from "../check";

/** What the workshop promises: figures are the sums of what was scanned, judged and moved, and nothing uses what it has not got. */
export const workChecks: readonly Check[] = [
  {
    name: "works.task_is_scans",
    promise:
      "What an operation calls good, defect and scrap is what was reported of it, as inspections have judged it since.",
    sql: `SELECT p.tenant_id AS tenantId, CONCAT('operation ', p.id) AS document,
        CONCAT_WS(' ', COALESCE(c.good, 0) + COALESCE(j.good, 0), COALESCE(c.defect, 0) - COALESCE(j.defect, 0),
          COALESCE(c.scrap, 0) + COALESCE(j.scrap, 0)) AS expected,
        CONCAT_WS(' ', p.good_quantity, p.defect_quantity, p.scrap_quantity) AS found
      FROM work_order_operations p
        LEFT JOIN (SELECT tenant_id, operation_id, SUM(good) AS good, SUM(defect) AS defect, SUM(scrap) AS scrap
          FROM work_scans WHERE state = 'counted' GROUP BY tenant_id, operation_id) c
          ON c.tenant_id = p.tenant_id AND c.operation_id = p.id
        LEFT JOIN (SELECT tenant_id, operation_id,
            SUM(IF(source = 'defect', passed + concession, -rework - scrap)) AS good,
            SUM(IF(source = 'defect', passed + concession + rework + scrap, 0)) AS defect, SUM(scrap) AS scrap
          FROM work_inspections GROUP BY tenant_id, operation_id) j
          ON j.tenant_id = p.tenant_id AND j.operation_id = p.id
      WHERE p.good_quantity <> COALESCE(c.good, 0) + COALESCE(j.good, 0)
        OR p.defect_quantity <> COALESCE(c.defect, 0) - COALESCE(j.defect, 0)
        OR p.scrap_quantity <> COALESCE(c.scrap, 0) + COALESCE(j.scrap, 0)`,
  },
  {
    name: "works.passed_is_judged",
    promise:
      "What may go on from an operation is its good output, or at an inspection point what was passed or let through.",
    sql: `SELECT p.tenant_id AS tenantId, CONCAT('operation ', p.id) AS document,
        CAST(IF(p.inspection_point = 'none', p.good_quantity, COALESCE(j.through, 0)) AS CHAR) AS expected,
        CAST(p.passed_quantity AS CHAR) AS found
      FROM work_order_operations p LEFT JOIN (
        SELECT tenant_id, operation_id, SUM(passed + concession) AS through FROM work_inspections
        GROUP BY tenant_id, operation_id) j ON j.tenant_id = p.tenant_id AND j.operation_id = p.id
      WHERE p.passed_quantity <> IF(p.inspection_point = 'none', p.good_quantity, COALESCE(j.through, 0))`,
  },
  {
    name: "works.input_is_output",
    promise: "A later operation works on no more than the one before has put out.",
    sql: `SELECT n.tenant_id AS tenantId, CONCAT('operation ', n.id) AS document,
        CONCAT('at most ', b.passed_quantity) AS expected,
        CAST(n.good_quantity + n.defect_quantity + n.scrap_quantity AS CHAR) AS found
      FROM work_order_operations n JOIN work_order_operations b ON b.tenant_id = n.tenant_id
        AND b.work_order_id = n.work_order_id AND b.sequence = (
          SELECT MAX(x.sequence) FROM work_order_operations x WHERE x.tenant_id = n.tenant_id
            AND x.work_order_id = n.work_order_id AND x.sequence < n.sequence)
      WHERE n.good_quantity + n.defect_quantity + n.scrap_quantity > b.passed_quantity`,
  },
  {
    name: "works.finished_is_movements",
    promise:
      "What a work order calls finished has come into stock, and is no more than it was to make.",
    sql: `SELECT w.tenant_id AS tenantId, CONCAT('work order ', w.number) AS document,
        CONCAT(COALESCE(f.quantity, 0), ' of ', w.quantity) AS expected, CAST(w.finished_quantity AS CHAR) AS found
      FROM work_orders w LEFT JOIN (
        SELECT v.tenant_id, v.work_order_id, SUM(l.quantity) AS quantity
        FROM work_movements v JOIN work_movement_lines l ON l.tenant_id = v.tenant_id AND l.work_movement_id = v.id
        WHERE v.kind = 'finish' AND l.by_product = 0 GROUP BY v.tenant_id, v.work_order_id) f
        ON f.tenant_id = w.tenant_id AND f.work_order_id = w.id
      WHERE w.finished_quantity <> COALESCE(f.quantity, 0) OR w.finished_quantity > w.quantity`,
  },
  {
    name: "works.issued_is_movements",
    promise: "What a material calls issued was taken for it, less what has come back.",
    sql: `SELECT m.tenant_id AS tenantId, CONCAT('work order material ', m.id) AS document,
        CAST(COALESCE(f.quantity, 0) AS CHAR) AS expected, CAST(m.issued_quantity AS CHAR) AS found
      FROM work_order_materials m LEFT JOIN (
        SELECT v.tenant_id, l.material_id, SUM(IF(v.kind = 'return', -l.quantity, l.quantity)) AS quantity
        FROM work_movements v JOIN work_movement_lines l ON l.tenant_id = v.tenant_id AND l.work_movement_id = v.id
        WHERE l.material_id IS NOT NULL GROUP BY v.tenant_id, l.material_id) f
        ON f.tenant_id = m.tenant_id AND f.material_id = m.id
      WHERE m.issued_quantity <> COALESCE(f.quantity, 0)`,
  },
  {
    name: "works.movement_is_stock",
    promise:
      "A line of a movement is one stock move: same item, warehouse, place, lot and quantity.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('work movement line ', l.id) AS document,
        CONCAT(v.kind, ' ', l.quantity) AS expected, COALESCE(CAST(m.quantity AS CHAR), 'no stock move') AS found
      FROM work_movement_lines l
        JOIN work_movements v ON v.tenant_id = l.tenant_id AND v.id = l.work_movement_id
        LEFT JOIN stock_moves m ON m.tenant_id = l.tenant_id AND m.source_type = 'work_movement'
          AND m.source_id = v.id AND m.line_id = l.id
      WHERE m.id IS NULL OR m.item_id <> l.item_id OR m.warehouse_id <> l.warehouse_id
        OR m.location_id <> l.location_id OR m.lot_id <> l.lot_id
        OR m.quantity <> IF(v.kind = 'issue', -l.quantity, l.quantity)`,
  },
  {
    name: "works.wages_are_reports",
    promise:
      "Wages are for counted reports, at quantity × rate in sum; what is taken back is taken back whole.",
    sql: `SELECT e.tenant_id AS tenantId, CONCAT('scan ', e.scan_id) AS document,
        IF(c.state = 'counted', CONCAT('about ', ROUND(SUM(e.quantity * e.rate) * 100)), '0') AS expected,
        CAST(SUM(e.amount_cents) AS CHAR) AS found
      FROM wage_entries e JOIN work_scans c ON c.tenant_id = e.tenant_id AND c.id = e.scan_id
      GROUP BY e.tenant_id, e.scan_id, c.state
      HAVING IF(c.state = 'counted', ABS(SUM(e.amount_cents) - SUM(e.quantity * e.rate) * 100) > 1,
        SUM(e.amount_cents) <> 0)`,
  },
];
