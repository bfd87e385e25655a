import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** Months of the stock book: open, then closed, so that nothing is dated into them any more. */

export const periodStateNames = ["open", "closed"] as const;

/** A month of the calendar. */
export const monthText = z
  .string()
  .regex(/^(199\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/, { error: "issue.month" })
  .meta({ examples: ["2026-11"] });

const period = z.object({
  /** Null while the month was never closed. */
  id: z.string().nullable(),
  month: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  state: z.enum(periodStateNames),
  /** What stock, work in progress and goods not invoiced were worth at its end; null while open, or hidden. */
  stockCents: z.int().nullable(),
  wipCents: z.int().nullable(),
  accruedCents: z.int().nullable(),
  closedAt: z.string().nullable(),
  note: z.string(),
  actions: shape.actions,
});
export type Period = z.output<typeof period>;

const periodCheck = z.object({
  code: z.enum(["stocktakes_open", "quantity_sums", "value_sums", "wip_sums"]),
  ok: z.boolean(),
  faultCount: z.int(),
});
export type PeriodCheck = z.output<typeof periodCheck>;

/** What each item was worth in each warehouse at the end of closed months. */
export const periodValueList = declareList("periodValues", {
  subject: "period_value",
  about: "stock values at the end of closed months",
  function: "inventory",
  actors: ["staff"],
  fields: {
    month: listField.code(),
    item: listField.reference(),
    itemCode: listField.code(),
    warehouse: listField.reference(),
    quantity: listField.quantity(),
    valueCents: listField.cents({ mask: "cost" }),
  },
});

const staffOfStock = { actors: ["staff"], function: "inventory" } as const;

export const periodsContract = {
  ...listContract(periodValueList),
  "periods.list": read({
    ...staffOfStock,
    summary: "The months of the stock book, the newest first, and what the closed ones were worth.",
    input: z.strictObject({}),
    output: z.object({ rows: z.array(period) }),
    permission: "periods.list",
    subject: { type: "period", list: true },
  }),
  "periods.check": read({
    ...staffOfStock,
    summary: "What must hold before a month is closed, and whether it does.",
    input: z.strictObject({ month: monthText }),
    output: z.object({ checks: z.array(periodCheck) }),
    permission: "periods.list",
    subject: { type: "period", list: true },
  }),
  "periods.close": write({
    ...staffOfStock,
    summary:
      "Closes a month that is over: nothing is dated into it any more, and its values are kept.",
    input: z.strictObject({ month: monthText, note: shape.note(500).optional() }),
    output: period,
    permission: "periods.close",
    subject: { type: "period", creates: true },
    errors: ["period.not_over", "period.out_of_order", "period.not_ready", "state.illegal_move"],
  }),
  "periods.reopen": write({
    ...staffOfStock,
    summary: "Opens the last closed month again, with a reason.",
    input: z.strictObject({ month: monthText, reason: shape.text(500) }),
    output: period,
    permission: "periods.reopen",
    subject: { type: "period", creates: true },
    errors: ["period.out_of_order", "state.illegal_move"],
  }),
} as const satisfies Contract;
