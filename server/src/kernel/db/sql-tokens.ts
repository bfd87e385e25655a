import { TenancyViolation } from "../tenancy/scope";

/**
 * SQL text cut into the little that a check of its structure needs. What could hide a table or a condition from the
 * check is refused here: comments, `;`, user variables.
 */
export type Token =
  | { kind: "word"; text: string; upper: string; quoted: boolean }
  | { kind: "parameter"; name: string; from: number; to: number }
  | { kind: "value" }
  | { kind: "sign"; text: string }
  | { kind: "group"; tokens: Token[] };

const PART =
  /\s+|(?<comment>--|\/\*|#)|(?<refused>;|(?<!@)@(?!@))|(?<string>'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*")|`(?<name>[^`]+)`|(?<parameter>:[a-zA-Z][a-zA-Z0-9]*)|(?<word>[\w$\u0080-\uffff]+)|(?<sign>[^])/gu;

/** Reads a whole text; groups in parentheses become one token each. @throws TenancyViolation for what may not be there */
export function readTokens(text: string): Token[] {
  const root: Token[] = [];
  const open: Token[][] = [root];
  for (const match of text.matchAll(PART)) {
    const token = tokenOf(match, text);
    if (!token) continue;
    if (token.kind === "sign" && token.text === "(") {
      const group: Token = { kind: "group", tokens: [] };
      open.at(-1)!.push(group);
      open.push(group.tokens);
    } else if (token.kind === "sign" && token.text === ")") {
      if (open.length === 1) throw violation("closes what it did not open", text);
      open.pop();
    } else open.at(-1)!.push(token);
  }
  if (open.length > 1) throw violation("does not close its parentheses", text);
  return root;
}

function tokenOf(match: RegExpMatchArray, text: string): Token | null {
  const { comment, refused, string, name, parameter, word, sign } = match.groups!;
  if (comment) throw violation("holds a comment", text);
  if (refused) throw violation(`holds a ${refused}`, text);
  // A `:name` in quotes is text: nothing is put in there.
  if (string) return { kind: "value" };
  if (name) return { kind: "word", text: name, upper: name.toUpperCase(), quoted: true };
  if (parameter) {
    const from = match.index!;
    return { kind: "parameter", name: parameter.slice(1), from, to: from + parameter.length };
  }
  if (word) {
    if (/^\d+$/.test(word)) return { kind: "value" };
    return { kind: "word", text: word, upper: word.toUpperCase(), quoted: false };
  }
  if (!sign) return null;
  if (sign === "'" || sign === '"' || sign === "`")
    throw violation("does not end its quotes", text);
  return { kind: "sign", text: sign };
}

export const violation = (why: string, text: string) =>
  new TenancyViolation(`This SQL ${why}: ${text.slice(0, 300)}`);

/** Whether the token is one of these unquoted words. */
export const isWord = (token: Token | undefined, ...words: string[]): boolean =>
  token?.kind === "word" && !token.quoted && words.includes(token.upper);

export const isSign = (token: Token | undefined, text: string): boolean =>
  token?.kind === "sign" && token.text === text;

/** Every parameter in the order of the text, with its place. */
export function parametersIn(
  tokens: readonly Token[],
): { name: string; from: number; to: number }[] {
  return tokens.flatMap((token) => {
    if (token.kind === "group") return parametersIn(token.tokens);
    return token.kind === "parameter" ? [token] : [];
  });
}

/** Cuts at a sign or word of this level; what is inside a group stays whole. */
export function splitAt(tokens: readonly Token[], ends: (token: Token) => boolean): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (ends(token)) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts;
}
