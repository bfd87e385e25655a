import { z } from "zod";
import { importAnswer, sentFile } from "./exchange";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { serialNumbers, stockStatuses } from "./stock";

/** Counting what is there, and posting what the books and the shelves differ by. */

export const stocktakeStateNames = ["draft", "counting", "posted", "cancelled"] as const;
export const stocktakeScopes = ["warehouse", "locations", "items", "cycle"] as const;
export const abcClasses = ["A", "B", "C"] as const;

export const stocktakeList = declareList("stocktakes", {
  subject: "stocktake",
  about: "stocktakes",
  function: "inventory",
  actors: ["staff"],
  fields: {
    number: listField.code(),
    state: listField.oneOf(stocktakeStateNames),
    warehouse: listField.reference(),
    scope: listField.oneOf(stocktakeScopes),
    blind: listField.flag(),
    freezes: listField.flag(),
    countedOn: listField.day(),
    note: listField.text(),
    createdAt: listField.instant({ shown: false }),
  },
});

/** The lines of stocktakes; of a blind one the books' figures are empty until it is posted. */
export const stocktakeLineList = declareList("stocktakeLines", {
  subject: "stocktake_line",
  about: "lines of stocktakes",
  function: "inventory",
  actors: ["staff"],
  permission: "stocktakes.show",
  fields: {
    stocktake: listField.reference(),
    item: listField.reference(),
    itemCode: listField.code(),
    location: listField.reference(),
    lot: listField.reference(),
    owner: listField.reference({ shown: false }),
    status: listField.oneOf(stockStatuses),
    counted: listField.flag(),
    countedQuantity: listField.quantity(),
    countedCatchQuantity: listField.quantity({ shown: false }),
    bookQuantity: listField.quantity({ filterable: false, sortable: false }),
    difference: listField.quantity({ filterable: false, sortable: false }),
    countNo: listField.integer({ shown: false }),
    countedAt: listField.instant({ shown: false }),
  },
});

const stocktake = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(stocktakeStateNames),
  revision: z.int(),
  warehouseId: z.string(),
  warehouseName: z.string(),
  scope: z.enum(stocktakeScopes),
  blind: z.boolean(),
  freezes: z.boolean(),
  countedOn: z.string(),
  note: z.string(),
  lineCount: z.int(),
  countedCount: z.int(),
  /** Lines whose count differs from the books; null of a blind one that is not posted. */
  differingCount: z.int().nullable(),
  startedAt: z.string().nullable(),
  postedAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  actions: shape.actions,
});
export type StocktakeView = z.output<typeof stocktake>;

const about = { actors: ["staff"], function: "inventory" } as const;
const named = { type: "stocktake", key: "stocktakeId" } as const;
const whichAt = { stocktakeId: shape.id, revision: shape.revision };

/** One count: a stock key of the scope, and what lies there. */
const countLine = z.strictObject({
  itemId: shape.id,
  locationId: shape.id.optional(),
  lotNumber: shape.code.optional(),
  ownerPartyId: shape.id.optional(),
  status: z.enum(stockStatuses).optional(),
  quantity: shape.amount,
  catchQuantity: shape.amount.optional(),
  serials: serialNumbers.optional(),
});

/** Which items a cycle count takes: a class, those not counted since a day, the longest ago first. */
const cycle = z.strictObject({
  classes: z.array(z.enum(abcClasses)).min(1).max(3).optional(),
  notCountedSince: shape.day.optional(),
  most: z.int().min(1).max(5_000),
});

const MOST_LINES = 5_000;
/** What a count may be narrowed by: one of them at most. */
const MANNERS = ["locationIds", "itemIds", "cycle"] as const;

export const stocktakesContract = {
  ...listContract(stocktakeList),
  ...listContract(stocktakeLineList),
  "stocktakes.show": read({
    ...about,
    summary: "One stocktake: how far the count is, and what may be done with it.",
    input: z.strictObject({ stocktakeId: shape.id }),
    output: stocktake,
    permission: "stocktakes.show",
    subject: named,
  }),
  "stocktakes.create": write({
    ...about,
    summary:
      "Prepares a count of a warehouse, of some locations or items, or of the items whose turn it is (cycle).",
    input: z
      .strictObject({
        warehouseId: shape.id,
        locationIds: z.array(shape.id).min(1).max(500).optional(),
        itemIds: z.array(shape.id).min(1).max(MOST_LINES).optional(),
        cycle: cycle.optional(),
        blind: z.boolean().optional(),
        freezes: z.boolean().optional(),
        note: shape.note(500).optional(),
      })
      .refine((input) => MANNERS.filter((each) => input[each] !== undefined).length <= 1, {
        error: "issue.one_scope",
        path: ["locationIds"],
      }),
    output: stocktake,
    permission: "stocktakes.create",
    subject: { type: "stocktake", creates: true },
    errors: ["reference.not_found", "stocktake.nothing_to_count"],
  }),
  "stocktakes.start": write({
    ...about,
    summary:
      "Begins the count: its lines are what the books hold in its scope, frozen if it freezes.",
    input: z.strictObject(whichAt),
    output: stocktake,
    permission: "stocktakes.start",
    subject: named,
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "stocktakes.enterCounts": write({
    ...about,
    summary:
      "Writes down counts, many at once; what the books say of each is taken at this moment.",
    input: z.strictObject({
      stocktakeId: shape.id,
      lines: z.array(countLine).min(1).max(MOST_LINES),
    }),
    output: stocktake,
    permission: "stocktakes.enterCounts",
    subject: named,
    errors: ["reference.not_found", "state.illegal_move"],
  }),
  "stocktakes.importCounts": write({
    ...about,
    summary: "Reads counts from Excel or CSV: all faults at once, nothing written if there is one.",
    input: z.strictObject({
      stocktakeId: shape.id,
      file: sentFile,
      dryRun: z.boolean().optional(),
    }),
    output: importAnswer,
    permission: "stocktakes.enterCounts",
    subject: named,
    errors: ["import.faulty", "import.unreadable", "state.illegal_move"],
  }),
  "stocktakes.recount": write({
    ...about,
    summary:
      "Sends lines back to be counted again: those named, or all that differ from the books.",
    input: z.strictObject({
      ...whichAt,
      lineIds: z.array(shape.id).min(1).max(MOST_LINES).optional(),
    }),
    output: stocktake,
    permission: "stocktakes.recount",
    subject: named,
    errors: ["revision.stale", "state.illegal_move", "reference.not_found"],
  }),
  "stocktakes.post": write({
    ...about,
    summary:
      "Posts every difference as one fact. Lines not counted stop it, unless they are to keep what the books say.",
    input: z.strictObject({ ...whichAt, keepUncounted: z.boolean().optional() }),
    output: stocktake,
    permission: "stocktakes.post",
    subject: named,
    errors: [
      "revision.stale",
      "state.illegal_move",
      "stocktake.uncounted",
      "stock.insufficient",
      "stock.reserved",
      "period.closed",
      "stock.frozen_for_count",
      "serial.not_here",
      "serial.in_stock",
    ],
  }),
  "stocktakes.cancel": write({
    ...about,
    summary: "Gives a count up; nothing is posted and what it froze is free.",
    input: z.strictObject({ ...whichAt, reason: shape.text(500) }),
    output: stocktake,
    permission: "stocktakes.cancel",
    subject: named,
    errors: ["revision.stale", "state.illegal_move"],
  }),
} as const satisfies Contract;
