import type { costsContract, InputOf, OutputOf } from "@quanlian/shared/contract";
import { day, exact, toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import { isMasked, type Ctx } from "../../kernel/access";
import { refuse, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { catalogNeighbours } from "./catalog-neighbours";
import { rollUpCost, type CostNode, type CostTerm } from "./cost.rules";
import { nameItems } from "./item.queries";
import { readRecipes } from "./read-recipes";

type Operation = (typeof costsContract)["items.costRollUp"];
type Answer = OutputOf<Operation>;

/** What a lot of an item costs, level by level, with every figure that it comes from. */
export async function showCostRollUp(ctx: Ctx, input: InputOf<Operation>): Promise<Answer> {
  const { itemId, lotSize, on } = input;
  refuseMaskedCost(ctx, "items.costRollUp");
  const roots = new Map([[itemId, exact(lotSize)]]);
  const nodes = await rollUp(ctx, roots, on ? day(on) : ctx.today);
  const top = nodes.find((node) => node.itemId === itemId) ?? refuseNotFound("item");
  const names = await nameItems(ctx, namedIn(nodes));
  const nameOf = (id: Id) => {
    const { code, name, unitCode } = names.get(id)!;
    return { id, code, name, unitCode };
  };
  return {
    item: nameOf(itemId),
    lotSize: toDecimalText(top.lot),
    unitCost: toDecimalText(top.unitCost),
    totalCost: toDecimalText(top.totalCost),
    nodes: nodes.map((node) => ({
      item: nameOf(node.itemId),
      level: node.level,
      lot: toDecimalText(node.lot),
      basis: node.basis,
      unitCost: toDecimalText(node.unitCost),
      totalCost: toDecimalText(node.totalCost),
      terms: node.terms.map((term) => presentTerm(term, nameOf)),
    })),
  };
}

/** A cost is nothing but what the mask hides: whoever may not see it is refused, rather than shown an empty tree. */
export function refuseMaskedCost(ctx: Ctx, permission: string): void {
  if (isMasked(ctx.actor, permission, "cost")) {
    refuse("auth.field_masked", { fields: ["standardCostPrice"] });
  }
}

/** Rolls up several items at once, in a fixed number of statements. An id that is not the tenant's has no node. */
export async function rollUp(
  ctx: Ctx,
  roots: ReadonlyMap<Id, Exact>,
  on: Day,
): Promise<CostNode[]> {
  const { items, recipes } = await readRecipes(ctx, { itemIds: [...roots.keys()], on });
  const standard = await readStandardCosts(ctx, [...items.keys()]);
  const centerIds = [...recipes.values()].flatMap(({ routing }) =>
    routing.operations.flatMap(({ workCenterId }) => workCenterId ?? []),
  );
  const rolled = rollUpCost({
    items: new Map(
      [...items].map(([id, { isPhantom }]) => [
        id,
        { id, isPhantom, standardCost: standard.get(id)! },
      ]),
    ),
    recipes,
    ratesPerHour: await catalogNeighbours().centerRates(ctx, [...new Set(centerIds)]),
    roots: new Map([...roots].filter(([id]) => items.has(id))),
  });
  if (!("cycle" in rolled)) return rolled;
  const codes = rolled.cycle.map((id) => items.get(id)?.code ?? id);
  return refuse("bom.cycle", { items: codes });
}

async function readStandardCosts(ctx: Ctx, itemIds: readonly Id[]): Promise<Map<Id, Exact>> {
  if (itemIds.length === 0) return new Map();
  const rows = await ctx.rows<{ id: Id; cost: string }>(
    `SELECT i.id, i.standard_cost_price AS cost FROM items i
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds },
  );
  return new Map(rows.map(({ id, cost }) => [id, exact(cost)]));
}

const namedIn = (nodes: readonly CostNode[]): Id[] => [
  ...new Set(
    nodes.flatMap(({ itemId, terms }) => [
      itemId,
      ...terms.flatMap((term) => ("itemId" in term ? [term.itemId] : [])),
    ]),
  ),
];

type Named = Answer["item"];

function presentTerm(
  term: CostTerm,
  nameOf: (id: Id) => Named,
): Answer["nodes"][number]["terms"][number] {
  const amount = toDecimalText(term.amount);
  switch (term.kind) {
    case "material": {
      const { kind, itemId, quantity, unitCost } = term;
      const figures = { quantity: toDecimalText(quantity), unitCost: toDecimalText(unitCost) };
      return { kind, amount, item: nameOf(itemId), ...figures };
    }
    case "labour": {
      const { kind, sequence, minutes, ratePerHour } = term;
      const figures = { minutes: toDecimalText(minutes), ratePerHour: toDecimalText(ratePerHour) };
      return { kind, amount, sequence, ...figures };
    }
    case "piece_rate":
      return { kind: term.kind, amount, sequence: term.sequence, rate: toDecimalText(term.rate) };
    case "subcontract":
      return { kind: term.kind, amount, sequence: term.sequence, price: toDecimalText(term.price) };
    case "by_product": {
      const { kind, itemId, quantity, costShare } = term;
      const figures = { quantity: toDecimalText(quantity), costShare: toDecimalText(costShare) };
      return { kind, amount, item: nameOf(itemId), ...figures };
    }
  }
}
