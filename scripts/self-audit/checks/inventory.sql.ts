import type { Check } from "../check";

const KEY =
  "tenant_id, item_id, warehouse_id, location_id, lot_id, owner_party_id, status" as const;

const keyText = `CONCAT('item ', item_id, ' warehouse ', warehouse_id, ' location ', location_id, ' lot ', lot_id,
  ' owner ', owner_party_id, ' ', status)`;

/** What the stock book promises: balances follow from moves, totals from balances, and nothing is held that is not there. */
export const inventoryChecks: readonly Check[] = [
  {
    name: "inventory.balance_is_moves",
    promise: "Each balance is the sum of the moves of its stock key.",
    sql: `SELECT tenant_id AS tenantId, ${keyText} AS document, CAST(SUM(moved) AS CHAR) AS expected,
        CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT ${KEY}, quantity AS moved, 0 AS held FROM stock_moves
        UNION ALL SELECT ${KEY}, 0, quantity FROM stock_balances) k
      GROUP BY ${KEY} HAVING SUM(moved) <> SUM(held)`,
  },
  {
    name: "inventory.catch_balance_is_moves",
    promise: "Each balance's catch quantity is the sum of the moves' catch quantities.",
    sql: `SELECT tenant_id AS tenantId, ${keyText} AS document, CAST(SUM(moved) AS CHAR) AS expected,
        CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT ${KEY}, catch_quantity AS moved, 0 AS held FROM stock_moves
        UNION ALL SELECT ${KEY}, 0, catch_quantity FROM stock_balances) k
      GROUP BY ${KEY} HAVING SUM(moved) <> SUM(held)`,
  },
  {
    name: "inventory.balance_not_negative",
    promise: "No balance is below zero.",
    sql: `SELECT tenant_id AS tenantId, ${keyText} AS document, '>= 0' AS expected,
        CONCAT(quantity, ' / ', catch_quantity) AS found
      FROM stock_balances WHERE quantity < 0 OR catch_quantity < 0`,
  },
  {
    name: "inventory.on_hand_is_usable",
    promise: "What is on hand is the sum of the usable balances that are ours.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('item ', item_id, ' warehouse ', warehouse_id) AS document,
        CAST(SUM(usable) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, item_id, warehouse_id, quantity AS usable, 0 AS held FROM stock_balances
          WHERE status = 'usable' AND owner_party_id = 0
        UNION ALL SELECT tenant_id, item_id, warehouse_id, 0, on_hand FROM item_stocks) k
      GROUP BY tenant_id, item_id, warehouse_id HAVING SUM(usable) <> SUM(held)`,
  },
  {
    name: "inventory.held_is_not_usable",
    promise: "What is held is the sum of our balances in inspection and frozen.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('item ', item_id, ' warehouse ', warehouse_id) AS document,
        CAST(SUM(waiting) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, item_id, warehouse_id, quantity AS waiting, 0 AS held FROM stock_balances
          WHERE status <> 'usable' AND owner_party_id = 0
        UNION ALL SELECT tenant_id, item_id, warehouse_id, 0, held_quantity FROM item_stocks) k
      GROUP BY tenant_id, item_id, warehouse_id HAVING SUM(waiting) <> SUM(held)`,
  },
  {
    name: "inventory.owned_by_others_has_no_value",
    promise: "Material of a party moves without value.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('stock move ', id) AS document, '0' AS expected,
        CAST(value_cents AS CHAR) AS found
      FROM stock_moves WHERE owner_party_id <> 0 AND value_cents <> 0`,
  },
  {
    name: "inventory.transfer_keeps_all",
    promise: "A transfer brings exactly the quantity and the value that it takes.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('stock transfer ', source_id, ' item ', item_id) AS document,
        '0 / 0' AS expected, CONCAT(SUM(quantity), ' / ', SUM(value_cents)) AS found
      FROM stock_moves WHERE kind = 'transfer' GROUP BY tenant_id, source_id, item_id, lot_id, owner_party_id
      HAVING SUM(quantity) <> 0 OR SUM(catch_quantity) <> 0 OR SUM(value_cents) <> 0`,
  },
  {
    name: "inventory.value_is_moves",
    promise: "The value of a cost pool is the sum of its moves' values.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('item ', item_id, ' warehouse ', warehouse_id) AS document,
        CAST(SUM(moved) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, item_id, warehouse_id, value_cents AS moved, 0 AS held FROM stock_moves
        UNION ALL SELECT tenant_id, item_id, warehouse_id, 0, value_cents FROM item_stocks) k
      GROUP BY tenant_id, item_id, warehouse_id HAVING SUM(moved) <> SUM(held)`,
  },
  {
    name: "inventory.value_needs_stock",
    promise:
      "A cost pool is never below zero, and without stock it is empty: the last unit takes the rest.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('item ', item_id, ' warehouse ', warehouse_id) AS document,
        IF(on_hand + held_quantity = 0, '0', '>= 0') AS expected, CAST(value_cents AS CHAR) AS found
      FROM item_stocks WHERE value_cents < 0 OR (on_hand + held_quantity = 0 AND value_cents <> 0)`,
  },
  {
    name: "inventory.reserved_is_reservations",
    promise: "What an item stock calls reserved is the sum of its reservations.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('item ', item_id, ' warehouse ', warehouse_id) AS document,
        CAST(SUM(reserving) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, item_id, warehouse_id, quantity AS reserving, 0 AS held FROM reservations
        UNION ALL SELECT tenant_id, item_id, warehouse_id, 0, reserved FROM item_stocks) k
      GROUP BY tenant_id, item_id, warehouse_id HAVING SUM(reserving) <> SUM(held)`,
  },
  {
    name: "inventory.reserved_within_on_hand",
    promise: "Nothing is reserved that is not on hand.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('item ', item_id, ' warehouse ', warehouse_id) AS document,
        CONCAT('0 <= reserved <= ', on_hand) AS expected, CAST(reserved AS CHAR) AS found
      FROM item_stocks WHERE reserved < 0 OR reserved > on_hand`,
  },
  {
    name: "inventory.reservation_matches_demand",
    promise:
      "A demand's reserved figure is its reservation: same item, same warehouse, same quantity.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('demand ', d.id) AS document,
        CONCAT(d.reserved, ' of item ', d.item_id, ' at ', d.warehouse_id) AS expected,
        IF(r.id IS NULL, 'no reservation', CONCAT(r.quantity, ' of item ', r.item_id, ' at ', r.warehouse_id)) AS found
      FROM demands d LEFT JOIN reservations r ON r.tenant_id = d.tenant_id AND r.demand_id = d.id
      WHERE d.reserved <> COALESCE(r.quantity, 0)
        OR (r.quantity > 0 AND (r.item_id <> d.item_id OR r.warehouse_id <> d.warehouse_id OR d.state <> 'open'))`,
  },
];
