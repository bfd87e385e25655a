import type { Order, OrderLine } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import { may, rowAllowed, type Ctx } from "../../kernel/access";
import type { LineRecipeText } from "./line-recipes";
import type { ShipTo, WaitingReason } from "./order.model";
import { orderPolicy } from "./order.policy";
import type { LineRecord, OrderHeader, OrderRecord } from "./order.queries";
import { orderStates, type OrderState } from "./order.states";

const plain = (decimal: string) => toDecimalText(exact(decimal));
const instantText = (at: Date | null) => at?.toISOString() ?? null;

/** An order as the contract shows it, with what this actor may do with it now. */
export function presentOrder(ctx: Ctx, { header, lines, recipes, payments }: OrderRecord): Order {
  const { waitingReason, approvalReasons, ...shown } = header;
  return {
    ...shown,
    customerReference: header.customerReference ?? "",
    note: header.note ?? "",
    shipTo: header.shipTo === null ? null : (JSON.parse(header.shipTo) as ShipTo),
    waiting: waitingOf(ctx, waitingReason),
    needsApproval: needsApproval({ approvalReasons, approvedAt: header.approvedAt }),
    approvedAt: instantText(header.approvedAt),
    closedAt: instantText(header.closedAt),
    confirmedAt: instantText(header.confirmedAt),
    cancelledAt: instantText(header.cancelledAt),
    lines: lines.map((line) => presentLine(line, recipes.get(line.id))),
    payments: payments.map(({ id: _, ...payment }) => ({
      ...payment,
      shareRate: plain(payment.shareRate),
    })),
    actions: actionsFor(ctx, header),
  };
}

function waitingOf(ctx: Ctx, stored: string | null): Order["waiting"] {
  if (stored === null) return null;
  const { code, facts } = JSON.parse(stored) as WaitingReason;
  return { code, message: translate(ctx.language, `error.${code}`, facts) };
}

function presentLine(line: LineRecord, recipe: LineRecipeText | undefined): OrderLine {
  return {
    ...line,
    description: line.description ?? "",
    quantity: plain(line.quantity),
    enteredQuantity: plain(line.enteredQuantity),
    unitFactor: plain(line.unitFactor),
    overRate: plain(line.overRate),
    underRate: plain(line.underRate),
    unitPrice: plain(line.unitPrice),
    taxRate: plain(line.taxRate),
    reservedQuantity: plain(line.reservedQuantity),
    plannedQuantity: plain(line.plannedQuantity),
    shippedQuantity: plain(line.shippedQuantity),
    acceptedQuantity: plain(line.acceptedQuantity),
    recipe: recipe ? presentRecipe(recipe) : null,
  };
}

const presentRecipe = (recipe: LineRecipeText) => ({
  baseQuantity: plain(recipe.baseQuantity),
  components: recipe.components.map((component) => ({
    ...component,
    perBase: plain(component.perBase),
    scrapRate: plain(component.scrapRate),
  })),
  operations: recipe.operations.map((operation) => ({
    ...operation,
    setupMinutes: plain(operation.setupMinutes),
    runMinutesPerUnit: plain(operation.runMinutesPerUnit),
  })),
});

const live = (state: OrderState) => ["draft", "pending_approval", "confirmed"].includes(state);
/** Somebody has to agree to it first, and has not. */
const needsApproval = ({
  approvalReasons,
  approvedAt,
}: Pick<OrderHeader, "approvalReasons" | "approvedAt">): boolean =>
  approvedAt === null && approvalReasons !== null && approvalReasons !== "[]";

const whileDraft = (state: OrderState) => state === "draft";

/** Each action and the states in which it makes sense. */
const offered: readonly [
  action: string,
  when: (state: OrderState, needsApproval: boolean) => boolean,
][] = [
  ["orders.update", whileDraft],
  ["orders.customise", whileDraft],
  ["orders.submit", (state, needsApproval) => needsApproval && orderStates.allows(state, "submit")],
  [
    "orders.confirm",
    (state, needsApproval) => !needsApproval && orderStates.allows(state, "confirm"),
  ],
  ["orders.hold", live],
  ["orders.liftHold", live],
  ["orders.closeShort", (state) => orderStates.allows(state, "closeShort")],
  ["orders.cancel", (state) => orderStates.allows(state, "cancel")],
];

function actionsFor(ctx: Ctx, header: OrderHeader): string[] {
  return offered
    .filter(([action, when]) => when(header.state, needsApproval(header)) && may(ctx.actor, action))
    .filter(([action]) => rowAllowed(ctx.actor, orderPolicy, action, header))
    .map(([action]) => action);
}
