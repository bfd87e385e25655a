import { toDecimalText } from "@quanlian/shared/domain";
import { escape } from "mysql2";

/** What may stand for a `:name` in SQL text. A bigint is an exact decimal in millionths. */
export type Parameter =
  string | number | bigint | boolean | Date | null | readonly (string | number | bigint)[];

const ID = /^\d{1,19}$/;

/**
 * Writes a value as an SQL literal.
 *
 * Ids must arrive as bare integers: MariaDB compares a BIGINT column with quoted text as floating point, in which two
 * different 64-bit ids can be equal. `isId` says so; a value that is not an id is refused there.
 */
export function literal(value: Parameter, isId: boolean): string {
  if (Array.isArray(value)) {
    // An empty list matches nothing; `IN ()` is not SQL.
    if (value.length === 0) return "(NULL)";
    return `(${value.map((each) => scalar(each, isId)).join(",")})`;
  }
  return scalar(value, isId);
}

/** One value; `literal` for the rest. Anything that is none of the kinds above is a mistake of ours. */
export function scalar(value: unknown, isId: boolean): string {
  if (value === null) return "NULL";
  if (isId) {
    if (typeof value !== "string" || !ID.test(value)) throw new TypeError("Not an id");
    return value;
  }
  switch (typeof value) {
    case "string":
      return escape(value);
    case "bigint":
      return toDecimalText(value);
    case "boolean":
      return value ? "1" : "0";
    case "number":
      if (!Number.isSafeInteger(value)) throw new TypeError(`Not a safe integer: ${value}`);
      return String(value);
    default:
      if (value instanceof Date) return `'${instantText(value)}'`;
      throw new TypeError(`Cannot be written as SQL: ${typeof value}`);
  }
}

/** An instant as DATETIME(3) in UTC. */
export function instantText(at: Date): string {
  return at.toISOString().slice(0, 23).replace("T", " ");
}
