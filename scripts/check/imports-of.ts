import { parseSync } from "@swc/core";

/** What one source file brings in. */
export interface Imports {
  /** Every module specifier that is written out, types included, in reading order. */
  specifiers: string[];
  /** Whether a dynamic import or a require computes its target, so that nobody can check it. */
  hasComputed: boolean;
}

/** A node of the syntax tree, as far as a generic walk needs to know it. */
export type SyntaxNode = Record<string, unknown>;

/** Parses one TypeScript file; `path` decides whether JSX is allowed and names it in errors. */
export function parseSource(path: string, source: string): SyntaxNode {
  try {
    const tree = parseSync(source, {
      syntax: "typescript",
      tsx: path.endsWith(".tsx"),
      decorators: true,
      target: "es2022",
    });
    return tree as unknown as SyntaxNode;
  } catch (error) {
    throw new Error(`${path} cannot be parsed: ${String(error)}`);
  }
}

/**
 * Lists what a file imports: import and export-from declarations, `import type`, `import("…")`
 * as a value and as a type, `import x = require("…")` and `require("…")`.
 */
export function importsOf(tree: SyntaxNode): Imports {
  const found: Imports = { specifiers: [], hasComputed: false };
  walk(tree, (node) => {
    const target = importTarget(node);
    if (target === undefined) return;
    const text = literalText(target);
    if (text === null) found.hasComputed = true;
    else found.specifiers.push(text);
  });
  return found;
}

/** Calls `visit` for every node of a tree, parents first. */
export function walk(node: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const part of node) walk(part, visit);
  } else if (isNode(node)) {
    if (typeof node.type === "string") visit(node);
    for (const part of Object.values(node)) walk(part, visit);
  }
}

/** Whether a value is an object of the tree. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The expression that names the imported module; undefined when the node imports nothing. */
function importTarget(node: SyntaxNode): unknown {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
      return node.source;
    case "ExportNamedDeclaration":
      return node.source ?? undefined;
    case "TsImportType":
      return node.argument;
    case "TsExternalModuleReference":
      return node.expression;
    case "CallExpression":
      return isImportCall(node.callee) ? (firstArgument(node) ?? null) : undefined;
    default:
      return undefined;
  }
}

function isImportCall(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  return callee.type === "Import" || (callee.type === "Identifier" && callee.value === "require");
}

function firstArgument(call: SyntaxNode): unknown {
  const first: unknown = Array.isArray(call.arguments) ? call.arguments[0] : undefined;
  return isNode(first) ? first.expression : undefined;
}

function literalText(expression: unknown): string | null {
  if (!isNode(expression)) return null;
  if (expression.type === "StringLiteral") return String(expression.value);
  if (expression.type !== "TemplateLiteral") return null;
  const { quasis, expressions } = expression;
  if (!Array.isArray(quasis) || quasis.length !== 1) return null;
  if (Array.isArray(expressions) && expressions.length > 0) return null;
  const only: unknown = quasis[0];
  return isNode(only) && typeof only.cooked === "string" ? only.cooked : null;
}
