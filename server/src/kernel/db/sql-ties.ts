import { isSign, isWord, type Token } from "./sql-tokens";

/** A column that a condition ties to `:tenant` or `:party`, under the alias that it names (null: none). */
export interface Tie {
  alias: string | null;
  column: string;
  to: "tenant" | "party";
}

/**
 * The ties that must hold wherever the condition holds: only whole terms of a conjunction, through parentheses. A term
 * beside an OR, under a NOT, in a CASE or behind a BETWEEN promises nothing.
 */
export function tiesOf(condition: readonly Token[]): Tie[] {
  return termsOf(condition).flatMap((term) => {
    const [only] = term;
    if (term.length === 1 && only?.kind === "group") return tiesOf(only.tokens);
    const tie = tieOf(term) ?? tieOf(reversed(term));
    return tie ? [tie] : [];
  });
}

const EITHER = ["OR", "XOR"];

/** The terms of a conjunction; none where anything but AND joins them. */
function termsOf(condition: readonly Token[]): Token[][] {
  const terms: Token[][] = [[]];
  let cases = 0;
  let between = false;
  for (const token of condition) {
    if (isWord(token, "CASE")) cases += 1;
    if (isWord(token, "END")) cases -= 1;
    const top = cases === 0;
    if (top && (isWord(token, ...EITHER) || isSign(token, "|") || isSign(token, "&"))) return [];
    if (isWord(token, "BETWEEN")) between = true;
    else if (top && isWord(token, "AND") && between) between = false;
    else if (top && isWord(token, "AND")) {
      terms.push([]);
      continue;
    }
    terms.at(-1)!.push(token);
  }
  return terms;
}

function reversed(term: readonly Token[]): Token[] {
  const equals = term.findIndex((token) => isSign(token, "="));
  return equals < 0 ? [] : [...term.slice(equals + 1), term[equals]!, ...term.slice(0, equals)];
}

/** `alias.column = :tenant` or `column = :tenant`, and nothing else. */
function tieOf(term: readonly Token[]): Tie | null {
  const parameter = term.at(-1);
  if (parameter?.kind !== "parameter" || !isSign(term.at(-2), "=")) return null;
  if (parameter.name !== "tenant" && parameter.name !== "party") return null;
  const column = term.at(-3);
  if (column?.kind !== "word") return null;
  if (term.length === 3) return { alias: null, column: column.text, to: parameter.name };
  const alias = term[0];
  if (term.length !== 5 || !isSign(term[1], ".") || alias?.kind !== "word") return null;
  return { alias: alias.text, column: column.text, to: parameter.name };
}
