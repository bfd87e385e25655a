import type { Check } from "../check";
import { MOVES, STATES } from "../document-states";

const listed = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ");

const BEFORE = "JSON_VALUE(a.before, '$.state')";
const AFTER = "JSON_VALUE(a.after, '$.state')";

const unknownStates = Object.entries(STATES).map(
  ([table, states]) =>
    `SELECT tenant_id AS tenantId, CONCAT('${table} ', id) AS document, '${states.join(" | ")}' AS expected, state AS found
     FROM ${table} WHERE state NOT IN (${listed(states)})`,
);

const illegalMoves = Object.entries(MOVES).map(
  ([type, moves]) =>
    `SELECT a.tenant_id AS tenantId, CONCAT('audit entry ', a.id, ' of ${type} ', a.subject_id) AS document,
       'a legal move' AS expected, CONCAT(${BEFORE}, ' → ', ${AFTER}) AS found
     FROM audit_entries a
     WHERE a.subject_type = '${type}' AND ${BEFORE} <> ${AFTER}
       AND CONCAT(${BEFORE}, ' → ', ${AFTER}) NOT IN (${listed(moves)})`,
);

/**
 * Each entry enters a state and leaves one. Over a document's whole trail every state is left as often as it is entered,
 * but for the one in which the document stands. Needs no order of the entries, so no clock either.
 */
const trailOf = (type: string, table: string) =>
  `SELECT tenant_id AS tenantId, CONCAT('${type} ', id, ' ', state) AS document,
     'as many audit entries into the state as out of it and standing in it' AS expected, CAST(SUM(net) AS CHAR) AS found
   FROM (
     SELECT a.tenant_id, a.subject_id AS id, ${AFTER} AS state, 1 AS net FROM audit_entries a
       WHERE a.subject_type = '${type}' AND ${AFTER} IS NOT NULL
     UNION ALL SELECT a.tenant_id, a.subject_id, ${BEFORE}, -1 FROM audit_entries a
       WHERE a.subject_type = '${type}' AND ${BEFORE} IS NOT NULL AND ${AFTER} IS NOT NULL
     UNION ALL SELECT tenant_id, id, state, -1 FROM ${table}) t
   GROUP BY tenant_id, id, state HAVING SUM(net) <> 0`;

/** Receipts and payments lie in one table. */
const cashOf = (kind: string) =>
  `(SELECT tenant_id, id, state FROM cash_movements WHERE kind = '${kind}')`;

/** What a table of JSON yields has the server's collation; cast, it has the schema's, as our literals do. */
const OWN_STATE = "CAST(j.state AS CHAR(32))";

/** The same for requisition lines, whose moves stand in their requisition's entries by line number. */
const lineTrail = `SELECT tenant_id AS tenantId, CONCAT('requisition ', id, ' line ', line_no, ' ', state) AS document,
     'as many audit entries into the state as out of it and standing in it' AS expected, CAST(SUM(net) AS CHAR) AS found
   FROM (
     SELECT a.tenant_id, a.subject_id AS id, j.line_no, ${OWN_STATE} AS state, 1 AS net FROM audit_entries a,
       JSON_TABLE(a.after, '$.lines[*]' COLUMNS (line_no INT PATH '$.lineNo', state VARCHAR(32) PATH '$.state')) j
       WHERE a.subject_type = 'requisition' AND a.before IS NOT NULL AND j.state IS NOT NULL
     UNION ALL SELECT a.tenant_id, a.subject_id, j.line_no, ${OWN_STATE}, -1 FROM audit_entries a,
       JSON_TABLE(a.before, '$.lines[*]' COLUMNS (line_no INT PATH '$.lineNo', state VARCHAR(32) PATH '$.state')) j
       WHERE a.subject_type = 'requisition' AND j.state IS NOT NULL
     UNION ALL SELECT l.tenant_id, l.requisition_id, l.line_no, IF(r.origin = 'hand' AND l.split_from_id IS NULL, 'ordered', 'open'), 1
       FROM requisition_lines l JOIN requisitions r ON r.tenant_id = l.tenant_id AND r.id = l.requisition_id
     UNION ALL SELECT tenant_id, requisition_id, line_no, state, -1 FROM requisition_lines) t
   GROUP BY tenant_id, id, line_no, state HAVING SUM(net) <> 0`;

