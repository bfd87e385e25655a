import type { Explanation } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { findOrder } from "../../chain/orders";
import {
  explainPlan,
  type DemandWhy,
  type SupplyWhy,
  type Why,
  type WhyDate,
  type WhyTerm,
} from "../../chain/plans";
import type { Ctx } from "../../kernel/access";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { namesBehind, type Names } from "./plan-names";

/** Answers "why" for every quantity and day behind an order that the actor may see, in the actor's language. */
export async function explainOrder(ctx: Ctx, orderId: Id): Promise<Explanation> {
  const { lines } = await findOrder(ctx, "orders.why", orderId);
  const { demands, supplies } = await explainPlan(
    ctx,
    lines.map((line) => line.id),
  );
  const names = await namesBehind(ctx, demands, supplies);
  return {
    demands: demands.map((demand) => presentDemand(ctx, names, demand)),
    supplies: supplies.map((supply) => presentSupply(ctx, names, supply)),
  };
}

function presentDemand(ctx: Ctx, names: Names, demand: DemandWhy) {
  return {
    id: demand.id,
    parentSupplyId: demand.parentSupplyId,
    ...itemNames(names, demand.itemId),
    quantity: presentWhy(ctx, names, demand.quantity),
    cover: presentWhy(ctx, names, demand.cover),
    available: demand.available && presentDate(ctx, names, demand.available),
  };
}

function presentSupply(ctx: Ctx, names: Names, supply: SupplyWhy) {
  return {
    id: supply.id,
    kind: supply.kind,
    number: names.documents.get(supply.id) ?? "",
    ...itemNames(names, supply.itemId),
    state: supply.state,
    firm: supply.firm,
    quantity: presentWhy(ctx, names, supply.quantity),
    due: presentDate(ctx, names, supply.due),
  };
}

function itemNames(names: Names, itemId: Id) {
  const item = names.items.get(itemId);
  assert(item, "a plan for an item that does not exist");
  return { itemId, itemCode: item.code, itemName: item.name };
}

const presentWhy = (ctx: Ctx, names: Names, why: Why) => ({
  total: why.total,
  terms: why.terms.map((term) => presentTerm(ctx, names, term)),
});

const presentDate = (ctx: Ctx, names: Names, why: WhyDate) => ({
  ...presentWhy(ctx, names, why),
  from: why.from,
  to: why.to,
  critical: why.critical,
});

function presentTerm(ctx: Ctx, names: Names, term: WhyTerm) {
  const { label, quantity, source, facts } = term;
  return {
    label,
    text: translate(ctx.language, label, facts),
    quantity,
    ...(source ? { source: { ...source, number: names.documents.get(source.id) ?? null } } : {}),
    ...(facts ? { facts: { ...facts } } : {}),
  };
}
