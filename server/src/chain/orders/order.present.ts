import type { Order, OrderLine } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { may, rowAllowed, type Ctx } from "../../kernel/access";
import type { LineRecipeText } from "./line-recipes";
import { orderPolicy } from "./order.policy";
import type { LineRecord, OrderHeader, OrderRecord } from "./order.queries";
import { orderStates, type OrderState } from "./order.states";

const plain = (decimal: string) => toDecimalText(exact(decimal));
const instantText = (at: Date | null) => at?.toISOString() ?? null;

/** An order as the contract shows it, with what this actor may do with it now. */
export function presentOrder(ctx: Ctx, { header, lines, recipes }: OrderRecord): Order {
  return {
    ...header,
    customerReference: header.customerReference ?? "",
    note: header.note ?? "",
    confirmedAt: instantText(header.confirmedAt),
    cancelledAt: instantText(header.cancelledAt),
    lines: lines.map((line) => presentLine(line, recipes.get(line.id))),
    actions: actionsFor(ctx, header),
  };
}

function presentLine(line: LineRecord, recipe: LineRecipeText | undefined): OrderLine {
  return {
    ...line,
    description: line.description ?? "",
    quantity: plain(line.quantity),
    unitPrice: plain(line.unitPrice),
    taxRate: plain(line.taxRate),
    reservedQuantity: plain(line.reservedQuantity),
    plannedQuantity: plain(line.plannedQuantity),
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

const whileDraft = (state: OrderState) => state === "draft";

/** Each action and the states in which it makes sense. */
const offered: readonly [action: string, when: (state: OrderState) => boolean][] = [
  ["orders.update", whileDraft],
  ["orders.customise", whileDraft],
  ["orders.confirm", (state) => orderStates.allows(state, "confirm")],
  ["orders.cancel", (state) => orderStates.allows(state, "cancel")],
];

function actionsFor(ctx: Ctx, header: OrderHeader): string[] {
  return offered
    .filter(([action, when]) => when(header.state) && may(ctx.actor, action))
    .filter(([action]) => rowAllowed(ctx.actor, orderPolicy, action, header))
    .map(([action]) => action);
}
