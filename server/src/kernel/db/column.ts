import type { Cents, Day, Exact } from "@quanlian/shared/domain";
import { DataTypes, type ModelAttributeColumnOptions } from "sequelize";
import type { Id } from "../ids/id";

/** One column: its Sequelize definition, and by its types what a row holds there and what may be written. */
export interface Column<T, W = T> {
  readonly definition: ModelAttributeColumnOptions;
  readonly nullable: boolean;
  /** Never set: these carry the types. */
  readonly value?: T;
  readonly written?: W;
}

export type Columns = Record<string, Column<unknown>>;

/** What a row of these columns looks like. */
export type Row<C extends Columns> = {
  [K in keyof C]: C[K] extends Column<infer T, unknown> ? T : never;
};

type Written<C extends Columns> = {
  [K in keyof C]: C[K] extends Column<unknown, infer W> ? W : never;
};

type OptionalKey<C extends Columns> = {
  [K in keyof C]: C[K] extends { hasDefault: true } ? K : null extends Row<C>[K] ? K : never;
}[keyof C];
/** The tenant is stamped by the guard; an id is made when none is given. */
type StampedKey = "id" | "tenantId" | "createdAt" | "updatedAt";

/** What a new row must name: all but what may be empty, has a default or is stamped. */
export type NewRow<C extends Columns> = Omit<Written<C>, OptionalKey<C> | StampedKey> &
  Partial<Pick<Written<C>, (OptionalKey<C> | StampedKey) & keyof C>>;

function column<T, W = T>(
  type: ModelAttributeColumnOptions["type"],
  rest: Partial<ModelAttributeColumnOptions> = {},
): Column<T, W> {
  return { definition: { allowNull: false, ...rest, type }, nullable: false };
}

/** The same column, but it may be empty. */
export function nullable<T, W>(of: Column<T, W>): Column<T | null, W | null> {
  return { definition: { ...of.definition, allowNull: true }, nullable: true };
}

/** A column that new rows need not name. */
export interface DefaultedColumn<T, W = T> extends Column<T, W> {
  readonly hasDefault: true;
}

/** The same column with a value for rows that do not name one. */
export function withDefault<T, W>(of: Column<T, W>, value: T): DefaultedColumn<T, W> {
  return {
    definition: { ...of.definition, defaultValue: value },
    nullable: of.nullable,
    hasDefault: true,
  };
}

/** The id of another row: BIGINT in the table, text here. */
export const reference = () => column<Id>(DataTypes.BIGINT);
export const primaryKey = () => column<Id>(DataTypes.BIGINT, { primaryKey: true });
/** Money in integer 分. Its column name ends in `_cents`: the driver reads such columns as safe integers. */
export const cents = () => column<Cents>(DataTypes.BIGINT);
/** A quantity, unit price or rate: DECIMAL(20,6), text here; `exact()` makes it a number, which may be written as it is. */
export const decimal = () => column<string, string | Exact>(DataTypes.DECIMAL(20, 6));
export const text = (length: number) => column<string>(DataTypes.STRING(length));
export const longText = () => column<string>(DataTypes.TEXT("medium"));
export const integer = () => column<number>(DataTypes.INTEGER);
export const flag = () => column<boolean>(DataTypes.BOOLEAN);
export const day = () => column<Day>(DataTypes.DATEONLY);
export const instant = () => column<Date>(DataTypes.DATE(3));
/** One of a closed list of words, kept as text so that adding a word needs no table change. */
export const oneOf = <const W extends string>(..._words: readonly W[]) =>
  column<W>(DataTypes.STRING(32));

/** A JSON document. MariaDB stores it as text; here it is the parsed value. */
export const json = <T>() => column<T>(DataTypes.TEXT("medium"), { comment: "json" });

export const isJson = (definition: ModelAttributeColumnOptions) => definition.comment === "json";
