import { TenancyViolation, type PartyScope, type Scope } from "../tenancy/scope";
import { literal, type Parameter } from "./literal";
import { tables } from "./tables";

/**
 * Raw SQL, as the hot paths and the faces write it. A text is read once: it is cut at its `:names`, and every table of
 * a tenant that it mentions must be tied to `:tenant` by its own predicate. What a party reads must be tied to `:party`
 * in the same way, and a table that declares no column for that kind of party cannot be read for it at all.
 */
export interface SqlText {
  /** Literal pieces; a parameter stands between each two. */
  readonly pieces: readonly string[];
  readonly names: readonly string[];
  readonly tenantTables: readonly string[];
  readonly writes: boolean;
}

const NAME = /(?<![:\w]):([a-zA-Z][a-zA-Z0-9]*)/g;
const QUOTED = /'(?:[^'\\]|\\.|'')*'/g;
const WORD = /[a-z_][a-z0-9_]*(?!\s*\.|[\w])/gi;
const WRITES = /^\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b/i;
const CACHE_LIMIT = 5_000;

const cache = new Map<string, SqlText>();

/** Reads a text, checking it once; later calls find it in memory. */
export function sqlText(text: string): SqlText {
  const known = cache.get(text);
  if (known) return known;
  const read = readText(text);
  // A text that is built anew for each call belongs in parameters; the limit keeps such a mistake from eating memory.
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(text, read);
  return read;
}

function readText(text: string): SqlText {
  const bare = text.replace(QUOTED, "''");
  const names: string[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (const match of text.matchAll(NAME)) {
    names.push(match[1]!);
    pieces.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  pieces.push(text.slice(from));
  const tenantTables = tablesIn(bare).filter((name) => tables.isTenantTable(name));
  demandPredicates(bare, tenantTables);
  return { pieces, names, tenantTables, writes: WRITES.test(bare) };
}

/**
 * Every mention of a table, wherever it stands: after FROM, behind a comma, in a sub-query. Only a name before a dot is
 * passed over, for it qualifies a column. So no table or alias may carry the name of a column.
 */
function tablesIn(bare: string): string[] {
  return (bare.match(WORD) ?? []).filter((word) => tables.isKnown(word));
}

function demandPredicates(bare: string, tenantTables: string[]): void {
  if (tenantTables.length === 0) return;
  const inserts = /^\s*(?:INSERT|REPLACE)\b/i.test(bare);
  if (inserts && !(/\btenant_id\b/.test(bare) && /:tenant\b/.test(bare))) {
    throw new TenancyViolation(
      `An INSERT must name tenant_id and give it :tenant: ${bare.slice(0, 200)}`,
    );
  }
  // The target of an INSERT has no predicate; whatever it selects from has.
  const read = tenantTables.length - (inserts ? 1 : 0);
  const predicates = bare.match(/\btenant_id\s*=\s*:tenant\b/g)?.length ?? 0;
  if (predicates < read) {
    throw new TenancyViolation(
      `SQL names ${read} tables of a tenant (${tenantTables.join(", ")}) but ties only ${predicates} to :tenant: ` +
        bare.slice(0, 300),
    );
  }
}

const isIdName = (name: string) => /(?:^id|^ids|Id|Ids)$/.test(name);

/** Puts the values in. `tenant` and `party` come from the scope and from nowhere else. */
export function fill(sql: SqlText, scope: Scope, parameters: Record<string, Parameter>): string {
  const own = ownParameters(sql, scope, parameters);
  let text = sql.pieces[0]!;
  for (let i = 0; i < sql.names.length; i += 1) {
    const name = sql.names[i]!;
    const value = own[name] ?? parameters[name];
    if (value === undefined) throw new TypeError(`SQL parameter :${name} is missing`);
    text +=
      (own[name] === undefined ? literal(value, isIdName(name)) : own[name]) + sql.pieces[i + 1]!;
  }
  return text;
}

function ownParameters(
  sql: SqlText,
  scope: Scope,
  parameters: Record<string, Parameter>,
): Record<string, string> {
  if ("tenant" in parameters || "party" in parameters) {
    throw new TenancyViolation(":tenant and :party come from the actor, never from a caller");
  }
  if (scope.kind === "across") return {};
  const own: Record<string, string> = { tenant: literal(scope.tenantId, true) };
  if (scope.party) {
    demandParty(sql, scope.party);
    own.party = literal(scope.party.partyId, true);
  }
  return own;
}

function demandParty(sql: SqlText, party: PartyScope): void {
  const text = sql.pieces
    .map((piece, i) => piece + (sql.names[i] ? `:${sql.names[i]}` : ""))
    .join("");
  const wanted = new Map<string, number>();
  for (const table of sql.tenantTables) {
    const column = tables.partyColumn(table, party.kind);
    if (!column)
      throw new TenancyViolation(`${table} has no ${party.kind} column: it cannot be shown to one`);
    wanted.set(column, (wanted.get(column) ?? 0) + 1);
  }
  for (const [column, times] of wanted) {
    const found = text.match(new RegExp(`\\b${column}\\s*=\\s*:party\\b`, "g"))?.length ?? 0;
    if (found < times)
      throw new TenancyViolation(
        `SQL for a ${party.kind} must tie ${column} to :party ${times} time(s)`,
      );
  }
}
