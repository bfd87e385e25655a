import { readSources, type Source } from "./sql-from";
import { isSign, isWord, splitAt, violation, type Token } from "./sql-tokens";
import { tiesOf, type Tie } from "./sql-ties";
import { tables } from "./tables";

/** What a statement does with tenants' tables. */
export interface Checked {
  uses: readonly TableUse[];
  /** The columns that an UPDATE sets. */
  sets: readonly string[];
}

/** One mention of a tenant's table, and the columns of it that are tied to `:party`. */
export interface TableUse {
  table: string;
  partyColumns: readonly string[];
}

const SET_OPERATIONS = ["UNION", "EXCEPT", "INTERSECT", "MINUS"];
const CLAUSES = ["FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "FOR", "LOCK", "WINDOW"];
/** Would write a file, run what was not read here, or stop the server. */
const REFUSED = ["OUTFILE", "DUMPFILE", "LOAD_FILE", "PROCEDURE", "SLEEP", "BENCHMARK", "EXECUTE"];

/**
 * Reads a statement's structure and refuses it unless every table of a tenant that it names, at every depth, is tied to
 * `:tenant` by a condition that cannot be evaded: a whole term of the WHERE, or of the ON that brings the table in.
 * A row is inserted for `:tenant`, and no statement sets `tenant_id`.
 */
export function checkStatement(tokens: readonly Token[], text: string): Checked {
  return new Check(text).statement(tokens, new Set());
}

class Check {
  readonly #uses: TableUse[] = [];
  readonly #sets: string[] = [];

  constructor(private readonly text: string) {}

  statement(tokens: readonly Token[], known: ReadonlySet<string>): Checked {
    const [first] = tokens;
    if (isWord(first, "INSERT")) this.#insert(tokens, known);
    else if (isWord(first, "UPDATE")) this.#update(tokens, known);
    else if (isWord(first, "DELETE")) this.#remove(tokens, known);
    else this.#query(tokens, known);
    return { uses: this.#uses, sets: this.#sets };
  }

  #query(tokens: readonly Token[], known: ReadonlySet<string>): void {
    const [first] = tokens;
    if (isWord(first, "WITH")) return this.#with(tokens, known);
    for (const part of splitAt(tokens, (token) => isWord(token, ...SET_OPERATIONS))) {
      const begin = isWord(part[0], "ALL", "DISTINCT") ? part.slice(1) : part;
      const [only] = begin;
      if (only?.kind === "group") {
        this.#query(only.tokens, known);
        this.#expressions(begin.slice(1), known);
      } else this.#select(begin, known);
    }
  }

  #with(tokens: readonly Token[], outer: ReadonlySet<string>): void {
    const known = new Set(outer);
    let at = isWord(tokens[1], "RECURSIVE") ? 2 : 1;
    for (;;) {
      const name = tokens[at];
      if (name?.kind !== "word") throw violation("has a WITH without a name", this.text);
      if (tables.isKnown(name.text.toLowerCase()))
        throw violation("gives a WITH the name of a table", this.text);
      known.add(name.text);
      if (tokens[at + 1]?.kind === "group") at += 1;
      const body = tokens[at + 2];
      if (!isWord(tokens[at + 1], "AS") || body?.kind !== "group")
        throw violation("has a WITH without a query", this.text);
      this.#query(body.tokens, known);
      at += 3;
      if (!isSign(tokens[at], ",")) break;
      at += 1;
    }
    this.#query(tokens.slice(at), known);
  }

  #select(tokens: readonly Token[], known: ReadonlySet<string>): void {
    if (!isWord(tokens[0], "SELECT"))
      throw violation("is none of SELECT, INSERT, UPDATE, DELETE", this.text);
    const parts = clausesOf(tokens.slice(1), CLAUSES);
    const sources = readSources(parts.get("FROM") ?? [], known, this.text);
    this.#demandTies(sources.sources, [...sources.common, ...tiesOf(parts.get("WHERE") ?? [])]);
    this.#expressions(sources.inner, known);
    for (const [name, part] of parts) if (name !== "FROM") this.#expressions(part, known);
  }

  #update(tokens: readonly Token[], known: ReadonlySet<string>): void {
    const parts = clausesOf(tokens.slice(1), ["SET", "WHERE", "ORDER", "LIMIT", "RETURNING"]);
    const sources = readSources(withoutModifiers(parts.get("") ?? []), known, this.text);
    this.#demandTies(sources.sources, [...sources.common, ...tiesOf(parts.get("WHERE") ?? [])]);
    for (const assignment of splitAt(parts.get("SET") ?? [], (token) => isSign(token, ","))) {
      const equals = assignment.findIndex((token) => isSign(token, "="));
      const column = assignment[equals - 1];
      if (column?.kind !== "word") throw violation("sets what is no column", this.text);
      if (column.upper === "TENANT_ID") throw violation("moves rows to a tenant", this.text);
      this.#sets.push(column.text.toLowerCase());
    }
    this.#expressions(sources.inner, known);
    for (const [name, part] of parts) if (name !== "") this.#expressions(part, known);
  }

  #remove(tokens: readonly Token[], known: ReadonlySet<string>): void {
    const parts = clausesOf(tokens.slice(1), ["FROM", "WHERE", "ORDER", "LIMIT", "RETURNING"]);
    const sources = readSources(parts.get("FROM") ?? [], known, this.text);
    this.#demandTies(sources.sources, [...sources.common, ...tiesOf(parts.get("WHERE") ?? [])]);
    this.#expressions(sources.inner, known);
    for (const [name, part] of parts) if (name !== "FROM") this.#expressions(part, known);
  }

  #insert(tokens: readonly Token[], known: ReadonlySet<string>): void {
    const into = tokens.findIndex((token) => isWord(token, "INTO"));
    const target = tokens[into + 1];
    const columns = tokens[into + 2];
    if (into < 0 || target?.kind !== "word" || columns?.kind !== "group")
      throw violation("inserts without naming table and columns", this.text);
    if (!tables.isKnown(target.text))
      throw violation(`writes ${target.text}, which nobody declared`, this.text);
    const rest = tokens.slice(into + 3);
    const names = splitAt(columns.tokens, (token) => isSign(token, ",")).map(onlyWord);
    const rows = this.#insertedRows(rest, known);
    if (!tables.isTenantTable(target.text)) return;
    // It would change whichever row holds the key, also another tenant's: ledgers build theirs on guarded keys.
    if (rest.some((token) => isWord(token, "DUPLICATE")))
      throw violation("may change a row that it does not see", this.text);
    const tied = (column: string, to: string) => {
      const place = names.indexOf(column);
      return place >= 0 && rows.every((row) => isParameter(row[place], to));
    };
    if (rows.length === 0 || !tied("tenant_id", "tenant"))
      throw violation("must give tenant_id :tenant in every row that it inserts", this.text);
    const partyColumns = names.filter((name) => tied(name, "party"));
    this.#uses.push({ table: target.text, partyColumns });
  }

  /** What each inserted row gives, column by column: of VALUES, or of the SELECTs that it inserts from. */
  #insertedRows(rest: readonly Token[], known: ReadonlySet<string>): Token[][][] {
    const byComma = (tokens: readonly Token[]) => splitAt(tokens, (token) => isSign(token, ","));
    if (isWord(rest[0], "VALUES", "VALUE")) {
      this.#expressions(rest, known);
      return rest.flatMap((token) => (token.kind === "group" ? [byComma(token.tokens)] : []));
    }
    this.#query(rest, known);
    const selects = splitAt(rest, (token) => isWord(token, ...SET_OPERATIONS));
    return selects.map((select) => {
      const begin = isWord(select[0], "ALL", "DISTINCT") ? 2 : 1;
      return byComma(clausesOf(select.slice(begin), CLAUSES).get("") ?? []);
    });
  }

  #demandTies(sources: readonly Source[], ties: readonly Tie[]): void {
    const alone = sources.length === 1;
    for (const { table, alias, own } of sources) {
      if (!tables.isTenantTable(table)) continue;
      const held = [...own, ...ties].filter(
        (tie) => tie.alias === alias || (tie.alias === null && alone),
      );
      if (!held.some((tie) => tie.to === "tenant" && tie.column === "tenant_id"))
        throw violation(`does not tie ${table} ${alias} to :tenant`, this.text);
      const partyColumns = held.filter((tie) => tie.to === "party").map((tie) => tie.column);
      this.#uses.push({ table, partyColumns });
    }
  }

  /** Looks for sub-queries; a table that is named anywhere else could be reached past the check. */
  #expressions(tokens: readonly Token[], known: ReadonlySet<string>): void {
    tokens.forEach((token, at) => {
      if (token.kind === "group") {
        if (isWord(token.tokens[0], "SELECT", "WITH")) this.#query(token.tokens, known);
        else this.#expressions(token.tokens, known);
        return;
      }
      if (token.kind !== "word") return;
      const refused = !token.quoted && (REFUSED.includes(token.upper) || token.upper === "INTO");
      if (refused) throw violation(`holds ${token.upper}`, this.text);
      const isColumn = isSign(tokens[at + 1], ".") || isSign(tokens[at - 1], ".");
      if (!isColumn && isWord(token, "SELECT"))
        throw violation("holds a query outside of parentheses", this.text);
      if (!isColumn && tables.isTenantTable(token.text.toLowerCase()))
        throw violation(`names ${token.text} where it cannot be guarded`, this.text);
    });
  }
}

const isParameter = (item: readonly Token[] | undefined, name: string): boolean => {
  const [only] = item ?? [];
  return item?.length === 1 && only?.kind === "parameter" && only.name === name;
};

const onlyWord = (tokens: readonly Token[]): string => {
  const [only] = tokens;
  return tokens.length === 1 && only?.kind === "word" ? only.text : "";
};

const withoutModifiers = (tokens: readonly Token[]) =>
  tokens.filter((token) => !isWord(token, "LOW_PRIORITY", "IGNORE", "QUICK"));

/** The clauses of one level by their first word; what stands before the first is under "". */
function clausesOf(tokens: readonly Token[], names: readonly string[]): Map<string, Token[]> {
  const parts = new Map<string, Token[]>([["", []]]);
  let open = parts.get("")!;
  tokens.forEach((token, at) => {
    const name =
      token.kind === "word" && isWord(token, ...names) && !isSign(tokens[at - 1], ".")
        ? token.upper
        : null;
    if (name === null || (parts.has(name) && name !== "FOR")) open.push(token);
    else parts.set(name, (open = []));
  });
  return parts;
}
