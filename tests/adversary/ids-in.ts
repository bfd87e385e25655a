/** A place in an input. */
export type Path = readonly (string | number)[];

const ID = /^\d{15,19}$/;
/** Where a page begins is a position, not a record: any number is one. */
const POSITIONS = new Set(["after", "before", "cursor", "since"]);

/** Every id that an input names, with its place. */
export function idsIn(input: unknown, path: Path = []): { path: Path; id: string }[] {
  if (typeof input === "string")
    return ID.test(input) && !POSITIONS.has(String(path.at(-1))) ? [{ path, id: input }] : [];
  if (typeof input !== "object" || input === null) return [];
  return Object.entries(input).flatMap(([key, value]) =>
    idsIn(value, [...path, Array.isArray(input) ? Number(key) : key]),
  );
}

export const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, key) => (at as Record<string | number, unknown> | undefined)?.[key],
    input,
  );

/** A copy of the input with another value at one place. */
export function withValue<T>(input: T, path: Path, value: unknown): T {
  const copy = structuredClone(input);
  const holder = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  holder[path.at(-1)!] = value;
  return copy;
}

/** The name that says what an id is of: `orderId`, and `itemIds` for the members of a list. */
export const nameOf = (path: Path): string =>
  String(path.findLast((part) => typeof part === "string") ?? "");
