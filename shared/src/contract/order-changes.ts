import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import { orderLineInput } from "./order-lines";
import * as shape from "./primitives";

/** Changes of confirmed orders: drafted, previewed by their effects, applied with all of them. */

const edit = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("edit"),
    lineId: shape.id,
    /** In the unit that the line was entered in. */
    quantity: shape.quantity.optional(),
    unitPrice: shape.unitPrice.optional(),
    requestedOn: shape.day.optional(),
  }),
  z.strictObject({ kind: z.literal("add"), line: orderLineInput }),
  z.strictObject({ kind: z.literal("remove"), lineId: shape.id }),
]);
const edits = z.array(edit).min(1).max(500);
export type OrderEdit = z.output<typeof edit>;

export const orderChangeStateNames = ["draft", "pending_approval", "applied", "dropped"] as const;

/** A figure before and after; null where it was or is not there. */
const figure = z.object({ before: z.string().nullable(), after: z.string().nullable() });
const money = z.object({ before: z.int(), after: z.int() });

/** What a change does, as a difference: nothing that stays as it is. */
export const orderImpact = z.object({
  inclCents: money,
  promisedOn: figure,
  /** What of the plan's supplies costs more or less, at standard cost; null where it is hidden. */
  costCents: z.int().nullable(),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      change: z.enum(["added", "changed", "removed", "followed"]),
      itemCode: z.string(),
      itemName: z.string(),
      quantity: figure,
      requestedOn: figure,
      promisedOn: figure,
      reserved: figure,
      planned: figure,
      inclCents: money,
    }),
  ),
  supplies: z.array(
    z.object({
      kind: z.enum(["make", "buy"]),
      change: z.enum(["opened", "changed", "cancelled"]),
      /** Null: it is opened by this change. */
      number: z.string().nullable(),
      itemCode: z.string(),
      itemName: z.string(),
      quantity: figure,
      dueOn: figure,
    }),
  ),
  reservations: z.array(z.object({ itemCode: z.string(), itemName: z.string(), quantity: figure })),
  messages: z.array(
    z.object({
      kind: z.enum(["expedite", "defer", "cancel", "increase", "decrease"]),
      number: z.string().nullable(),
      itemCode: z.string(),
      itemName: z.string(),
      quantity: z.string(),
      wantedOn: z.string().nullable(),
    }),
  ),
  payments: z.array(z.object({ stageNo: z.int(), name: z.string(), amountCents: money })),
});
export type OrderImpact = z.output<typeof orderImpact>;

export const orderChange = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(orderChangeStateNames),
  revision: z.int(),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  reason: z.string(),
  edits: z.array(edit),
  appliedAt: z.string().nullable(),
  /** The company's rules ask for somebody's agreement, and it is not given yet. */
  needsApproval: z.boolean(),
  approvedAt: z.string().nullable(),
  /** Why the agreement was not given. */
  refusalNote: z.string().nullable(),
  /** Of an applied change: what it did. */
  impact: orderImpact.nullable(),
  actions: shape.actions,
});
export type OrderChangeView = z.output<typeof orderChange>;

export const orderChangePreview = z.object({
  impact: orderImpact,
  /** What applying must name: it is refused when the impact has become another since. */
  hash: z.string(),
  /** What applying would be refused for, beside that. */
  obstacle: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type OrderChangePreview = z.output<typeof orderChangePreview>;

/** Order changes as a list shows them. */
export const orderChangeList = declareList("orderChanges", {
  subject: "order_change",
  about: "changes of confirmed orders",
  function: "sales",
  actors: ["staff"],
  fields: {
    number: listField.code(),
    state: listField.oneOf(orderChangeStateNames),
    order: listField.reference(),
    customer: listField.reference(),
    reason: listField.text(),
    createdAt: listField.instant(),
  },
});

const staffSales = { actors: ["staff"], function: "sales" } as const;
const oneChange = { type: "order_change", key: "changeId" } as const;

export const orderChangesContract = {
  ...listContract(orderChangeList),
  "orderChanges.draft": write({
    ...staffSales,
    summary:
      "Writes down a change of a confirmed order: quantities, days, prices, lines added or taken out. Changes nothing yet.",
    input: z.strictObject({ orderId: shape.id, reason: shape.text(500), edits }),
    output: orderChange,
    permission: "orderChanges.draft",
    subject: { type: "order", key: "orderId" },
    errors: ["state.illegal_move", "reference.not_found"],
  }),
  "orderChanges.show": read({
    ...staffSales,
    summary: "One order change with its edits, and what it did once it was applied.",
    input: z.strictObject({ changeId: shape.id }),
    output: orderChange,
    permission: "orderChanges.show",
    subject: oneChange,
  }),
  "orderChanges.preview": read({
    ...staffSales,
    summary:
      "What applying the change would do to lines, work orders, requisitions, reservations, cost, promise and payments: the apply itself, taken back.",
    input: z.strictObject({ changeId: shape.id }),
    output: orderChangePreview,
    permission: "orderChanges.preview",
    subject: oneChange,
    errors: [
      "state.illegal_move",
      "order.no_ship_to",
      "order_change.below_delivered",
      "reference.not_found",
      "bom.cycle",
    ],
  }),
  "orderChanges.submit": write({
    ...staffSales,
    summary: "Asks for the agreement that a change needs by the company's rules.",
    input: z.strictObject({ changeId: shape.id, revision: shape.revision }),
    output: orderChange,
    permission: "orderChanges.submit",
    subject: oneChange,
    errors: ["revision.stale", "state.illegal_move", "order_change.needs_no_approval"],
  }),
  "orderChanges.apply": write({
    ...staffSales,
    summary:
      "Applies a change with all its effects, as previewed; refused with the new preview when the world has moved since.",
    input: z.strictObject({
      changeId: shape.id,
      revision: shape.revision,
      hash: shape.text(64),
      creditOverride: shape.text(500).optional(),
    }),
    output: orderChange,
    permission: "orderChanges.apply",
    subject: oneChange,
    errors: [
      "revision.stale",
      "state.illegal_move",
      "order.no_ship_to",
      "order.over_credit",
      "order_change.needs_approval",
      "order_change.stale_preview",
      "order_change.below_delivered",
      "party.on_hold",
      "reference.not_found",
      "bom.cycle",
    ],
  }),
  "orderChanges.drop": write({
    ...staffSales,
    summary: "Gives up a change that was not applied.",
    input: z.strictObject({ changeId: shape.id, revision: shape.revision }),
    output: orderChange,
    permission: "orderChanges.drop",
    subject: oneChange,
    errors: ["revision.stale", "state.illegal_move"],
  }),
} as const satisfies Contract;
