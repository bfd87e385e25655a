import type { Pool, RowDataPacket } from "mysql2/promise";

/** Rows per table of one tenant. */
export type RowCounts = Readonly<Record<string, number>>;

/** Counts the rows of a tenant in every table that has a tenant. */
export async function countRows(admin: Pool, tenantId: string): Promise<RowCounts> {
  const [tables] = await admin.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = 'tenant_id' ORDER BY 1",
  );
  const counts = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, COUNT(*) AS n FROM \`${name}\` WHERE tenant_id = ${tenantId}`,
  );
  const [rows] = await admin.query<RowDataPacket[]>(counts.join(" UNION ALL "));
  return Object.fromEntries(rows.map((row) => [String(row.name), Number(row.n)]));
}

/** What was added, table by table; tables that did not change are left out. */
export function addedRows(before: RowCounts, after: RowCounts): RowCounts {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, added]) => added !== 0),
  );
}

/** The tables in which two runs differ, each with both figures; empty when they agree. */
export function differences(a: RowCounts, b: RowCounts): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => a[name] !== b[name])
    .map((name) => `${name}: ${a[name] ?? 0} and ${b[name] ?? 0}`);
}

/** Sums over what planning decided: equal only when the floor planned as the product did, to the day and the piece. */
export async function planSums(admin: Pool, tenantId: string): Promise<RowCounts> {
  const [rows] = await admin.query<RowDataPacket[]>(
    PLAN_SUMS.map(
      ([name, sql]) => `SELECT '${name}' AS name, (${sql} WHERE tenant_id = ${tenantId}) AS n`,
    ).join(" UNION ALL "),
  );
  return Object.fromEntries(rows.map((row) => [String(row.name), Number(row.n)]));
}

const PLAN_SUMS: readonly (readonly [name: string, select: string])[] = [
  ["reserved", "SELECT SUM(reserved) FROM demands"],
  ["pegged", "SELECT SUM(pegged) FROM demands"],
  ["days on which demands are available", "SELECT SUM(TO_DAYS(available_on)) FROM demands"],
  ["demands with a critical supply", "SELECT COUNT(critical_supply_id) FROM demands"],
  ["bytes of bases", "SELECT SUM(LENGTH(basis)) FROM demands"],
  ["supply", "SELECT SUM(quantity) FROM supplies"],
  ["free supply", "SELECT SUM(free_quantity) FROM supplies"],
  ["days on which supplies start", "SELECT SUM(TO_DAYS(start_on)) FROM supplies"],
  ["days on which supplies are due", "SELECT SUM(TO_DAYS(due_on)) FROM supplies"],
  ["days on which supplies are ready", "SELECT SUM(TO_DAYS(ready_on)) FROM supplies"],
  ["low-level codes", "SELECT SUM(low_level_code) FROM supplies"],
  ["pegs", "SELECT SUM(quantity) FROM pegs"],
  ["material", "SELECT SUM(quantity) FROM work_order_materials"],
  ["minutes of setting up", "SELECT SUM(setup_minutes) FROM work_order_operations"],
  ["reserved stock", "SELECT SUM(reserved) FROM item_stocks"],
  ["committed 分", "SELECT SUM(committed_cents) FROM party_balances"],
  ["promised days", "SELECT SUM(TO_DAYS(promised_on)) FROM sales_orders"],
  ["revisions", "SELECT SUM(revision) FROM sales_orders"],
  ["planned on lines", "SELECT SUM(planned_quantity) FROM sales_order_lines"],
  ["bytes of what is audited", "SELECT SUM(LENGTH(`after`)) FROM audit_entries"],
];
