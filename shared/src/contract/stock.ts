import { z } from "zod";
import * as shape from "./primitives";

/** The words of the stock key and of its moves, and the shapes that operations on stock share. */

/** Whether stock can be used: free to take, waiting for its inspection, or held back. */
export const stockStatuses = ["usable", "inspection", "frozen"] as const;
export type StockStatus = (typeof stockStatuses)[number];

/** Why stock moved. The list grows with the links that move it. */
export const stockMoveKinds = [
  "opening",
  "adjustment",
  "transfer",
  "count",
  "revaluation",
  "receipt",
  "issue",
  "return",
  "shipment",
] as const;
export type StockMoveKind = (typeof stockMoveKinds)[number];

const MOST_SERIALS = 1_000;

/** Numbers of single pieces. */
export const serialNumbers = z.array(shape.code).min(1).max(MOST_SERIALS);

/** A lot as it is named when goods come in: found by its number, or created with these days. */
export const namedLot = z.strictObject({
  number: shape.code,
  madeOn: shape.day.optional(),
  expiresOn: shape.day.optional(),
  supplierLot: shape.text(64).optional(),
});
export type NamedLot = z.output<typeof namedLot>;

/** A quantity that may be negative, but not zero. */
export const signedQuantity = shape.decimal.refine(
  (text) => /[1-9]/.test(text) && /^-?\d{1,9}(\.|$)/.test(text),
  { error: "issue.quantity_signed" },
);
