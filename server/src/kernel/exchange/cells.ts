import { cents, toYuanText } from "@quanlian/shared/domain";
import type { FieldKind, Labelled } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../access/ctx";
import type { BoundField } from "../fields/define-resource";

/** One cell of a sheet before it takes the form of a file: a text, or a number as exact text. */
export type Cell =
  { kind: "text"; text: string } | { kind: "number"; text: string } | { kind: "empty" };

const EMPTY: Cell = { kind: "empty" };

/** A field of a list row as a cell, in the reader's language and time zone: states by their label, money in 元. */
export function cellOf(ctx: Ctx, subject: string, bound: BoundField, value: unknown): Cell {
  if (value === null || value === undefined) return EMPTY;
  return writers[bound.field.kind](value, ctx, `state.${subject}`);
}

type Writer = (value: unknown, ctx: Ctx, stateKey: string) => Cell;

const text = (value: string): Cell => ({ kind: "text", text: value });
const number = (value: string): Cell => ({ kind: "number", text: value });

const writers: Record<FieldKind, Writer> = {
  text: (value) => text(value as string),
  code: (value) => text(value as string),
  day: (value) => text(value as string),
  quantity: (value) => number(value as string),
  integer: (value) => number(String(value as number)),
  cents: (value) => number(toYuanText(cents(value as number))),
  instant: (value, ctx) => text(localTime(new Date(value as string), ctx.timeZone)),
  oneOf: (value, ctx, stateKey) => text(wordLabel(ctx, stateKey, value as string)),
  flag: (value, ctx) => text(translate(ctx.language, value ? "exchange.yes" : "exchange.no")),
  reference: (value) => text((value as Labelled).label),
};

function wordLabel(ctx: Ctx, stateKey: string, word: string): string {
  const key = `${stateKey}.${word}`;
  const label = translate(ctx.language, key);
  return label === key ? word : label;
}

/** "2026-11-23 17:05:09" in the tenant's zone; Swedish writes dates in just this order. */
function localTime(at: Date, timeZone: string): string {
  return at.toLocaleString("sv-SE", { timeZone });
}
