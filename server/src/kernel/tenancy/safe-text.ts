import { Utils } from "sequelize";
import { isSign, isWord, readTokens, type Token } from "../db/sql-tokens";
import { tables } from "../db/tables";
import { TenancyViolation } from "./scope";

/** Where Sequelize's own helpers keep text that it puts into a statement as it is: literal, fn, cast, where. */
const RAW = ["val", "fn", "type", "comparator"] as const;
const COMPARATOR = /^(?:[<>=!]{1,3}|(?:NOT )?(?:IN|LIKE|REGEXP|BETWEEN)|IS(?: NOT)?)$/i;
/** Not part of what is asked: a model is checked when its own table is. */
const PASSED_OVER = new Set<PropertyKey>(["transaction", "association", "parent", "sequelize"]);

/**
 * Refuses raw text that could reach past a predicate beside it: a sub-query, a comment, brackets that close those around
 * it, another table. SQL of one's own goes through `sqlText`.
 */
export function refuseUnsafeText(value: unknown, seen = new WeakSet()): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Date || Buffer.isBuffer(value)) return;
  if (value instanceof Utils.SequelizeMethod) {
    for (const name of RAW) check(name, (value as unknown as Record<string, unknown>)[name]);
  }
  for (const key of Reflect.ownKeys(value)) {
    if (PASSED_OVER.has(key)) continue;
    refuseUnsafeText((value as Record<PropertyKey, unknown>)[key], seen);
  }
}

function check(name: (typeof RAW)[number], text: unknown): void {
  if (typeof text !== "string") return;
  if (name === "comparator") {
    if (!COMPARATOR.test(text)) throw new TenancyViolation(`No comparison: ${text.slice(0, 100)}`);
    return;
  }
  checkTokens(readTokens(text), text);
}

function checkTokens(tokens: readonly Token[], text: string): void {
  tokens.forEach((token, at) => {
    if (token.kind === "group") return checkTokens(token.tokens, text);
    const queries = isWord(token, "SELECT", "WITH", "UNION", "FROM", "INTO", "TABLE", "VALUES");
    const named =
      token.kind === "word" &&
      tables.isKnown(token.text.toLowerCase()) &&
      !isSign(tokens[at + 1], ".");
    if (queries || named)
      throw new TenancyViolation(`A literal cannot be guarded: ${text.slice(0, 100)}`);
  });
}
