import type { Check } from "../check";

const OPEN = "l.state NOT IN ('converted', 'invalid')";

/** An open lead holds the key of this column, and no other open lead has the same. */
const unkept = (kind: string, column: string) =>
  `SELECT l.tenant_id AS tenantId, CONCAT('lead ', l.id) AS document, '${kind} held as its key' AS expected,
     COALESCE(CONCAT('held by lead ', k.lead_id), 'held by nobody') AS found
   FROM leads l LEFT JOIN lead_keys k ON k.tenant_id = l.tenant_id AND k.kind = '${kind}' AND k.value = l.${column}
   WHERE ${OPEN} AND l.${column} IS NOT NULL AND l.${column} <> '' AND (k.lead_id IS NULL OR k.lead_id <> l.id)`;

/** What must hold of leads: one open lead per enquirer, every touch counted, a merged lead empty and pointing on. */
export const leadChecks: readonly Check[] = [
  {
    name: "leads.one_open_per_key",
    promise: "Every open lead holds the keys of its phone, credit code and company name alone.",
    sql: [
      unkept("phone", "phone"),
      unkept("credit_code", "credit_code"),
      unkept("company", "company_key"),
      `SELECT k.tenant_id AS tenantId, CONCAT('key ', k.id, ' of lead ', k.lead_id) AS document, 'held by an open lead' AS expected,
         COALESCE(l.state, 'no such lead') AS found
       FROM lead_keys k LEFT JOIN leads l ON l.tenant_id = k.tenant_id AND l.id = k.lead_id
       WHERE l.id IS NULL OR NOT (${OPEN})`,
    ].join("\nUNION ALL "),
  },
  {
    name: "leads.touches_counted",
    promise: "A lead counts the touches that belong to it; one that was merged has none.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('lead ', l.id) AS document,
        CAST(CASE WHEN l.merged_into_id IS NULL THEN l.touch_count ELSE 0 END AS CHAR) AS expected,
        CAST(COUNT(t.id) AS CHAR) AS found
      FROM leads l LEFT JOIN lead_touches t ON t.tenant_id = l.tenant_id AND t.lead_id = l.id
      GROUP BY l.tenant_id, l.id, l.merged_into_id, l.touch_count
      HAVING COUNT(t.id) <> CASE WHEN l.merged_into_id IS NULL THEN l.touch_count ELSE 0 END`,
  },
  {
    name: "leads.keepers",
    promise: "A lead in the pool is nobody's; one that is assigned or contacted is somebody's.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('lead ', l.id, ' ', l.state) AS document,
        CASE WHEN l.state = 'pooled' THEN 'no owner' ELSE 'an owner' END AS expected,
        COALESCE(CONCAT('owner ', l.owner_id), 'no owner') AS found
      FROM leads l
      WHERE (l.state = 'pooled' AND l.owner_id IS NOT NULL)
        OR (l.state IN ('assigned', 'contacted') AND l.owner_id IS NULL)`,
  },
];
