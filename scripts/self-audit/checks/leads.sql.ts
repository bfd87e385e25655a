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
    name: "leads.converted_opens_deal",
    promise: "A converted lead names its customer and its deal, and that deal names the lead.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('lead ', l.id, ' ', l.state) AS document,
        CASE WHEN l.state = 'converted' THEN 'a deal with its customer' ELSE 'no deal' END AS expected,
        COALESCE(CONCAT('deal ', d.id, ' with customer ', d.customer_id), 'no deal') AS found
      FROM leads l LEFT JOIN deals d ON d.tenant_id = l.tenant_id AND d.lead_id = l.id
      WHERE (l.state = 'converted' AND (d.id IS NULL OR d.id <> COALESCE(l.deal_id, 0) OR d.customer_id <> COALESCE(l.customer_id, 0)))
        OR (l.state <> 'converted' AND d.id IS NOT NULL)`,
  },
  {
    name: "leads.won_is_deal",
    promise: "What is credited to a lead's channel is what its deal was won for.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('lead ', l.id) AS document,
        CAST(COALESCE(CASE WHEN d.state = 'won' THEN d.amount_cents END, 0) AS CHAR) AS expected, CAST(l.won_cents AS CHAR) AS found
      FROM leads l LEFT JOIN deals d ON d.tenant_id = l.tenant_id AND d.lead_id = l.id
      WHERE l.won_cents <> COALESCE(CASE WHEN d.state = 'won' THEN d.amount_cents END, 0)`,
  },
  {
    name: "deals.stage_is_last_step",
    promise: "A deal stands at the stage of its last step, whose kind is the deal's state.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('deal ', d.id, ' ', d.state) AS document,
        CONCAT('stage ', d.stage_id, ' of the kind ', d.state) AS expected,
        COALESCE(CONCAT('stage ', m.to_stage_id, ' of the kind ', s.kind), 'no step') AS found
      FROM deals d
        LEFT JOIN deal_moves m ON m.tenant_id = d.tenant_id AND m.deal_id = d.id AND m.id =
          (SELECT MAX(n.id) FROM deal_moves n WHERE n.tenant_id = d.tenant_id AND n.deal_id = d.id)
        LEFT JOIN deal_stages s ON s.tenant_id = d.tenant_id AND s.id = d.stage_id
      WHERE m.id IS NULL OR m.to_stage_id <> d.stage_id OR s.kind <> d.state`,
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
