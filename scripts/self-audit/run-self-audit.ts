import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import type { Check, ComputedCheck, Fault, FaultRow } from "./check";
import { auditChainCheck } from "./checks/audit-chain";
import { costChecks } from "./checks/costs.sql";
import { documentChecks } from "./checks/documents.sql";
import { financeChecks } from "./checks/finance.sql";
import { inventoryChecks } from "./checks/inventory.sql";
import { leadChecks } from "./checks/leads.sql";
import { masterChecks } from "./checks/masters.sql";
import { orderChecks } from "./checks/orders.sql";
import { quoteChecks } from "./checks/quotes.sql";
import { planChecks } from "./checks/plans.sql";
import { purchaseChecks } from "./checks/purchases.sql";
import { referenceChecks } from "./checks/references.sql";
import { settlementChecks } from "./checks/settlements.sql";
import { shipmentChecks } from "./checks/shipments.sql";
import { statementChecks } from "./checks/statements.sql";
import { stateChecks } from "./checks/states.sql";
import { trailChecks } from "./checks/trail.sql";
import { workChecks } from "./checks/works.sql";

export interface SelfAuditOptions {
  /** Names, or beginnings of names, of the checks to run: `["inventory.", "plans."]`. All of them by default. */
  only?: readonly string[];
  /** The same for checks to leave out. */
  except?: readonly string[];
  /** Looks at one tenant alone. */
  tenantId?: string;
  /** How long a message may wait before it is a fault; 60 minutes by default. */
  outboxMinutes?: number;
  /** Told after each check, while the others still run. */
  onCheck?: (result: CheckResult) => void;
}

export interface CheckResult {
  check: string;
  promise: string;
  ok: boolean;
  /** How many faults there are in all. */
  faultCount: number;
  /** The first of them, at most 50. */
  faults: Fault[];
  milliseconds: number;
}

export interface SelfAudit {
  ok: boolean;
  checks: CheckResult[];
  /** In all checks together. */
  faultCount: number;
  /** Those that are named: at most 50 of each check. */
  faults: Fault[];
}

const MOST_NAMED = 50;

/**
 * Audits the books of a database: every promise, in one consistent snapshot, so that a factory may go on working
 * meanwhile. Reads only. `databaseUrl` is a DATABASE_URL as the server takes it.
 *
 * @throws when a statement fails, such as on a database without our schema
 */
export async function runSelfAudit(
  databaseUrl: string,
  options: SelfAuditOptions = {},
): Promise<SelfAudit> {
  const connection = await connectForAudit(databaseUrl);
  try {
    await connection.query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    await connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    return await auditBooks(connection, options);
  } finally {
    await connection.end();
  }
}

/** The same over a connection that `connectForAudit` opened, with whatever its transaction sees. */
export async function auditBooks(
  connection: Connection,
  options: SelfAuditOptions = {},
): Promise<SelfAudit> {
  const checks: CheckResult[] = [];
  for (const check of chosen(options)) {
    const result = await runCheck(connection, check, options.tenantId);
    options.onCheck?.(result);
    checks.push(result);
  }
  return {
    ok: checks.every((check) => check.ok),
    checks,
    faultCount: checks.reduce((sum, check) => sum + check.faultCount, 0),
    faults: checks.flatMap((check) => check.faults),
  };
}

/** Opens a connection that reads as the audit needs it. The caller ends it. */
export async function connectForAudit(databaseUrl: string): Promise<Connection> {
  const connection = await connect(databaseUrl);
  try {
    await speakAsTheSchema(connection);
    return connection;
  } catch (error) {
    await connection.end(); // left open it would keep the program from ending
    throw error;
  }
}

/** Every check there is. */
export const allChecks = (outboxMinutes = 60): readonly (Check | ComputedCheck)[] => [
  ...inventoryChecks,
  ...costChecks,
  ...financeChecks,
  ...planChecks,
  ...purchaseChecks,
  ...workChecks,
  ...shipmentChecks,
  ...settlementChecks,
  ...statementChecks,
  ...leadChecks,
  ...quoteChecks,
  ...masterChecks,
  ...orderChecks,
  ...documentChecks,
  ...stateChecks,
  auditChainCheck,
  ...trailChecks(outboxMinutes),
  ...referenceChecks,
];

function chosen({
  only,
  except = [],
  outboxMinutes,
}: SelfAuditOptions): readonly (Check | ComputedCheck)[] {
  const begins = (name: string, with_: readonly string[]) =>
    with_.some((prefix) => name.startsWith(prefix));
  return allChecks(outboxMinutes).filter(
    ({ name }) => (only === undefined || begins(name, only)) && !begins(name, except),
  );
}

/** Ids and sums as exact text, days and instants as the tables hold them. */
async function connect(databaseUrl: string): Promise<Connection> {
  const at = new URL(databaseUrl);
  return createConnection({
    host: at.hostname || "localhost",
    port: Number(at.port) || 3306,
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    database: at.pathname.slice(1),
    socketPath: at.searchParams.get("socketPath") ?? undefined,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
  });
}

async function speakAsTheSchema(connection: Connection): Promise<void> {
  // Our literals take the schema's collation, or they could not be compared with its columns in a union.
  const [[database]] = await connection.query<RowDataPacket[]>(
    `SELECT table_collation AS collation FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name = 'sales_orders'`,
  );
  const collation = database?.collation as string | undefined;
  if (!collation) throw new Error("This database has no books to audit: run the migrations first");
  await connection.query(`SET NAMES utf8mb4 COLLATE ${collation}`);
  await connection.query("SET time_zone = '+00:00'");
}

async function runCheck(
  connection: Connection,
  check: Check | ComputedCheck,
  tenantId: string | undefined,
): Promise<CheckResult> {
  const startedAt = performance.now();
  const { rows, faultCount } =
    "sql" in check
      ? await runSql(connection, check, tenantId)
      : await runComputed(connection, check, tenantId);
  const faults = rows.map(({ tenantId: tenant, document, expected, found }) => ({
    check: check.name,
    tenantId: String(tenant),
    document: String(document),
    expected: String(expected),
    found: String(found),
  }));
  return {
    check: check.name,
    promise: check.promise,
    ok: faultCount === 0,
    faultCount,
    faults,
    milliseconds: Math.round(performance.now() - startedAt),
  };
}

interface Found {
  rows: FaultRow[];
  faultCount: number;
}

async function runSql(
  connection: Connection,
  { sql }: Check,
  tenantId: string | undefined,
): Promise<Found> {
  const [rows] = await connection.query<(FaultRow & { faultCount: number } & RowDataPacket)[]>(
    `SELECT f.*, COUNT(*) OVER () AS faultCount FROM (${sql}) f
     ${tenantId === undefined ? "" : "WHERE f.tenantId = ?"} LIMIT ${MOST_NAMED}`,
    tenantId === undefined ? [] : [tenantId],
  );
  return { rows, faultCount: Number(rows[0]?.faultCount ?? 0) };
}

async function runComputed(
  connection: Connection,
  check: ComputedCheck,
  tenantId: string | undefined,
): Promise<Found> {
  const all = await check.run(connection);
  const rows = tenantId === undefined ? all : all.filter((row) => row.tenantId === tenantId);
  return { rows: rows.slice(0, MOST_NAMED), faultCount: rows.length };
}
