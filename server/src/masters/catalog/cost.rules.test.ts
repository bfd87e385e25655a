import { exact, ONE, toDecimalText, ZERO, type Exact } from "@quanlian/shared/domain";
import fc from "fast-check";
import { rollUpCost, type CostInput, type CostNode } from "./cost.rules";
import type { Recipe, RecipeOperation } from "./recipe.types";

const operation = (differs: Partial<RecipeOperation> = {}): RecipeOperation => ({
  sequence: 10,
  name: "冲压",
  workCenterId: "press",
  setupMinutes: exact("30"),
  runMinutesPerUnit: exact("1.5"),
  pieceRate: ZERO,
  inspectionPoint: "none",
  subcontracted: false,
  supplierId: null,
  subcontractPrice: ZERO,
  ...differs,
});

const recipe = (
  components: Record<string, [perBase: string, scrapRate?: string]>,
  differs: Partial<Recipe> = {},
): Recipe => ({
  bomVersionId: "v",
  baseQuantity: ONE,
  components: Object.entries(components).map(([itemId, [perBase, scrapRate = "0"]], at) => ({
    lineNo: at + 1,
    itemId,
    perBase: exact(perBase),
    scrapRate: exact(scrapRate),
    substitutes: [],
  })),
  byProducts: [],
  routing: { operations: [] },
  ...differs,
});

const input = (
  costs: Record<string, string>,
  recipes: Record<string, Recipe>,
  roots: Record<string, string>,
  phantoms: readonly string[] = [],
): CostInput => ({
  items: new Map(
    Object.entries(costs).map(([id, cost]) => [
      id,
      { id, isPhantom: phantoms.includes(id), standardCost: exact(cost) },
    ]),
  ),
  recipes: new Map(Object.entries(recipes)),
  ratesPerHour: new Map([["press", exact("60")]]),
  roots: new Map(Object.entries(roots).map(([id, lot]) => [id, exact(lot)])),
});

const nodesOf = (of: CostInput): Map<string, CostNode> => {
  const rolled = rollUpCost(of);
  if ("cycle" in rolled) throw new Error(rolled.cycle.join(" → "));
  return new Map(rolled.map((node) => [node.itemId, node]));
};
const unitCost = (of: CostInput, itemId: string) =>
  toDecimalText(nodesOf(of).get(itemId)!.unitCost);

describe("what a lot of an item costs", () => {
  const hinge = recipe(
    { steel: ["0.2", "0.05"], pin: ["1"] },
    { routing: { operations: [operation({ pieceRate: exact("0.1") })] } },
  );
  const costs = { hinge: "0", steel: "5", pin: "0.3" };

  it("is material with its scrap, labour by the hour, and the piece rate", () => {
    const { terms, totalCost } = nodesOf(input(costs, { hinge }, { hinge: "100" })).get("hinge")!;
    // steel 100 × 0.2 × 1.05 = 21 × 5; pins 100 × 0.3; (30 + 100 × 1.5) minutes at 60 an hour; 100 × 0.1
    expect(terms.map(({ kind, amount }) => [kind, toDecimalText(amount)])).toEqual([
      ["material", "105"],
      ["material", "30"],
      ["labour", "180"],
      ["piece_rate", "10"],
    ]);
    expect(toDecimalText(totalCost)).toBe("325");
  });

  it("spreads the setup over the lot", () => {
    expect(unitCost(input(costs, { hinge }, { hinge: "100" }), "hinge")).toBe("3.25");
    // one piece bears the whole setup: 1.05 + 0.3 + 31.5 + 0.1
    expect(unitCost(input(costs, { hinge }, { hinge: "1" }), "hinge")).toBe("32.95");
  });

  it("of a subcontracted operation is the supplier's price alone", () => {
    const away = operation({ subcontracted: true, subcontractPrice: exact("2"), pieceRate: ONE });
    const plated = recipe({ pin: ["1"] }, { routing: { operations: [away] } });
    expect(unitCost(input(costs, { hinge: plated }, { hinge: "10" }), "hinge")).toBe("2.3");
  });

  it("is less by what the by-products bear of it", () => {
    const byProducts = [
      { lineNo: 1, itemId: "pin", perBase: exact("2"), costShare: exact("0.25") },
    ];
    const sawn = recipe({ steel: ["2"] }, { byProducts });
    const node = nodesOf(input(costs, { hinge: sawn }, { hinge: "10" })).get("hinge")!;
    // 10 × 2 × 5 = 100, a quarter of it is borne by 20 pins
    expect(node.terms.at(-1)).toMatchObject({ kind: "by_product", quantity: exact("20") });
    expect(toDecimalText(node.totalCost)).toBe("75");
  });

  it("counts a part once, for what all its parents need together", () => {
    const of = input(
      { a: "0", b: "0", c: "0", d: "7" },
      {
        a: recipe({ b: ["2"], c: ["1"] }),
        b: recipe({ c: ["3"] }),
        c: recipe({ d: ["1"] }, { routing: { operations: [operation()] } }),
      },
      { a: "10" },
    );
    const nodes = nodesOf(of);
    // 10 × (2 × 3 + 1) = 70 pieces of c in one lot: 7 + 1.5 + 30 ÷ 70
    expect(nodes.get("c")).toMatchObject({ lot: exact("70"), level: 2 });
    expect(toDecimalText(nodes.get("c")!.unitCost)).toBe("8.928571");
  });

  it("is the standard cost of what is bought or has no recipe", () => {
    const node = nodesOf(input({ pin: "0.3" }, {}, { pin: "10" })).get("pin")!;
    expect(node).toMatchObject({ basis: "standard", terms: [], unitCost: exact("0.3") });
  });

  it("leaves out the operations of a phantom, which nobody does", () => {
    const kit = recipe({ pin: ["1"] }, { routing: { operations: [operation()] } });
    expect(unitCost(input(costs, { hinge: kit }, { hinge: "1" }, ["hinge"]), "hinge")).toBe("0.3");
  });

  it("is told as a cycle where something contains itself", () => {
    const of = input(
      { a: "0", b: "0" },
      { a: recipe({ b: ["1"] }), b: recipe({ a: ["1"] }) },
      { a: "1" },
    );
    expect(rollUpCost(of)).toEqual({ cycle: ["a", "b", "a"] });
  });
});

