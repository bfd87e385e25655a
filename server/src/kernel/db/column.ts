import type { Cents, Day } from "@quanlian/shared/domain";
import { DataTypes, type ModelAttributeColumnOptions } from "sequelize";
import type { Id } from "../ids/id";

/** One column: its Sequelize definition, and by its type what a row holds there. */
export interface Column<T> {
  readonly definition: ModelAttributeColumnOptions;
  readonly nullable: boolean;
  /** Never set: carries the type. */
  readonly value?: T;
}

export type Columns = Record<string, Column<unknown>>;

/** What a row of these columns looks like. */
export type Row<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

type OptionalKey<C extends Columns> = {
  [K in keyof C]: C[K] extends { hasDefault: true } ? K : null extends Row<C>[K] ? K : never;
}[keyof C];
/** The tenant is stamped by the guard; an id is made when none is given. */
type StampedKey = "id" | "tenantId" | "createdAt" | "updatedAt";

/** What a new row must name: all but what may be empty, has a default or is stamped. */
export type NewRow<C extends Columns> = Omit<Row<C>, OptionalKey<C> | StampedKey> &
  Partial<Pick<Row<C>, (OptionalKey<C> | StampedKey) & keyof C>>;

function column<T>(
  type: ModelAttributeColumnOptions["type"],
  rest: Partial<ModelAttributeColumnOptions> = {},
): Column<T> {
  return { definition: { allowNull: false, ...rest, type }, nullable: false };
}

/** The same column, but it may be empty. */
export function nullable<T>(of: Column<T>): Column<T | null> {
  return { definition: { ...of.definition, allowNull: true }, nullable: true };
}

/** A column that new rows need not name. */
export interface DefaultedColumn<T> extends Column<T> {
  readonly hasDefault: true;
}

/** The same column with a value for rows that do not name one. */
export function withDefault<T>(of: Column<T>, value: T): DefaultedColumn<T> {
  return { definition: { ...of.definition, defaultValue: value }, nullable: of.nullable, hasDefault: true };
}

/** The id of another row: BIGINT in the table, text here. */
export const reference = () => column<Id>(DataTypes.BIGINT);
export const primaryKey = () => column<Id>(DataTypes.BIGINT, { primaryKey: true });
/** Money in integer 分. Its column name ends in `_cents`: the driver reads such columns as safe integers. */
export const cents = () => column<Cents>(DataTypes.BIGINT);
/** A quantity, unit price or rate: DECIMAL(20,6), text here; `exact()` makes it a number to calculate with. */
export const decimal = () => column<string>(DataTypes.DECIMAL(20, 6));
export const text = (length: number) => column<string>(DataTypes.STRING(length));
export const longText = () => column<string>(DataTypes.TEXT("medium"));
export const integer = () => column<number>(DataTypes.INTEGER);
export const flag = () => column<boolean>(DataTypes.BOOLEAN);
export const day = () => column<Day>(DataTypes.DATEONLY);
export const instant = () => column<Date>(DataTypes.DATE(3));
/** One of a closed list of words, kept as text so that adding a word needs no table change. */
export const oneOf = <const W extends string>(..._words: readonly W[]) => column<W>(DataTypes.STRING(32));

/** A JSON document. MariaDB stores it as text; here it is the parsed value. */
export const json = <T>() => column<T>(DataTypes.TEXT("medium"), { comment: "json" });

export const isJson = (definition: ModelAttributeColumnOptions) => definition.comment === "json";
