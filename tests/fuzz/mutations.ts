import type { Path } from "../adversary/ids-in";

/** One wrong value, and what is wrong with it. */
export interface Mutation {
  what: string;
  /** `undefined` takes the field away. */
  value: unknown;
}

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

/** Values that no field means, and values that only look like what it means. */
export const mutations: readonly Mutation[] = [
  { what: "missing", value: undefined },
  { what: "null", value: null },
  { what: "a flag", value: true },
  { what: "zero", value: 0 },
  { what: "a negative number", value: -1 },
  { what: "a fraction", value: 1.5 },
  { what: "a huge number", value: 1e308 },
  { what: "2^63 as a number", value: 2 ** 63 },
  { what: "2^53 + 1", value: 2 ** 53 + 1 },
  { what: "2^63 as text", value: "9223372036854775808" },
  { what: "2^64 as text", value: "18446744073709551616" },
  { what: "a negative text", value: "-1" },
  { what: "a decimal with too many places", value: "1.1234567" },
  { what: "a huge decimal", value: "99999999999999999999.999999" },
  { what: "an exponent", value: "1e3" },
  { what: "NaN", value: "NaN" },
  { what: "Infinity", value: "Infinity" },
  { what: "digits of another script", value: "１２" },
  { what: "no text", value: "" },
  { what: "blanks", value: "  \t " },
  { what: "a lone surrogate", value: "a\ud800b" },
  { what: "a pictograph", value: "😀".repeat(3) },
  { what: "a zero byte", value: "a\u0000b" },
  { what: "a right-to-left override", value: "a\u202eb" },
  { what: "SQL", value: "' OR '1'='1' -- " },
  { what: "SQL that ends a statement", value: '"; DROP TABLE parties; /*' },
  { what: "a pattern", value: "%_\\%" },
  { what: "a script", value: "<script>alert(1)</script>" },
  { what: "a template", value: "${7*7}{{7*7}}:tenant" },
  { what: "a path", value: "../../../etc/passwd" },
  { what: "a formula", value: "=cmd|' /C calc'!A0" },
  { what: "a very long text", value: "x".repeat(100_000) },
  { what: "a very long pictograph text", value: "😀".repeat(5_000) },
  { what: "a day that is none", value: "2026-02-30" },
  { what: "a day out of range", value: "9999-12-31" },
  { what: "a day of zeros", value: "0000-00-00" },
  // These pass many a schema and reach what stands behind it.
  { what: "an id that nothing has", value: "911111111111111111" },
  { what: "the largest id", value: "9223372036854775807" },
  { what: "the smallest id", value: "1" },
  { what: "the smallest decimal", value: "0.000001" },
  { what: "the largest quantity", value: "999999999.999999" },
  { what: "the largest decimal", value: "99999999999999.999999" },
  { what: "the largest revision", value: 2_147_483_647 },
  { what: "the largest sum", value: 99_999_999_999_999 },
  { what: "the largest safe integer", value: Number.MAX_SAFE_INTEGER },
  { what: "the first day", value: "1990-01-01" },
  { what: "the last day", value: "2199-12-31" },
  { what: "another flag", value: false },
  { what: "a word", value: "x" },
  { what: "an empty list", value: [] },
  { what: "a list", value: ["1"] },
  { what: "a deep list", value: deep(500) },
  { what: "a long list", value: Array.from({ length: 5_000 }, () => "1") },
  { what: "an object", value: { a: 1 } },
  { what: "an object with a prototype", value: JSON.parse('{"__proto__":{"x":1}}') as unknown },
];

/** Every place of an input: of each field, each member, each object. */
export function placesIn(input: unknown, path: Path = []): Path[] {
  if (typeof input !== "object" || input === null) return [path];
  const inside = Object.entries(input).flatMap(([key, value]) =>
    placesIn(value, [...path, Array.isArray(input) ? Number(key) : key]),
  );
  return path.length === 0 ? inside : [path, ...inside];
}

interface Schema {
  properties?: Record<string, Schema>;
}

/** Fields that the schema has and the input leaves out. */
export function unusedPlaces(schema: Schema, input: unknown, path: Path = []): Path[] {
  if (typeof input !== "object" || input === null) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const value = (input as Record<string, unknown>)[key];
    return value === undefined ? [[...path, key]] : unusedPlaces(inner, value, [...path, key]);
  });
}

/** A sequence that a seed decides (mulberry32): the same run finds the same faults. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** So many of them, at random. */
export function some<T>(all: readonly T[], count: number, random: () => number): T[] {
  const rest = [...all];
  return Array.from({ length: Math.min(count, rest.length) }, () =>
    rest.splice(Math.floor(random() * rest.length), 1),
  ).flat();
}