/** Rounds half away from zero, by fractions of its own. */
const round = (dividend: bigint, divisor: bigint): bigint => {
  const doubled = 2n * (dividend < 0n ? -dividend : dividend) + divisor;
  const size = doubled / (2n * divisor);
  return dividend < 0n ? -size : size;
};
const M = 1_000_000n;

/** The same figures by plain recursion: upward for what is needed, downward for what it costs; nothing is remembered. */
function naiveCost(of: CostInput, itemId: string): Exact {
  const taken = (perBase: Exact, scrap: Exact, lot: Exact, base: Exact) =>
    round(lot * perBase * (M + scrap), base * M);
  const lotOf = (id: string): Exact => {
    const asked = of.roots.get(id);
    if (asked !== undefined) return asked;
    let need = 0n;
    for (const [parentId, { components, baseQuantity }] of of.recipes) {
      for (const { itemId: part, perBase, scrapRate } of components) {
        if (part === id) need += taken(perBase, scrapRate, lotOf(parentId), baseQuantity);
      }
    }
    return need;
  };
  const recipeOf = of.recipes.get(itemId);
  const lot = lotOf(itemId);
  if (!recipeOf || lot === 0n) return of.items.get(itemId)!.standardCost;
  let total = 0n;
  for (const { itemId: part, perBase, scrapRate } of recipeOf.components) {
    total += round(taken(perBase, scrapRate, lot, recipeOf.baseQuantity) * naiveCost(of, part), M);
  }
  for (const each of recipeOf.routing.operations) {
    if (of.items.get(itemId)!.isPhantom) break;
    if (each.subcontracted) {
      total += round(lot * each.subcontractPrice, M);
      continue;
    }
    const minutes = each.setupMinutes + round(each.runMinutesPerUnit * lot, M);
    total +=
      round(minutes * of.ratesPerHour.get("press")!, 60n * M) + round(lot * each.pieceRate, M);
  }
  const gross = total;
  for (const { costShare } of recipeOf.byProducts) total -= round(gross * costShare, M);
  return round(total * M, lot);
}

describe("any structure", () => {
  const IDS = ["a", "b", "c", "d", "e"];
  const figure = fc.constantFrom("0.1", "0.333333", "1", "2.5", "7");
  const small = fc.constantFrom("0", "0.05", "1.25", "12");
  const operations = fc.array(
    fc
      .record({ setup: small, run: small, rate: small, away: fc.boolean(), price: figure })
      .map(({ setup, run, rate, away, price }) =>
        operation({
          setupMinutes: exact(setup),
          runMinutesPerUnit: exact(run),
          pieceRate: exact(rate),
          subcontracted: away,
          subcontractPrice: exact(price),
        }),
      ),
    { maxLength: 3 },
  );
  const recipeBelow = (at: number) =>
    fc
      .record({
        parts: fc.record(
          Object.fromEntries(
            IDS.slice(at + 1).map((id) => [
              id,
              fc.option(fc.tuple(figure, fc.constantFrom("0", "0.02"))),
            ]),
          ),
        ),
        base: figure,
        operations,
        share: fc.option(fc.constantFrom("0", "0.1", "0.333333", "1")),
      })
      .map(({ parts, base, operations: steps, share }) => {
        const named = Object.entries(parts).flatMap(([id, of]) => (of ? [[id, of] as const] : []));
        const byProducts = share
          ? [{ lineNo: 1, itemId: "e", perBase: ONE, costShare: exact(share) }]
          : [];
        return recipe(Object.fromEntries(named), {
          baseQuantity: exact(base),
          byProducts,
          routing: { operations: steps },
        });
      });
  const structure = fc.record({
    costs: fc.record(Object.fromEntries(IDS.map((id) => [id, figure]))),
    recipes: fc.tuple(...[0, 1, 2, 3].map((at) => fc.option(recipeBelow(at), { freq: 4 }))),
    lot: fc.constantFrom("1", "3", "100", "0.5"),
    other: fc.option(fc.constantFrom("2", "40")),
    phantoms: fc.subarray(IDS),
  });

  it("costs what plain recursion says, to the last place, and every total is the sum of its terms", () => {
    fc.assert(
      fc.property(structure, ({ costs, recipes, lot, other, phantoms }) => {
        const named = Object.fromEntries(
          recipes.flatMap((each, at) => (each ? [[IDS[at]!, each] as const] : [])),
        );
        const of = input(costs, named, { a: lot, ...(other && { c: other }) }, phantoms);
        for (const node of nodesOf(of).values()) {
          expect(node.unitCost).toBe(naiveCost(of, node.itemId));
          if (node.basis === "standard") continue;
          const sum = node.terms.reduce((total, { amount }) => total + amount, ZERO);
          expect(sum).toBe(node.totalCost);
        }
      }),
      { numRuns: 300 },
    );
  });
});
