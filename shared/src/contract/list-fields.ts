import { z } from "zod";
import * as shape from "./primitives";

/**
 * Every list of the product is asked in one shape: search, filter, sort, cursor, columns. A list declares its fields
 * here, once; from them come the checked input, the typed row, the count, the export and the API page. The server binds
 * each field to its column (`kernel/fields`).
 */

/** Groups of fields that a role may hide. */
export type FieldMask = "cost" | "margin" | "bank" | "credit";

export type FieldKind =
  | "text"
  | "code"
  | "quantity"
  | "integer"
  | "cents"
  | "day"
  | "instant"
  | "oneOf"
  | "flag"
  | "reference";

/** A record that another one points to: its id, and what people call it. */
export interface Labelled {
  id: string;
  label: string;
}

/** One field of a list. `Value` is what a row holds there. */
export interface ListField<Value = unknown, Kind extends FieldKind = FieldKind> {
  readonly kind: Kind;
  readonly sortable: boolean;
  readonly filterable: boolean;
  /** Hidden from actors whose roles mask the group: null in rows, refused in filters, sorts and columns. */
  readonly mask: FieldMask | null;
  /** Part of a row when no columns are asked for. */
  readonly shown: boolean;
  /** Key of its name in the locale files; `field.<subject>.<name>` unless it says otherwise. */
  readonly label: string | null;
  /** The words of a `oneOf`. */
  readonly words: readonly string[];
  readonly value: z.ZodType<Value>;
}

export type ListFields = Readonly<Record<string, ListField>>;

export type FieldOptions = Partial<
  Pick<ListField, "sortable" | "filterable" | "mask" | "shown" | "label">
>;

const field = <Value, Kind extends FieldKind>(
  kind: Kind,
  value: z.ZodType<Value>,
  options: FieldOptions = {},
  words: readonly string[] = [],
): ListField<Value, Kind> => ({
  kind,
  sortable: true,
  filterable: true,
  mask: null,
  shown: true,
  label: null,
  ...options,
  words,
  value,
});

const labelled = z.object({ id: shape.id, label: z.string() });

/** The kinds of field that a list can have. Every one may be empty (null) in a row. */
export const listField = {
  /** Free text. Compared without regard to case and width, as people read it. */
  text: (options?: FieldOptions) => field("text", z.string(), options),
  /** A business code or document number. */
  code: (options?: FieldOptions) => field("code", z.string(), options),
  /** Exact decimal with six places as text: quantity, unit price, rate. */
  quantity: (options?: FieldOptions) => field("quantity", shape.decimal, options),
  integer: (options?: FieldOptions) => field("integer", z.int(), options),
  /** Money in integer 分. */
  cents: (options?: FieldOptions) => field("cents", shape.cents, options),
  /** Day of the tenant's calendar. */
  day: (options?: FieldOptions) => field("day", shape.day, options),
  /** Instant in UTC. */
  instant: (options?: FieldOptions) => field("instant", shape.instant, options),
  /** One of a closed list of words: a state. */
  oneOf: <const W extends string>(words: readonly W[], options?: FieldOptions) =>
    field<W, "oneOf">("oneOf", z.enum(words) as unknown as z.ZodType<W>, options, words),
  flag: (options?: FieldOptions) => field("flag", z.boolean(), options),
  /** Another record, shown by its label; filtered by id, sorted by label. */
  reference: (options?: FieldOptions) =>
    field<Labelled, "reference">("reference", labelled, options),
};

const MOST_CHOICES = 200;
const LONGEST_FILTER_TEXT = 200;

/** What a filter can say of one field; several of them in one condition must all hold. */
export interface Condition<V = string | number | boolean> {
  eq?: V;
  /** Different from it, or empty. */
  ne?: V;
  in?: V[];
  gt?: V;
  gte?: V;
  lt?: V;
  lte?: V;
  /** The text holds it somewhere. */
  contains?: string;
  /** true: nothing is there. false: something is. */
  empty?: boolean;
}

const filterText = z.string().max(LONGEST_FILTER_TEXT, { error: "issue.text_long" });
/** What is searched for: not empty, and short. */
export const nonEmptyText = filterText.min(1, { error: "issue.text_empty" });

/** The condition that a field of this kind accepts, checked. */
export function conditionOf(one: ListField): z.ZodType<Condition> {
  const value = filterValue(one);
  const choice = { eq: value.optional(), ne: value.optional(), in: choices(value).optional() };
  const range = {
    gt: value.optional(),
    gte: value.optional(),
    lt: value.optional(),
    lte: value.optional(),
  };
  const contains = { contains: nonEmptyText.optional() };
  const empty = { empty: z.boolean().optional() };
  const shapes: Record<FieldKind, z.ZodRawShape> = {
    text: { ...choice, ...contains, ...empty },
    code: { ...choice, ...range, ...contains, ...empty },
    quantity: { ...choice, ...range, ...empty },
    integer: { ...choice, ...range, ...empty },
    cents: { ...choice, ...range, ...empty },
    day: { ...choice, ...range, ...empty },
    instant: { ...range, ...empty },
    oneOf: { ...choice, ...empty },
    flag: { eq: value.optional(), ...empty },
    reference: { ...choice, ...contains, ...empty },
  };
  return z
    .strictObject(shapes[one.kind])
    .refine((condition) => Object.values(condition).some((each) => each !== undefined), {
      error: "issue.condition_empty",
    }) as unknown as z.ZodType<Condition>;
}

const choices = (value: z.ZodType) => z.array(value).min(1).max(MOST_CHOICES);

function filterValue(one: ListField): z.ZodType {
  if (one.kind === "reference") return shape.id;
  if (one.kind === "text" || one.kind === "code") return filterText;
  return one.value;
}
