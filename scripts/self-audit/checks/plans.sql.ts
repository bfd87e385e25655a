import type { Check } from "../check";

const figure = (name: string) => `CAST(JSON_VALUE(d.basis, '$.${name}') AS DECIMAL(30,6))`;

/** What planning promises: every demand adds up, no supply is promised twice, every peg joins what belongs together. */
export const planChecks: readonly Check[] = [
  {
    name: "plans.demand_adds_up",
    promise: "A demand is fulfilled + reserved + pegged + uncovered, none of them below zero.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('demand ', id) AS document, CAST(quantity AS CHAR) AS expected,
        CONCAT(fulfilled, ' + ', reserved, ' + ', pegged, ' + ', uncovered) AS found
      FROM demands WHERE quantity <> fulfilled + reserved + pegged + uncovered
        OR LEAST(fulfilled, reserved, pegged, uncovered) < 0`,
  },
  {
    name: "plans.demand_pegged_is_pegs",
    promise: "What a demand calls pegged is the sum of its pegs.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('demand ', d.id) AS document,
        CAST(COALESCE(p.pegs, 0) AS CHAR) AS expected, CAST(d.pegged AS CHAR) AS found
      FROM demands d LEFT JOIN (
        SELECT tenant_id, demand_id, SUM(quantity) AS pegs FROM pegs GROUP BY tenant_id, demand_id) p
        ON p.tenant_id = d.tenant_id AND p.demand_id = d.id
      WHERE d.pegged <> COALESCE(p.pegs, 0)`,
  },
  {
    name: "plans.supply_pegged_is_pegs",
    promise: "What a supply calls pegged is the sum of its pegs.",
    sql: `SELECT s.tenant_id AS tenantId, CONCAT('supply ', s.id) AS document,
        CAST(COALESCE(p.pegs, 0) AS CHAR) AS expected, CAST(s.pegged AS CHAR) AS found
      FROM supplies s LEFT JOIN (
        SELECT tenant_id, supply_id, SUM(quantity) AS pegs FROM pegs GROUP BY tenant_id, supply_id) p
        ON p.tenant_id = s.tenant_id AND p.supply_id = s.id
      WHERE s.pegged <> COALESCE(p.pegs, 0)`,
  },
  {
    name: "plans.supply_adds_up",
    promise: "What is open of a supply is pegged or free, and never more than the supply.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('supply ', id) AS document,
        CONCAT(open_quantity, ' of ', quantity) AS expected,
        CONCAT(pegged, ' pegged + ', free_quantity, ' free') AS found
      FROM supplies WHERE open_quantity <> pegged + free_quantity OR pegged < 0 OR free_quantity < 0
        OR open_quantity < 0 OR quantity < open_quantity`,
  },
  {
    name: "plans.peg_joins_its_kind",
    promise: "A live peg joins an open demand and an open supply of the same item and warehouse.",
    sql: `SELECT p.tenant_id AS tenantId, CONCAT('peg ', p.id) AS document,
        CONCAT('open supply of item ', d.item_id, ' at ', d.warehouse_id, ' for an open demand') AS expected,
        CONCAT(s.state, ' supply of item ', s.item_id, ' at ', s.warehouse_id, ' for a demand that is ', d.state) AS found
      FROM pegs p
        JOIN demands d ON d.tenant_id = p.tenant_id AND d.id = p.demand_id
        JOIN supplies s ON s.tenant_id = p.tenant_id AND s.id = p.supply_id
      WHERE p.quantity < 0 OR (p.quantity > 0 AND (d.state <> 'open' OR s.state <> 'open' OR d.item_id <> s.item_id
        OR d.warehouse_id <> s.warehouse_id))`,
  },
  {
    name: "plans.cancelled_holds_nothing",
    promise:
      "A cancelled demand asks for nothing, and a cancelled supply brings nothing; both hold nothing.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('demand ', id) AS document, '0' AS expected,
        CONCAT(quantity, ', of which reserved ', reserved, ' pegged ', pegged) AS found
      FROM demands WHERE state = 'cancelled' AND (quantity <> fulfilled OR reserved <> 0 OR pegged <> 0 OR uncovered <> 0)
      UNION ALL
      SELECT tenant_id, CONCAT('supply ', id), '0', CONCAT(quantity, ', of which open ', open_quantity)
      FROM supplies WHERE state = 'cancelled' AND (open_quantity <> 0 OR pegged <> 0 OR free_quantity <> 0)`,
  },
  {
    name: "plans.dropship_is_pure",
    promise:
      "What a supplier ships straight to a customer is covered by a supply of its own alone, never by stock, and nobody else uses that.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('demand ', d.id) AS document, 'one dropship supply' AS expected,
        CONCAT('reserved ', d.reserved, ', pegged to ', COUNT(s.id), ' supplies, of them dropship ',
          COALESCE(SUM(s.dropship), 0)) AS found
      FROM demands d
        LEFT JOIN pegs p ON p.tenant_id = d.tenant_id AND p.demand_id = d.id AND p.quantity > 0
        LEFT JOIN supplies s ON s.tenant_id = d.tenant_id AND s.id = p.supply_id
      WHERE d.dropship = 1 GROUP BY d.tenant_id, d.id, d.reserved
      HAVING d.reserved <> 0 OR COUNT(s.id) <> COALESCE(SUM(s.dropship), 0)
      UNION ALL
      SELECT s.tenant_id, CONCAT('supply ', s.id), 'demands that are dropship, and where it goes',
        CONCAT(COUNT(p.id), ' pegs by ', COALESCE(SUM(d.dropship), 0), ' dropship demands, order line ',
          COALESCE(l.order_line_id, 'none'))
      FROM supplies s
        LEFT JOIN pegs p ON p.tenant_id = s.tenant_id AND p.supply_id = s.id AND p.quantity > 0
        LEFT JOIN demands d ON d.tenant_id = s.tenant_id AND d.id = p.demand_id
        LEFT JOIN requisition_lines l ON l.tenant_id = s.tenant_id AND l.id = s.source_id
      WHERE s.dropship = 1 GROUP BY s.tenant_id, s.id, s.source_type, l.order_line_id, l.ship_to
      HAVING COUNT(p.id) <> COALESCE(SUM(d.dropship), 0)
        OR (s.source_type = 'requisition_line' AND (l.order_line_id IS NULL OR l.ship_to IS NULL))`,
  },
  {
    name: "plans.message_about_firm",
    promise: "A message is about a firm supply of the item that it names, and says how much.",
    sql: `SELECT m.tenant_id AS tenantId, CONCAT('plan message ', m.id) AS document,
        CONCAT('a firm supply of item ', m.item_id) AS expected,
        CONCAT(IF(s.firm = 1, 'firm', 'not firm'), ' of item ', COALESCE(s.item_id, 'none'), ', ', m.quantity) AS found
      FROM plan_messages m LEFT JOIN supplies s ON s.tenant_id = m.tenant_id AND s.id = m.supply_id
      WHERE s.id IS NULL OR s.firm = 0 OR s.item_id <> m.item_id OR m.quantity <= 0
        OR (m.wanted_on IS NULL) = (m.kind IN ('expedite', 'defer'))`,
  },
  {
    name: "plans.component_explains_itself",
    promise:
      "Until its parent is over, a component's quantity is net requirement + scrap + rounding, less what substitutes stand in for, as its basis says.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('demand ', d.id) AS document, CAST(d.quantity AS CHAR) AS expected,
        COALESCE(CONCAT(JSON_VALUE(d.basis, '$.netQuantity'), ' + ', JSON_VALUE(d.basis, '$.scrapQuantity'), ' + ',
          JSON_VALUE(d.basis, '$.roundingQuantity')), 'no basis') AS found
      FROM demands d JOIN supplies s ON s.tenant_id = d.tenant_id AND s.id = d.parent_supply_id
      WHERE (s.state = 'open' OR s.state = 'cancelled' AND s.firm = 0) AND NOT d.quantity <=>
        ${figure("netQuantity")} + ${figure("scrapQuantity")} + ${figure("roundingQuantity")}
          - COALESCE(${figure("substituted")}, 0)`,
  },
  {
    name: "plans.component_follows_supply",
    promise:
      "A component of an open supply covers what the supply's quantity asks for; one of a cancelled supply nothing.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('demand ', d.id, ' of supply ', s.id) AS document,
        IF(s.state = 'cancelled', '0', CONCAT('for ', s.quantity)) AS expected,
        CONCAT(d.quantity, ' for ', COALESCE(JSON_VALUE(d.basis, '$.parentQuantity'), 'nothing')) AS found
      FROM demands d JOIN supplies s ON s.tenant_id = d.tenant_id AND s.id = d.parent_supply_id
      WHERE (s.state = 'cancelled' AND d.quantity <> d.fulfilled)
        OR (s.state = 'open' AND NOT ${figure("parentQuantity")} <=> s.quantity)`,
  },
  {
    name: "plans.substitutes_add_up",
    promise:
      "What a component calls substituted is the sum of what its substitutes replace, and they have the same parent.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('demand ', d.id) AS document,
        CAST(COALESCE(${figure("substituted")}, 0) AS CHAR) AS expected, CAST(COALESCE(r.replaced, 0) AS CHAR) AS found
      FROM demands d LEFT JOIN (
        SELECT s.tenant_id, s.replaces_demand_id, s.parent_supply_id,
          SUM(CAST(JSON_VALUE(s.basis, '$.replaces.quantity') AS DECIMAL(30,6))) AS replaced
        FROM demands s WHERE s.replaces_demand_id IS NOT NULL
        GROUP BY s.tenant_id, s.replaces_demand_id, s.parent_supply_id) r
        ON r.tenant_id = d.tenant_id AND r.replaces_demand_id = d.id AND r.parent_supply_id <=> d.parent_supply_id
      WHERE (d.parent_supply_id IS NOT NULL OR r.replaced IS NOT NULL)
        AND COALESCE(${figure("substituted")}, 0) <> COALESCE(r.replaced, 0)`,
  },
];
