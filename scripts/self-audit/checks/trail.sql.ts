import type { Check } from "../check";

/** Ids carry the real time at which they were made: milliseconds since 2026-01-01 above 22 bits. */
const madeMinutesAgo = (id: string) =>
  `(UNIX_TIMESTAMP(NOW(3)) * 1000 - 1767225600000 - (${id} >> 22)) / 60000`;

/** What leaves the building and what makes requests repeatable. */
export const trailChecks = (outboxMinutes: number): readonly Check[] => [
  {
    name: "outbox.delivered",
    promise: `No message waits longer than ${outboxMinutes} minutes, and none is dead.`,
    sql: `SELECT tenant_id AS tenantId, CONCAT('message ', id, ' ', topic) AS document, 'delivered' AS expected,
        IF(dead_at IS NULL, CONCAT('waits since ', created_at), CONCAT('dead since ', dead_at)) AS found
      FROM outbox
      WHERE published_at IS NULL AND (dead_at IS NOT NULL OR ${madeMinutesAgo("id")} > ${outboxMinutes})`,
  },
  {
    name: "requests.keys_have_answers",
    promise:
      "Every remembered request has its answer: what was done and the memory of it were committed together.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('request ', operation, ' ', \`key\`) AS document, 'an answer' AS expected,
        CONCAT('status ', status) AS found
      FROM idempotency_keys WHERE status <> 200 OR answer IS NULL`,
  },
];
