import { escape } from "mysql2";
import { TenancyViolation, type PartyScope } from "../tenancy/scope";
import { instantText, scalar } from "./literal";
import { tables } from "./tables";
import type { AnyTable, NewRowOf, WrittenColumn } from "./model";
import type { Tx } from "./tx";

/** A statement holds at most so many rows: large enough for any order, small enough for the packet limit. */
const ROWS_PER_STATEMENT = 500;

/**
 * Inserts rows by one multi-row statement. The tenant is stamped from the transaction's scope, ids are made where none
 * is given, `createdAt` and `updatedAt` are the operation's `now`. Naming another tenant is refused; for a customer or
 * supplier so is another party.
 */
export async function insertRows<T extends AnyTable>(
  tx: Tx,
  table: T,
  rows: NewRowOf<T>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    await tx.send(insertStatement(tx, table, rows.slice(from, from + ROWS_PER_STATEMENT)));
  }
}

/** One row; the same promise. */
export function insertRow<T extends AnyTable>(tx: Tx, table: T, row: NewRowOf<T>): Promise<void> {
  return insertRows(tx, table, [row]);
}

/** The text of a multi-row INSERT, for the few statements that go on with ON DUPLICATE KEY UPDATE. */
export function insertStatement(tx: Tx, table: AnyTable, rows: object[]): string {
  const stamps = stampsOf(tx, table);
  const columns = table.written;
  const fields = columns.map((column) => `\`${column.field}\``).join(",");
  const tuples = rows.map((row) => tuple(columns, row as Record<string, unknown>, stamps, tx));
  return `INSERT INTO ${table.table} (${fields}) VALUES ${tuples.join(",")}`;
}

interface Stamps {
  tenantId: string | null;
  now: string;
  /** Of a customer or supplier: the column that every row must give to it. */
  party: { field: string; partyId: string } | null;
}

function stampsOf(tx: Tx, table: AnyTable): Stamps {
  const { scope } = tx;
  const now = `'${instantText(tx.now)}'`;
  if (scope.kind === "across") return { tenantId: null, now, party: null };
  return { tenantId: scope.tenantId, now, party: partyOf(table, scope.party) };
}

function partyOf(table: AnyTable, party: PartyScope | null): Stamps["party"] {
  if (!party || !tables.isTenantTable(table.table)) return null;
  const field = tables.partyColumn(table.table, party.kind);
  if (!field)
    throw new TenancyViolation(
      `${table.table} has no ${party.kind} column: no such party writes it`,
    );
  return { field, partyId: party.partyId };
}

function tuple(
  columns: readonly WrittenColumn[],
  row: Record<string, unknown>,
  stamps: Stamps,
  tx: Tx,
): string {
  let text = "(";
  for (let i = 0; i < columns.length; i += 1) {
    if (i > 0) text += ",";
    text += cell(columns[i]!, row, stamps, tx);
  }
  return `${text})`;
}

function cell(column: WrittenColumn, row: Record<string, unknown>, stamps: Stamps, tx: Tx): string {
  const given = row[column.attribute];
  if (column.attribute === "tenantId") return tenantCell(given, stamps);
  if (column.field === stamps.party?.field && given !== stamps.party.partyId)
    throw new TenancyViolation("A row cannot be inserted for another party");
  if (given === undefined) {
    if (column.attribute === "id") return tx.newId();
    if (column.attribute === "createdAt" || column.attribute === "updatedAt") return stamps.now;
    if (column.fallback !== undefined) return valueText(column, column.fallback);
    if (!column.nullable) throw new TypeError(`A new row must name ${column.attribute}`);
    return "NULL";
  }
  return valueText(column, given);
}

function tenantCell(given: unknown, stamps: Stamps): string {
  if (stamps.tenantId === null) {
    if (typeof given !== "string")
      throw new TenancyViolation("An insert across tenants must name its tenant");
    return given;
  }
  if (given !== undefined && given !== stamps.tenantId) {
    throw new TenancyViolation("A row cannot be inserted for another tenant");
  }
  return stamps.tenantId;
}

/** A JSON column takes any value, as text; every other one what a parameter may be. */
function valueText(column: WrittenColumn, value: unknown): string {
  if (column.json && value !== null) return escape(JSON.stringify(value));
  return scalar(value, column.isId);
}

/**
 * Changes several rows of one table in one statement: for each id the values of the named attributes. Rows that are not
 * the tenant's are not found. Answers how many rows were matched and changed.
 */
export async function updateRows<T extends AnyTable, K extends keyof NewRowOf<T> & string>(
  tx: Tx,
  table: T,
  attributes: readonly K[],
  rows: readonly (Pick<Required<NewRowOf<T>>, K> & { id: string })[],
): Promise<number> {
  if (rows.length === 0) return 0;
  if (tx.scope.kind !== "tenant")
    throw new TenancyViolation("Rows are changed for one tenant at a time");
  const party = partyOf(table, tx.scope.party);
  const columns = attributes.map((attribute) =>
    table.written.find((column) => column.attribute === attribute)!,
  );
  const owned = columns.find(({ field }) => field === "tenant_id" || field === party?.field);
  if (owned) throw new TenancyViolation(`${owned.attribute} cannot be set to another's`);
  const ids = rows.map((row) => row.id);
  if (ids.some((id) => !/^\d{1,19}$/.test(id))) throw new TypeError("Not an id");
  const sets = columns.map((column) => {
    const cases = rows.map(
      (row) =>
        `WHEN ${row.id} THEN ${valueText(column, (row as Record<string, unknown>)[column.attribute])}`,
    );
    return `\`${column.field}\` = CASE id ${cases.join(" ")} END`;
  });
  const result = await tx.send<{ affectedRows: number }>(
    `UPDATE ${table.table} SET ${sets.join(", ")} WHERE tenant_id = ${tx.scope.tenantId} AND id IN (${ids.join(",")})` +
      (party ? ` AND ${party.field} = ${party.partyId}` : ""),
  );
  return result.affectedRows;
}
