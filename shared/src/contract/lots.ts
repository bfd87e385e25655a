import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { stockStatuses } from "./stock";

/** Lots and single pieces: what they are, where they lie, and where they came from and went. */

const staffOfStock = { actors: ["staff"], function: "inventory" } as const;

/** Lots; those that expire are found by their day, with what is left of them. */
export const lotList = declareList("lots", {
  ...staffOfStock,
  subject: "lot",
  about: "lots",
  fields: {
    number: listField.code(),
    item: listField.reference(),
    itemCode: listField.code(),
    madeOn: listField.day(),
    receivedOn: listField.day(),
    expiresOn: listField.day(),
    supplierLot: listField.text(),
    inStock: listField.flag(),
    quantity: listField.quantity({ filterable: false, sortable: false }),
  },
});

export const serialStates = ["in_stock", "out"] as const;

export const serialList = declareList("serials", {
  ...staffOfStock,
  subject: "serial",
  about: "serial numbers",
  fields: {
    number: listField.code(),
    item: listField.reference(),
    itemCode: listField.code(),
    state: listField.oneOf(serialStates),
    warehouse: listField.reference(),
    location: listField.reference(),
    lot: listField.reference(),
    owner: listField.reference({ shown: false }),
    status: listField.oneOf(stockStatuses, { shown: false }),
  },
});

/** One movement of a lot or a piece, the newest first. */
const tracedMove = z.object({
  id: z.string(),
  kind: z.string(),
  warehouseName: z.string(),
  locationCode: z.string(),
  status: z.enum(stockStatuses),
  quantity: z.string(),
  sourceType: z.string(),
  sourceId: z.string(),
  occurredOn: z.string(),
});
export type TracedMove = z.output<typeof tracedMove>;

const lot = z.object({
  id: z.string(),
  number: z.string(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  madeOn: z.string().nullable(),
  receivedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  supplierLot: z.string().nullable(),
  revision: z.int(),
  /** What is left of it, wherever it lies. */
  quantity: z.string(),
  moves: z.array(tracedMove),
  actions: shape.actions,
});
export type LotView = z.output<typeof lot>;

const serial = z.object({
  id: z.string(),
  number: z.string(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  state: z.enum(serialStates),
  warehouseName: z.string(),
  locationCode: z.string(),
  lotNumber: z.string(),
  moves: z.array(tracedMove),
});
export type SerialView = z.output<typeof serial>;

export const lotsContract = {
  ...listContract(lotList),
  ...listContract(serialList),
  "lots.show": read({
    ...staffOfStock,
    summary: "One lot: its days, what is left of it, and how it moved.",
    input: z.strictObject({ lotId: shape.id }),
    output: lot,
    permission: "lots.show",
    subject: { type: "lot", key: "lotId" },
  }),
  "lots.update": write({
    ...staffOfStock,
    summary: "Corrects a lot's days or its supplier's number; its own number stays.",
    input: z.strictObject({
      lotId: shape.id,
      revision: shape.revision,
      madeOn: shape.day.nullable().optional(),
      expiresOn: shape.day.nullable().optional(),
      supplierLot: shape.text(64).nullable().optional(),
    }),
    output: lot,
    permission: "lots.update",
    subject: { type: "lot", key: "lotId" },
    errors: ["revision.stale"],
  }),
  "serials.show": read({
    ...staffOfStock,
    summary: "One piece: where it is now, and how it moved.",
    input: z.strictObject({ serialId: shape.id }),
    output: serial,
    permission: "serials.show",
    subject: { type: "serial", key: "serialId" },
  }),
} as const satisfies Contract;
