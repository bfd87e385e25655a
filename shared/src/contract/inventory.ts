import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { namedLot, serialNumbers, signedQuantity, stockMoveKinds, stockStatuses } from "./stock";

/** The stock ledger as people use it. */

const adjustmentFields = z.strictObject({
  itemId: shape.id,
  warehouseId: shape.id,
  locationId: shape.id.optional(),
  lot: namedLot.optional(),
  /** Whose material it is; ours where nobody is named. */
  ownerPartyId: shape.id.optional(),
  status: z.enum(stockStatuses).optional(),
  /** Above zero adds, below zero takes away. */
  quantity: signedQuantity,
  /** The second quantity of goods that are counted and weighed; of the same sign. */
  catchQuantity: signedQuantity.optional(),
  serials: serialNumbers.optional(),
  /** What one unit of an addition is worth, in 元. */
  unitCost: shape.unitPrice.optional(),
});

const tooLarge = { error: "issue.out_of_range" };
const valueOf = (line: { quantity: string; unitCost?: string | undefined }) => ({
  quantity: line.quantity,
  unitPrice: line.unitCost,
});
const isNegative = (text: string) => text.startsWith("-");
const adjustmentLine = adjustmentFields
  .refine((line) => shape.fitsBooks([valueOf(line)]), { ...tooLarge, path: ["quantity"] })
  .refine(
    (line) =>
      line.catchQuantity === undefined ||
      isNegative(line.catchQuantity) === isNegative(line.quantity),
    { error: "issue.catch_sign", path: ["catchQuantity"] },
  );

/** Where stock of one item lies, but for the lot and the owner, which stay with it when it moves. */
const place = z.strictObject({
  warehouseId: shape.id,
  locationId: shape.id.optional(),
  status: z.enum(stockStatuses).optional(),
});

const transferLine = z.strictObject({
  itemId: shape.id,
  lotNumber: shape.code.optional(),
  ownerPartyId: shape.id.optional(),
  from: place,
  to: place,
  quantity: shape.quantity,
  catchQuantity: shape.quantity.optional(),
  serials: serialNumbers.optional(),
});

/** What one item has in one warehouse. */
const itemStock = z.object({
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  warehouseId: z.string(),
  warehouseName: z.string(),
  onHand: z.string(),
  reserved: z.string(),
  free: z.string(),
  /** Ours, but in inspection or frozen. */
  held: z.string(),
  /** Null where hidden from the actor. */
  valueCents: z.int().nullable(),
});

/** Every movement, the newest first. */
export const stockMoveList = declareList("stockMoves", {
  subject: "stock_move",
  about: "stock moves",
  function: "inventory",
  actors: ["staff"],
  fields: {
    item: listField.reference(),
    itemCode: listField.code(),
    warehouse: listField.reference(),
    location: listField.reference({ shown: false }),
    lot: listField.reference(),
    status: listField.oneOf(stockStatuses, { shown: false }),
    kind: listField.oneOf(stockMoveKinds),
    quantity: listField.quantity(),
    catchQuantity: listField.quantity({ shown: false }),
    valueCents: listField.cents({ mask: "cost" }),
    reason: listField.text(),
    occurredOn: listField.day(),
    createdAt: listField.instant({ shown: false }),
  },
});

/** What lies where, by every part of the stock key. */
export const stockBalanceList = declareList("stockBalances", {
  subject: "stock_balance",
  about: "stock by warehouse, location, lot, owner and status",
  function: "inventory",
  actors: ["staff"],
  fields: {
    item: listField.reference(),
    itemCode: listField.code(),
    warehouse: listField.reference(),
    location: listField.reference(),
    lot: listField.reference(),
    expiresOn: listField.day(),
    owner: listField.reference(),
    ours: listField.flag({ shown: false }),
    status: listField.oneOf(stockStatuses),
    quantity: listField.quantity(),
    catchQuantity: listField.quantity({ shown: false }),
  },
});

/** What any posting of stock may be refused for. */
const postingErrors = [
  "reference.not_found",
  "stock.insufficient",
  "stock.reserved",
  "stock.frozen_for_count",
  "serial.not_here",
  "serial.in_stock",
  "period.closed",
  "record.duplicate",
] as const;

export const stockAlertKinds = ["below_safety", "expiring", "slow"] as const;

/** One thing about stock that somebody should look at. */
const stockAlert = z.object({
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  warehouseId: z.string().nullable(),
  warehouseName: z.string().nullable(),
  lotId: z.string().nullable(),
  lotNumber: z.string().nullable(),
  quantity: z.string(),
  /** Of an item below its safety stock: what that is. */
  safetyStock: z.string().nullable(),
  /** When the lot expires, or when the item last left. */
  day: z.string().nullable(),
});
export type StockAlert = z.output<typeof stockAlert>;

export const inventoryContract = {
  ...listContract(stockMoveList),
  ...listContract(stockBalanceList),
  "inventory.stock": read({
    summary: "What some items have on hand, reserved and free, per warehouse.",
    input: z.strictObject({ itemIds: z.array(shape.id).min(1).max(200) }),
    output: z.object({ rows: z.array(itemStock) }),
    actors: ["staff"],
    permission: "inventory.stock",
    function: "inventory",
    subject: { type: "item", list: true },
  }),
  "inventory.alerts": read({
    summary:
      "What to look at: items below their safety stock, lots that expire soon, stock that has not left for long.",
    input: z.strictObject({
      kind: z.enum(stockAlertKinds),
      /** Expiring within, or not left for, so many days. */
      days: z.int().min(0).max(3650).optional(),
      limit: z.int().min(1).max(200).optional(),
    }),
    output: z.object({ rows: z.array(stockAlert), count: z.int() }),
    actors: ["staff"],
    permission: "inventory.alerts",
    function: "inventory",
    subject: { type: "item", list: true },
  }),
  "inventory.adjust": write({
    summary: "Corrects stock with a reason: all lines are posted together or none.",
    input: z.strictObject({
      reason: shape.text(200),
      /** Today unless it happened on an earlier day that is not closed. */
      occurredOn: shape.day.optional(),
      lines: z
        .array(adjustmentLine)
        .min(1)
        .max(500)
        .refine((lines) => shape.fitsBooks(lines.map(valueOf)), tooLarge),
    }),
    output: z.object({ adjustmentId: z.string(), lines: z.int() }),
    actors: ["staff"],
    permission: "inventory.adjust",
    function: "inventory",
    subject: { type: "stock_adjustment", creates: true },
    errors: postingErrors,
  }),
  "inventory.transfer": write({
    summary:
      "Moves stock to another warehouse, location or status: its value moves with it, all lines or none.",
    input: z.strictObject({
      reason: shape.text(200),
      occurredOn: shape.day.optional(),
      lines: z.array(transferLine).min(1).max(500),
    }),
    output: z.object({ transferId: z.string(), lines: z.int() }),
    actors: ["staff"],
    permission: "inventory.transfer",
    function: "inventory",
    subject: { type: "stock_transfer", creates: true },
    errors: postingErrors,
  }),
} as const satisfies Contract;
