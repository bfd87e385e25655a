import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { FieldKind } from "@quanlian/shared/contract";
import type { Parameter } from "../db/literal";

/** How a kind of field travels: from the driver to the contract, and from the contract into SQL. */
export interface FieldCodec {
  /** The driver's value as the contract tells it; null stays null. */
  read(raw: unknown): unknown;
  /** The contract's value as an SQL parameter of the column's own type: a decimal must not be compared as text. */
  parameter(value: unknown): Parameter;
}

const asText: FieldCodec = { read: String, parameter: (value) => value as string };

const asInteger: FieldCodec = {
  read(raw) {
    const number = Number(raw);
    if (!Number.isSafeInteger(number)) throw new TypeError(`Not a safe integer: ${String(raw)}`);
    return number;
  },
  parameter: (value) => value as number,
};

const codecs: Record<FieldKind, FieldCodec> = {
  text: asText,
  code: asText,
  oneOf: asText,
  reference: asText,
  day: asText,
  cents: asInteger,
  integer: asInteger,
  quantity: {
    read: (raw) => toDecimalText(exact(raw as string)),
    parameter: (value) => exact(value as string),
  },
  instant: {
    read: (raw) => (raw as Date).toISOString(),
    parameter: (value) => new Date(value as string),
  },
  flag: {
    read: (raw) => raw === true || raw === 1 || raw === "1",
    parameter: (value) => value as boolean,
  },
};

export const codecOf = (kind: FieldKind): FieldCodec => codecs[kind];

/** A driver's value through its kind. */
export const readField = (kind: FieldKind, raw: unknown): unknown =>
  raw === null || raw === undefined ? null : codecs[kind].read(raw);

/** The ending of an alias under which the driver's own conversions leave this kind exact. */
export const aliasEnding = (kind: FieldKind): string => (kind === "cents" ? "Cents" : "");
