import type { BoundField } from "../fields/define-resource";
import { codecOf } from "../fields/field-codec";
import type { Id } from "../ids/id";
import type { QueryBuilder } from "./query-builder";

/** One step of an order. The last step of every order is the id, so that no two rows tie. */
export interface SortStep {
  bound: BoundField;
  descending: boolean;
}

/** A place in an ordered list: the sort values of its last row as the contract tells them, and its id. */
export interface Place {
  values: readonly unknown[];
  id: Id;
}

/**
 * The rows after a place. MariaDB puts NULL first when ascending and last when descending; so do these conditions:
 * after (a, b, id) comes a beyond, or a equal and b beyond, or both equal and a further id.
 */
export function addPlace(
  query: QueryBuilder,
  steps: readonly SortStep[],
  idDescending: boolean,
  place: Place,
): void {
  const id = `${query.resource.alias}.id ${idDescending ? "<" : ">"} ${query.value(place.id, true)}`;
  const condition = steps.reduceRight<string>((rest, step, i) => {
    const { equal, beyond } = around(query, step, place.values[i]);
    return beyond === null ? `(${equal} AND ${rest})` : `(${beyond} OR (${equal} AND ${rest}))`;
  }, id);
  query.where(condition);
  const first = steps[0] && boundOf(query, steps[0], place.values[0]);
  // Says nothing new, but gives the optimizer one range to begin reading at.
  if (first) query.where(first);
}

function around(
  query: QueryBuilder,
  { bound, descending }: SortStep,
  value: unknown,
): { equal: string; beyond: string | null } {
  const column = query.label(bound);
  if (value === null) {
    const equal = `${column} IS NULL`;
    return { equal, beyond: descending ? null : `${column} IS NOT NULL` };
  }
  const at = query.value(codecOf(bound.field.kind).parameter(value));
  const equal = `${column} = ${at}`;
  return {
    equal,
    beyond: descending ? `(${column} < ${at} OR ${column} IS NULL)` : `${column} > ${at}`,
  };
}

function boundOf(query: QueryBuilder, step: SortStep, value: unknown): string | null {
  const column = query.label(step.bound);
  if (value === null) return step.descending ? `${column} IS NULL` : null;
  const at = query.value(codecOf(step.bound.field.kind).parameter(value));
  return step.descending ? `(${column} <= ${at} OR ${column} IS NULL)` : `${column} >= ${at}`;
}

/** ORDER BY of the steps with the id last, in the direction of the last step: one index serves both ways. */
export function orderBy(
  query: QueryBuilder,
  steps: readonly SortStep[],
  idDescending: boolean,
): string {
  const terms = steps.map(
    ({ bound, descending }) => `${query.label(bound)} ${descending ? "DESC" : "ASC"}`,
  );
  terms.push(`${query.resource.alias}.id ${idDescending ? "DESC" : "ASC"}`);
  return `ORDER BY ${terms.join(", ")}`;
}
