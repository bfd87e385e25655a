import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, type Contract } from "./operation";
import * as shape from "./primitives";

/** What planning answers to people: why a quantity is so large and a day so late. */

/** One signed part of a figure. */
const whyTerm = z.object({
  label: z.string(),
  text: z.string(),
  quantity: z.string(),
  source: z.object({ type: z.string(), id: z.string(), number: z.string().nullable() }).optional(),
  facts: z.record(z.string(), z.string()).optional(),
});
const why = z.object({ total: z.string(), terms: z.array(whyTerm) });
const whyDate = z.object({
  from: z.string(),
  to: z.string(),
  total: z.string(),
  terms: z.array(whyTerm),
  critical: z.object({ type: z.string(), id: z.string() }).nullable(),
});

/** One demand with all that explains it, and the supplies behind it. */
export const explainedDemand = z.object({
  id: z.string(),
  parentSupplyId: z.string().nullable(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  quantity: why,
  cover: why,
  available: whyDate.nullable(),
});
export const explainedSupply = z.object({
  id: z.string(),
  kind: z.enum(["make", "buy", "phantom"]),
  number: z.string(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  state: z.string(),
  firm: z.boolean(),
  quantity: why,
  due: whyDate,
});
export const explanation = z.object({
  demands: z.array(explainedDemand),
  supplies: z.array(explainedSupply),
});
export type Explanation = z.output<typeof explanation>;

/** Everything that is wanted, per item and day. */
export const demandList = declareList("demands", {
  subject: "demand",
  about: "demands of the plan",
  function: "planning",
  actors: ["staff"],
  fields: {
    item: listField.reference(),
    itemCode: listField.code(),
    state: listField.oneOf(["open", "fulfilled", "cancelled"]),
    source: listField.oneOf(["order_line", "work_order_material"]),
    quantity: listField.quantity(),
    fulfilled: listField.quantity(),
    reserved: listField.quantity(),
    pegged: listField.quantity(),
    uncovered: listField.quantity(),
    neededOn: listField.day(),
    availableOn: listField.day(),
  },
});

/** Everything that will come, per item and day. */
export const supplyList = declareList("supplies", {
  subject: "supply",
  about: "supplies of the plan",
  function: "planning",
  actors: ["staff"],
  fields: {
    item: listField.reference(),
    itemCode: listField.code(),
    kind: listField.oneOf(["make", "buy", "phantom"]),
    state: listField.oneOf(["open", "received", "cancelled"]),
    firm: listField.flag(),
    quantity: listField.quantity(),
    openQuantity: listField.quantity(),
    pegged: listField.quantity(),
    freeQuantity: listField.quantity(),
    startOn: listField.day(),
    dueOn: listField.day(),
  },
});

/** What the plan advises about supplies that it may not change by itself. */
export const planMessageList = declareList("planMessages", {
  subject: "plan_message",
  about: "advice of the plan on supplies that are firm",
  function: "planning",
  actors: ["staff"],
  fields: {
    item: listField.reference(),
    itemCode: listField.code(),
    kind: listField.oneOf(["expedite", "defer", "cancel", "increase", "decrease"]),
    state: listField.oneOf(["open", "accepted", "dismissed"]),
    source: listField.oneOf(["work_order", "requisition_line"]),
    quantity: listField.quantity(),
    wantedOn: listField.day(),
    dueOn: listField.day(),
    createdAt: listField.instant(),
  },
});

export const plansContract = {
  ...listContract(planMessageList),
  ...listContract(demandList),
  ...listContract(supplyList),
} as const satisfies Contract;

export const planningContract = {
  "orders.why": read({
    summary:
      "Explains every quantity and date behind an order as signed sums, down to the last bought part.",
    input: z.strictObject({ orderId: shape.id }),
    output: explanation,
    actors: ["staff"],
    permission: "orders.why",
    function: "sales",
    subject: { type: "order", key: "orderId" },
  }),
} as const satisfies Contract;
