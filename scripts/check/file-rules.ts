import { isNode, parseSource, walk, type SyntaxNode } from "./imports-of";
import type { Violation } from "./import-rules";

const LINE_LIMIT = 300;

/** Files that may be long: cases, word lists, and what has already been run on live data. */
const MAY_BE_LONG = [/\.test\.tsx?$/, /^tests\//, /\/locale\//, /\/migrations\//];

/** Words that must not be committed, spelled so that this file does not contain them. */
const FORBIDDEN_WORDS = new RegExp(String.raw`@ts-(?:ignore|nocheck)|\b(?:TO${"DO"}|FIX${"ME"})\b`);

/**
 * Checks what a source file may contain: its length, no `any`, no silenced compiler, nothing left
 * for later, and in server and shared no floating-point shortcuts, because money and quantities
 * there are exact.
 *
 * @param files source by path from the project's root
 */
export function findFileFaults(files: ReadonlyMap<string, string>): Violation[] {
  const faults: Violation[] = [];
  for (const [path, source] of files) {
    const lines = source.trimEnd().split("\n");
    if (lines.length > LINE_LIMIT && !MAY_BE_LONG.some((pattern) => pattern.test(path))) {
      const message = `${lines.length} lines: a file has one subject and at most ${LINE_LIMIT}`;
      faults.push({ path, line: 1, message });
    }
    lines.forEach((text, index) => {
      const word = FORBIDDEN_WORDS.exec(text)?.[0];
      if (word !== undefined) faults.push({ path, line: index + 1, message: `contains ${word}` });
    });
    for (const message of syntaxFaults(path, source)) faults.push({ path, line: 1, message });
  }
  return faults;
}

/** Looked for in the syntax tree, so that a sentence in a comment or a string is no fault. */
function syntaxFaults(path: string, source: string): string[] {
  const faults: string[] = [];
  const isExactPart = /^(server|shared)\//.test(path);
  walk(parseSource(path, source), (node) => {
    if (node.type === "TsKeywordType" && node.kind === "any") faults.push("uses the type any");
    if (!isExactPart) return;
    if (node.type === "Identifier" && node.value === "parseFloat") {
      faults.push("parseFloat makes a floating-point number: use exact()");
    }
    if (isMemberNamed(node, "toFixed")) {
      faults.push("toFixed rounds a floating-point number: use toDecimalText()");
    }
  });
  return faults;
}

function isMemberNamed(node: SyntaxNode, name: string): boolean {
  if (node.type !== "MemberExpression") return false;
  return isNode(node.property) && node.property.value === name;
}
