import type { Check } from "../check";
import { relations, typedReferences, type Relation, type TypedReference } from "../relations";
import { documentOfType, tableOfType } from "../tables-of-types";

const union = (selects: readonly string[]) => selects.join("\nUNION ALL ");

/** Rows that have no id of their own are named by what they refer to. */
const WITHOUT_ID = new Set(["item_stocks", "stock_balances", "party_balances", "wip_balances"]);

function rowText({ table, column }: Relation): string {
  const id = WITHOUT_ID.has(table) ? `r.${column}` : "r.id";
  return `CONCAT('${table} ', ${id}, ' ${column}')`;
}

const named = ({ column, zeroIsNone }: Relation) =>
  zeroIsNone ? `r.${column} <> 0` : `r.${column} IS NOT NULL`;

const orphansOf = (relation: Relation) =>
  `SELECT r.tenant_id AS tenantId, ${rowText(relation)} AS document, 'a row of ${relation.target}' AS expected,
     CONCAT(r.${relation.column}, ' is none') AS found
   FROM ${relation.table} r LEFT JOIN ${relation.target} t ON t.id = r.${relation.column}
   WHERE ${named(relation)} AND t.id IS NULL`;

const strangersOf = (relation: Relation) =>
  `SELECT r.tenant_id AS tenantId, ${rowText(relation)} AS document, CONCAT('of tenant ', r.tenant_id) AS expected,
     CONCAT(r.${relation.column}, ' is of tenant ', t.tenant_id) AS found
   FROM ${relation.table} r JOIN ${relation.target} t ON t.id = r.${relation.column}
   WHERE ${named(relation)} AND t.tenant_id <> r.tenant_id`;

/** A type may name rows of its table only; one that the audit does not know is a fault in itself. */
function typedFaults({ table, type, id }: TypedReference): string {
  const byTable = Object.entries(tableOfType).map(
    ([name, target]) =>
      `SELECT r.tenant_id AS tenantId, CONCAT('${table} ', r.id) AS document, CONCAT('${name} ', r.${id}) AS expected,
         'none in the tenant' AS found
       FROM ${table} r LEFT JOIN ${target} t ON t.tenant_id = r.tenant_id AND t.id = r.${id}
       WHERE r.${type} = '${name}' AND t.id IS NULL`,
  );
  const known = [...Object.keys(tableOfType), "stock_adjustment", "stock_transfer", "cutover"].map(
    (name) => `'${name}'`,
  );
  const unknown = `SELECT r.tenant_id, CONCAT('${table} ', r.id), 'a known type', CONCAT(r.${type}, ' ', r.${id})
     FROM ${table} r WHERE r.${type} NOT IN (${known.join(", ")})`;
  return union([...byTable, unknown]);
}

/** Adjustments and transfers have no table: their fact is their document. */
const adjustmentFaults = `SELECT m.tenant_id AS tenantId, CONCAT('stock_moves ', m.id) AS document,
    CONCAT('the fact of ', m.source_type, ' ', m.source_id) AS expected, 'another or none' AS found
  FROM stock_moves m LEFT JOIN facts f ON f.tenant_id = m.tenant_id AND f.id = m.fact_id
    AND f.subject_type = m.source_type AND f.subject_id = m.source_id
  WHERE m.source_type IN ('stock_adjustment', 'stock_transfer') AND f.id IS NULL`;

const auditSubjectFaults = Object.entries(documentOfType).map(
  ([type, target]) =>
    `SELECT a.tenant_id AS tenantId, CONCAT('audit entry ', a.id) AS document, CONCAT('${type} ', a.subject_id) AS expected,
       'none in the tenant' AS found
     FROM audit_entries a LEFT JOIN ${target} t ON t.tenant_id = a.tenant_id AND t.id = a.subject_id
     WHERE a.subject_type = '${type}' AND t.id IS NULL`,
);

/** What holds the books together: every reference finds its row, and finds it in its own tenant. */
export const referenceChecks: readonly Check[] = [
  {
    name: "references.resolve",
    promise: "Every reference finds its row.",
    sql: union(relations.map(orphansOf)),
  },
  {
    name: "references.same_tenant",
    promise: "No row refers to another tenant's.",
    sql: union(relations.map(strangersOf)),
  },
  {
    name: "references.sources_resolve",
    promise:
      "Every (type, id) of a fact, move, entry, demand or supply finds its document in the tenant.",
    sql: union([...typedReferences.map(typedFaults), adjustmentFaults]),
  },
  {
    name: "references.audit_subjects_resolve",
    promise: "Every audit entry about a document finds it in the tenant.",
    sql: union(auditSubjectFaults),
  },
];
