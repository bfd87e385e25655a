import { exact, toDecimalText } from "@quanlian/shared/domain";

/** One line of a parts list as it was read. */
export interface PartLine {
  row: number;
  part: string;
  quantity: string;
  description: string;
}

/** One part of the product: the lines that name it, added up. */
export interface Part {
  name: string;
  /** Exact sum of the lines. */
  quantity: string;
  description: string;
  rows: number[];
}

/** Adds up the lines that name the same part, in the order in which parts first appear. Nothing is lost: Σ in = Σ out. */
export function gatherParts(lines: readonly PartLine[]): Part[] {
  const parts = new Map<string, Part>();
  for (const { row, part: name, quantity, description } of lines) {
    const part = parts.get(name);
    if (!part) {
      const first = toDecimalText(exact(quantity));
      parts.set(name, { name, quantity: first, description, rows: [row] });
      continue;
    }
    part.quantity = toDecimalText(exact(part.quantity) + exact(quantity));
    part.description ||= description;
    part.rows.push(row);
  }
  return [...parts.values()];
}

const LONGEST_CODE = 64;

/**
 * A code for each new part: its name, cut to a code's length, with a number behind it where another item or part has that
 * code already. Codes are compared as the database does, without regard to case, width and accents.
 */
export function giveCodes(names: readonly string[], taken: Iterable<string>): Map<string, string> {
  const used = new Set([...taken].map(codeKey));
  const codes = new Map<string, string>();
  for (const name of names) {
    let code = cut(name, LONGEST_CODE);
    for (let number = 2; used.has(codeKey(code)); number += 1) {
      const ending = `-${number}`;
      code = `${cut(name, LONGEST_CODE - ending.length)}${ending}`;
    }
    used.add(codeKey(code));
    codes.set(name, code);
  }
  return codes;
}

/** Every code that `giveCodes` may first think of: what to ask the database about. */
export const firstCodes = (names: readonly string[]): string[] =>
  names.map((name) => cut(name, LONGEST_CODE));

const cut = (text: string, length: number) =>
  Array.from(text.replace(/\s+/gu, " ")).slice(0, length).join("").trim();

const codeKey = (code: string) =>
  code.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
