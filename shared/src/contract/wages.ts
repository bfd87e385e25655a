import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import { monthText } from "./periods";
import * as shape from "./primitives";

/** What is paid for pieces: rates by day, what each report has earned whom, and the month's slip. */

const paying = { actors: ["staff"], function: "manufacturing" } as const;

export const pieceRateList = declareList("pieceRates", {
  subject: "piece_rate",
  about: "piece rates",
  function: "manufacturing",
  actors: ["staff"],
  fields: {
    item: listField.reference(),
    operation: listField.text(),
    rate: listField.quantity(),
    validFrom: listField.day(),
  },
});

export const wageEntryList = declareList("wages", {
  subject: "wage",
  about: "what reports have earned their workers",
  function: "manufacturing",
  actors: ["staff"],
  fields: {
    worker: listField.reference(),
    workOrder: listField.reference(),
    item: listField.reference(),
    operation: listField.text(),
    quantity: listField.quantity(),
    rate: listField.quantity(),
    amountCents: listField.cents(),
    workedOn: listField.day(),
  },
});

const pieceRate = z.object({
  id: z.string(),
  itemId: z.string().nullable(),
  operation: z.string(),
  rate: z.string(),
  validFrom: z.string(),
});

const slip = z.object({
  month: z.string(),
  locked: z.boolean(),
  rows: z.array(
    z.object({
      workerId: z.string(),
      workerName: z.string(),
      quantity: z.string(),
      amountCents: z.int(),
    }),
  ),
});

export const wagesContract = {
  ...listContract(pieceRateList),
  ...listContract(wageEntryList),
  "pieceRates.set": write({
    ...paying,
    summary:
      "Sets what is paid per piece of an operation from a day on, of one item or of any; earlier reports keep what they earned.",
    input: z.strictObject({
      itemId: shape.id.nullable().default(null),
      operation: shape.text(128),
      rate: shape.unitPrice,
      validFrom: shape.day,
    }),
    output: pieceRate,
    permission: "pieceRates.set",
    subject: { type: "piece_rate", creates: true },
    errors: ["reference.not_found"],
  }),
  "wages.month": read({
    ...paying,
    summary: "What a month's reports come to, per worker: all of them, or one's own.",
    input: z.strictObject({ month: monthText }),
    output: slip,
    permission: "wages.list",
    subject: { type: "wage", list: true },
  }),
  "wages.lockMonth": write({
    ...paying,
    summary: "Locks a month's wages: what is reported for it later counts for the day it comes in.",
    input: z.strictObject({ month: monthText }),
    output: slip,
    permission: "wages.lockMonth",
    subject: { type: "wage", list: true },
    errors: ["wage.month_locked", "wage.month_running"],
  }),
} as const satisfies Contract;