const withoutCreation = (type: string, table: string) =>
  `SELECT t.tenant_id AS tenantId, CONCAT('${type} ', t.id) AS document, 'one audit entry of its creation' AS expected,
     CAST(COUNT(a.id) AS CHAR) AS found
   FROM ${table} t LEFT JOIN audit_entries a
     ON a.tenant_id = t.tenant_id AND a.subject_type = '${type}' AND a.subject_id = t.id AND a.before IS NULL
   GROUP BY t.tenant_id, t.id HAVING COUNT(a.id) <> 1`;

/** What the trail promises: known states, legal moves, and an entry for every one of them. */
export const stateChecks: readonly Check[] = [
  {
    name: "states.known",
    promise: "Every state is a state of its table.",
    sql: unknownStates.join("\nUNION ALL "),
  },
  {
    name: "states.legal_moves",
    promise: "Every state change in the trail is a legal move.",
    sql: illegalMoves.join("\nUNION ALL "),
  },
  {
    name: "states.trail_leads_here",
    promise: "The audit entries of a document lead to the state in which it stands.",
    sql: [
      trailOf("order", "sales_orders"),
      trailOf("order_change", "order_changes"),
      trailOf("project", "projects"),
      trailOf("work_order", "work_orders"),
      trailOf("purchase_order", "purchase_orders"),
      trailOf("shipment", "shipments"),
      trailOf("claim", "claims"),
      trailOf("shipping_notice", "shipping_notices"),
      trailOf("incoming_inspection", "incoming_inspections"),
      trailOf("supplier_return", "supplier_returns"),
      trailOf("rfq", "rfqs"),
      trailOf("rfq_invitation", "rfq_invitations"),
      trailOf("statement", "statements"),
      trailOf("quote", "quotes"),
      trailOf("approval", "approvals"),
      trailOf("task", "tasks"),
      trailOf("lead", "leads"),
      trailOf("deal", "deals"),
      trailOf("stocktake", "stocktakes"),
      trailOf("period", "stock_periods"),
      trailOf("receipt", `${cashOf("receipt")} c`),
      trailOf("payment", `${cashOf("payment")} c`),
      lineTrail,
    ].join("\nUNION ALL "),
  },
  {
    name: "states.documents_have_creation",
    promise: "Every document of the chain has one audit entry of its creation.",
    sql: [
      withoutCreation("lead", "leads"),
      withoutCreation("deal", "deals"),
      withoutCreation("order", "sales_orders"),
      withoutCreation("order_change", "order_changes"),
      withoutCreation("project", "projects"),
      withoutCreation("work_order", "work_orders"),
      withoutCreation("work_movement", "work_movements"),
      withoutCreation("work_inspection", "work_inspections"),
      withoutCreation("requisition", "requisitions"),
      withoutCreation("purchase_order", "purchase_orders"),
      withoutCreation("goods_receipt", "goods_receipts"),
      withoutCreation("shipment", "shipments"),
      withoutCreation("claim", "claims"),
      withoutCreation("shipping_notice", "shipping_notices"),
      withoutCreation("incoming_inspection", "incoming_inspections"),
      withoutCreation("supplier_return", "supplier_returns"),
      withoutCreation("rfq", "rfqs"),
      withoutCreation("rfq_invitation", "rfq_invitations"),
      withoutCreation("statement", "statements"),
      withoutCreation("quote", "quotes"),
      withoutCreation("approval", "approvals"),
      withoutCreation("task", "tasks"),
      withoutCreation("stocktake", "stocktakes"),
      withoutCreation("period", "stock_periods"),
      withoutCreation("receipt", cashOf("receipt")),
      withoutCreation("payment", cashOf("payment")),
      withoutCreation("allocation", "allocations"),
    ].join("\nUNION ALL "),
  },
  {
    name: "states.masters_have_creation",
    promise: "Every item, bill of materials and party has one audit entry of its creation.",
    sql: [
      withoutCreation("item", "items"),
      withoutCreation("bom", "bom_versions"),
      withoutCreation("party", "parties"),
    ].join("\nUNION ALL "),
  },
];
