import { tables } from "./tables";
import { isSign, isWord, violation, type Token } from "./sql-tokens";
import { tiesOf, type Tie } from "./sql-ties";

/** One table in a FROM clause (or the target of an UPDATE): under which name, and what its own ON ties. */
export interface Source {
  table: string;
  alias: string;
  /** Ties of the ON that brought it in: they hold for this source, also when it is joined LEFT. */
  own: Tie[];
}

export interface Sources {
  sources: Source[];
  /** Ties of inner joins: they hold for every source before them. */
  common: Tie[];
  /** Sub-queries that stand for tables, and conditions: to be read in their turn. */
  inner: Token[];
}

const JOINS = ["JOIN", "INNER", "LEFT", "OUTER", "CROSS", "STRAIGHT_JOIN"];
/** A row of the outer side would come without any predicate of ours; NATURAL and USING would hide the condition. */
const REFUSED = ["RIGHT", "FULL", "NATURAL", "USING", "PARTITION", "LATERAL"];
const AFTER_NAME = [...JOINS, ...REFUSED, "ON", "FORCE", "USE", "IGNORE"];

/** Reads a FROM clause without its FROM. Every name in it is a declared table or a WITH of this statement. */
export function readSources(
  tokens: readonly Token[],
  known: ReadonlySet<string>,
  text: string,
): Sources {
  const read: Sources = { sources: [], common: [], inner: [] };
  let at = 0;
  let left = false;
  let joined = false;
  while (at < tokens.length) {
    const token = tokens[at]!;
    if (isWord(token, ...REFUSED)) throw violation("joins in a way that cannot be guarded", text);
    if (isSign(token, ",") || isWord(token, ...JOINS)) {
      left = isWord(token, "LEFT") || (left && isWord(token, "OUTER", "JOIN"));
      at += 1;
      continue;
    }
    if (isWord(token, "ON")) {
      if (!joined) throw violation("has an ON too many", text);
      at = readOn(tokens, at + 1, left, read);
      joined = false;
      left = false;
      continue;
    }
    at = readSource(tokens, at, known, text, read);
    joined = true;
  }
  return read;
}

function readOn(tokens: readonly Token[], from: number, left: boolean, read: Sources): number {
  let to = from;
  while (to < tokens.length && !endsCondition(tokens, to)) to += 1;
  const condition = tokens.slice(from, to);
  read.inner.push(...condition);
  const ties = tiesOf(condition);
  read.sources.at(-1)?.own.push(...ties);
  if (!left) read.common.push(...ties);
  return to;
}

/** `LEFT(` and `RIGHT(` are functions; as joins they are followed by a word. */
function endsCondition(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]!;
  if (isSign(token, ",") || isWord(token, "ON")) return true;
  const isFunction = isWord(token, "LEFT", "RIGHT") && tokens[at + 1]?.kind === "group";
  return isWord(token, ...JOINS, ...REFUSED) && !isFunction;
}

function readSource(
  tokens: readonly Token[],
  from: number,
  known: ReadonlySet<string>,
  text: string,
  read: Sources,
): number {
  const token = tokens[from]!;
  let at = from + 1;
  let table: string | null = null;
  if (token.kind === "group") {
    if (!isWord(token.tokens[0], "SELECT", "WITH"))
      throw violation("puts tables in parentheses", text);
    read.inner.push(token);
  } else if (token.kind === "word") {
    if (isSign(tokens[at], ".")) throw violation("names a database", text);
    table = nameOf(token.text, known, text);
  } else throw violation("names no table where one must stand", text);
  if (isWord(tokens[at], "AS")) at += 1;
  const next = tokens[at];
  const named = next?.kind === "word" && (next.quoted || !AFTER_NAME.includes(next.upper));
  const alias = named ? next.text : table;
  if (named) at += 1;
  if (named && tables.isKnown(next.text.toLowerCase()) && next.text !== table)
    throw violation("gives a table the name of another", text);
  read.sources.push({ table: table ?? "", alias: alias ?? "", own: [] });
  return skipHints(tokens, at);
}

function nameOf(name: string, known: ReadonlySet<string>, text: string): string {
  if (known.has(name)) return "";
  if (!tables.isKnown(name)) throw violation(`reads ${name}, which nobody declared`, text);
  return name;
}

/** `FORCE INDEX (…)` */
function skipHints(tokens: readonly Token[], from: number): number {
  let at = from;
  while (isWord(tokens[at], "FORCE", "USE", "IGNORE")) {
    at += 1;
    while (at < tokens.length && tokens[at]!.kind !== "group") at += 1;
    at += 1;
  }
  return at;
}
