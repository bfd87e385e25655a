import { TenancyViolation, type PartyScope, type Scope } from "../tenancy/scope";
import { literal, type Parameter } from "./literal";
import { checkStatement, type Checked } from "./sql-check";
import { isWord, parametersIn, readTokens } from "./sql-tokens";
import { tables } from "./tables";

/**
 * Raw SQL, as the hot paths and the faces write it. A text is read once: it is cut at its `:names`, and every table of
 * a tenant that it mentions must be tied to `:tenant` by its own predicate (`sql-check.ts` says how). What a party reads
 * must be tied to `:party` in the same way, and a table that declares no column for that kind of party cannot be read
 * for it at all.
 */
export interface SqlText extends Checked {
  /** Literal pieces; a parameter stands between each two. */
  readonly pieces: readonly string[];
  readonly names: readonly string[];
  readonly writes: boolean;
}

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
  const tokens = readTokens(text);
  const checked = checkStatement(tokens, text);
  const names: string[] = [];
  const pieces: string[] = [];
  let at = 0;
  for (const { name, from, to } of parametersIn(tokens)) {
    names.push(name);
    pieces.push(text.slice(at, from));
    at = to;
  }
  pieces.push(text.slice(at));
  return { pieces, names, ...checked, writes: isWord(tokens[0], "INSERT", "UPDATE", "DELETE") };
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

/** What a party reads, changes or inserts is its own, and stays so. */
function demandParty(sql: SqlText, party: PartyScope): void {
  for (const { table, partyColumns } of sql.uses) {
    const column = tables.partyColumn(table, party.kind);
    if (!column)
      throw new TenancyViolation(`${table} has no ${party.kind} column: it cannot be shown to one`);
    if (!partyColumns.includes(column))
      throw new TenancyViolation(
        `SQL for a ${party.kind} must tie ${column} of ${table} to :party`,
      );
    if (sql.sets.includes(column))
      throw new TenancyViolation(`${column} of ${table} cannot be given to another ${party.kind}`);
  }
}
