import { posix } from "node:path";
import { importsOf, parseSource } from "./imports-of";
import { findCycles } from "./find-cycles";
import { placeOf, type Place } from "./layers";

/** One broken rule, in words. */
export interface Violation {
  /** From the project's root, with slashes. */
  path: string;
  /** Where the import is written; 1 when the fault is the file itself. */
  line: number;
  message: string;
}

/** What server and clients may import of `shared`; everything else in it is private. */
const SHARED_DOORS = ["contract", "domain", "locale"].map((name) => `@quanlian/shared/${name}`);

/**
 * Checks who imports whom (docs/ARCHITECTURE.md), over every import of every kind, types too.
 *
 * Tests are left out: they may look into any room. Relative imports are resolved among `files`,
 * so the map must hold all of a part's sources.
 *
 * @param files source by path from the project's root, e.g. "server/src/chain/orders/index.ts"
 * @returns what is broken, in the order of the files; cycles last
 */
export function findViolations(files: ReadonlyMap<string, string>): Violation[] {
  const violations: Violation[] = [];
  const graph = new Map<string, string[]>();
  for (const [path, source] of files) {
    if (isTest(path)) continue;
    const edges: string[] = [];
    graph.set(path, edges);

    const place = placeOf(path);
    if (typeof place === "string") {
      violations.push({ path, line: 1, message: place });
      continue;
    }
    const { specifiers, hasComputed } = importsOf(parseSource(path, source));
    if (hasComputed && place.layer !== "main") {
      violations.push({ path, line: 1, message: "an import must write out what it imports" });
    }
    for (const specifier of specifiers) {
      const target = specifier.startsWith(".") ? resolve(path, specifier, files) : null;
      if (target !== null) edges.push(target);
      const message =
        target === null ? packageFault(place, specifier) : fileFault(path, place, target);
      if (message !== null) {
        violations.push({ path, line: lineOf(source, specifier), message });
      }
    }
  }
  return [...violations, ...cycleViolations(graph)];
}

/** Why a package may not be imported from a place; null when it may. */
function packageFault(from: Place, specifier: string): string | null {
  if (from.part === "shared" && (specifier.startsWith("node:") || specifier === "fs")) {
    return `shared runs in browsers too and may not import ${specifier}`;
  }
  if (!specifier.startsWith("@quanlian/")) return null;
  if (from.part === "shared") return `shared imports nothing of ours, but imports ${specifier}`;
  if (SHARED_DOORS.includes(specifier)) return null;
  if (specifier.startsWith("@quanlian/shared")) {
    return `shared has three doors (${SHARED_DOORS.join(", ")}), not ${specifier}`;
  }
  return `${from.part} imports only shared of the other parts, not ${specifier}`;
}

/** Why a file of ours may not be imported from a place; null when it may. */
function fileFault(path: string, from: Place, target: string): string | null {
  if (isTest(target)) return `the product may not import a test: ${target}`;
  const to = placeOf(target);
  if (typeof to === "string") return `imports ${target}, which ${to}`;
  if (from.part !== to.part) {
    return `${from.part} reaches another part by its package name only, not by ${target}`;
  }
  if (from.part !== "server" || from.module === to.module) return null;

  if (from.layer === "migrations" && to.module !== "kernel/db") {
    return `a migration imports only kernel/db, not ${to.module}`;
  }
  if (from.layer === "kernel" && to.layer === "kernel") return null; // cycles are looked for apart
  if (from.layer === to.layer) {
    return `${from.module} may not import ${to.module}: modules of one layer do not know each other`;
  }
  if (from.rank <= to.rank) return `${from.layer} may not import ${to.layer}`;
  if (!to.isIndex) {
    const face = `server/src/${to.module}/index.ts`;
    return `from outside, ${to.module} is its index alone: import ${relative(path, face)}`;
  }
  return null;
}

function cycleViolations(graph: ReadonlyMap<string, readonly string[]>): Violation[] {
  return findCycles(graph).map((cycle) => ({
    path: cycle[0] ?? "",
    line: 1,
    message: `files import one another in a circle: ${[...cycle, cycle[0]].join(" → ")}`,
  }));
}

/** The file that a relative specifier means; its bare path when no known file answers to it. */
function resolve(from: string, specifier: string, files: ReadonlyMap<string, string>): string {
  const base = posix.join(posix.dirname(from), specifier);
  const withoutJs = base.replace(/\.jsx?$/, "");
  const candidates = [
    base,
    ...[".ts", ".tsx", "/index.ts", "/index.tsx"].map((ending) => withoutJs + ending),
  ];
  return candidates.find((candidate) => files.has(candidate)) ?? base;
}

function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), posix.dirname(to));
  return path.startsWith(".") ? path : `./${path}`;
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

/** The line on which a specifier is first written. */
function lineOf(source: string, specifier: string): number {
  const at = ['"', "'", "`"].map((quote) => source.indexOf(quote + specifier + quote));
  const first = Math.min(...at.filter((index) => index >= 0), source.length);
  return source.slice(0, first).split("\n").length;
}
