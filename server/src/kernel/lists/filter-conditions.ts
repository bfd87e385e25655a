import type { Condition } from "@quanlian/shared/contract";
import { codecOf } from "../fields/field-codec";
import type { BoundField } from "../fields/define-resource";
import { likeText } from "../search/terms";
import type { QueryBuilder } from "./query-builder";

const COMPARISONS = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

/** Adds one field's condition; what it says several times must all hold. */
export function addCondition(query: QueryBuilder, bound: BoundField, condition: Condition): void {
  const isId = bound.idSql !== null;
  const column = query.compared(bound);
  const codec = codecOf(bound.field.kind);
  const value = (given: unknown) => query.value(codec.parameter(given), isId);
  if (condition.eq !== undefined) query.where(`${column} = ${value(condition.eq)}`);
  // "Is not x" holds for an empty field too: NULL-safe, as people mean it.
  if (condition.ne !== undefined) query.where(`NOT (${column} <=> ${value(condition.ne)})`);
  if (condition.in !== undefined) {
    const all = condition.in.map((each) => codec.parameter(each) as string | number | bigint);
    query.where(`${column} IN ${query.value(all, isId)}`);
  }
  for (const [name, sign] of Object.entries(COMPARISONS)) {
    const bound = condition[name as keyof typeof COMPARISONS];
    if (bound !== undefined) query.where(`${column} ${sign} ${value(bound)}`);
  }
  if (condition.contains !== undefined) {
    query.where(`${query.label(bound)} LIKE ${query.value(`%${likeText(condition.contains)}%`)}`);
  }
  if (condition.empty !== undefined) query.where(emptiness(bound, column, condition.empty));
}

/** An empty text and none are one to the reader. */
function emptiness(bound: BoundField, column: string, empty: boolean): string {
  const isText = bound.field.kind === "text" || bound.field.kind === "code";
  if (!isText) return `${column} IS ${empty ? "" : "NOT "}NULL`;
  return empty ? `(${column} IS NULL OR ${column} = '')` : `${column} <> ''`;
}
