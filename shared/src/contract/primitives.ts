import { z } from "zod";
import { exact } from "../domain/exact";

/**
 * The vocabulary of every contract: ids, exact numbers, money, days and texts, each with one shape and one set of
 * limits, so that a quantity is refused for the same reasons wherever it is sent.
 */

const LARGEST_ID = 9_223_372_036_854_775_807n;

/** A 64-bit id, as text: JSON numbers cannot hold it. */
export const id = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, { error: "issue.id", abort: true })
  .refine((text) => BigInt(text) <= LARGEST_ID, { error: "issue.id" })
  .meta({ description: "64-bit id as text", examples: ["7312345678901234"] });

const DECIMAL = /^-?(0|[1-9]\d{0,13})(\.\d{1,6})?$/;
const decimalText = (pattern: RegExp, error: string) =>
  z.string().max(22, { error, abort: true }).regex(pattern, { error, abort: true });

/** A signed exact decimal with at most 14 integer digits and six places, as text. */
export const decimal = decimalText(DECIMAL, "issue.decimal").meta({ examples: ["-12.5"] });

/** Zero or more. */
export const amount = decimalText(
  /^(0|[1-9]\d{0,13})(\.\d{1,6})?$/,
  "issue.decimal_not_negative",
).meta({
  description: "exact decimal ≥ 0 as text",
  examples: ["12.5"],
});

/** More than zero, and small enough that its product with another still fits the books. */
export const quantity = decimalText(/^(0|[1-9]\d{0,8})(\.\d{1,6})?$/, "issue.quantity")
  .refine((text) => /[1-9]/.test(text), { error: "issue.quantity" })
  .meta({ description: "exact decimal > 0 as text", examples: ["200"] });

/** Unit price in yuan, exact to six places. */
export const unitPrice = decimalText(/^(0|[1-9]\d{0,8})(\.\d{1,6})?$/, "issue.unit_price").meta({
  description: "unit price in 元, exact decimal as text",
  examples: ["3.85"],
});

const LARGEST_AMOUNT_YUAN = exact("999999999999.99");

/** Whether what some lines come to together fits the books: quantity × unit price, each valid by itself. */
export const fitsBooks = (
  lines: readonly { quantity: string; unitPrice?: string | undefined }[],
): boolean => {
  const parts = lines.map((line) => figure(line.quantity) * figure(line.unitPrice ?? "0"));
  const total = parts.reduce((sum, part) => sum + (part < 0n ? -part : part), 0n);
  return total <= LARGEST_AMOUNT_YUAN * exact("1");
};

/** What is no decimal has an issue of its own already, and may come here all the same. */
const figure = (text: unknown) =>
  typeof text === "string" && DECIMAL.test(text) ? exact(text) : 0n;

/** A rate between 0 and 1: 0.13 is 13 %. */
export const rate = decimalText(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, "issue.rate").meta({
  description: "rate 0..1 as text",
  examples: ["0.13"],
});

/** Money in integer 分. */
export const cents = z
  .int({ error: "issue.cents" })
  .meta({ description: "分, integer", examples: [385000] });
export const centsNotNegative = z
  .int({ error: "issue.cents" })
  .min(0, { error: "issue.cents_not_negative" })
  .max(99_999_999_999_999, { error: "issue.cents" });

/** A day of the tenant's calendar. */
export const day = z.iso
  .date({ error: "issue.day" })
  .refine((text) => text >= "1990-01-01" && text <= "2199-12-31", { error: "issue.day" })
  .meta({ examples: ["2026-11-23"] });

/** An instant in UTC. */
export const instant = z.iso.datetime({ error: "issue.instant" });

/** A stamp that grows with each change of a record; a write names the one it has read. */
export const revision = z.int({ error: "issue.revision" }).min(1).max(2_147_483_647);

// Control characters have no place in a name or a note: they break exports and hide text from readers.
const NO_CONTROL = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]*$/;

/** A line of text, trimmed, from one character to `max`. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { error: "issue.text_empty" })
    .max(max, { error: "issue.text_long" })
    .regex(NO_CONTROL, { error: "issue.text_control" })
    .refine((value) => value.isWellFormed(), { error: "issue.text_control" });

/** As `text`, but may be empty. */
export const note = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: "issue.text_long" })
    .regex(NO_CONTROL, { error: "issue.text_control" })
    .refine((value) => value.isWellFormed(), { error: "issue.text_control" });

/** A business code: item, warehouse, unit, role. */
export const code = z
  .string()
  .trim()
  .max(64, { error: "issue.text_long" })
  .regex(/^[^\s\u0000-\u001f\u007f](?:[^\u0000-\u001f\u007f]{0,62}[^\s\u0000-\u001f\u007f])?$/u, {
    error: "issue.code",
  })
  .refine((value) => value.isWellFormed(), { error: "issue.code" });

/** What the actor may do with the record now: operation names, so that no client re-implements permissions. */
export const actions = z.array(z.string());

/** The same fields, none of them required: an update names what it changes. */
export const someOf = <F extends z.ZodRawShape>(fields: F) => z.strictObject(fields).partial();
