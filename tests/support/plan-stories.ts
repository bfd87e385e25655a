import { addDays, exact } from "@quanlian/shared/domain";
import fc from "fast-check";
import type { Recipe } from "../../server/src/chain/plans/plan.types";
import {
  givenDemand,
  givenItem,
  givenOpenSupply,
  givenRecipe,
  type PlanStory,
  TODAY,
} from "./plans";

/** Six items; each may contain only later ones, so that any recipe is without a cycle. */
export const ITEM_IDS = ["a", "b", "c", "d", "e", "f"];

const lots = fc.constantFrom<[string, string, string]>(
  ["0", "0", "0"],
  ["0", "0", "0"],
  ["15", "0", "0"],
  ["0", "8", "0"],
  ["20", "6", "0"],
  ["0", "0", "25"],
);
const item = (id: string, at: number) =>
  fc.record({ make: fc.boolean(), lead: fc.nat(6), places: fc.nat(3), lots }).map((figures) => {
    const [lotMinimum, lotMultiple, lotFixed] = figures.lots.map((text) => exact(text));
    return givenItem(id, {
      supplyMode: at < 4 && figures.make ? "make" : "buy",
      leadTimeDays: figures.lead,
      unitPlaces: figures.places,
      lotMinimum,
      lotMultiple,
      lotFixed,
    });
  });

const perBase = fc.constantFrom("0", "1", "2", "0.37", "1.333333");
const scrapRate = fc.constantFrom("0", "0.03");
const recipeBelow = (at: number): fc.Arbitrary<Recipe> => {
  const below = ITEM_IDS.slice(at + 1).map((id): [string, fc.Arbitrary<[string, string]>] => [
    id,
    fc.tuple(perBase, scrapRate),
  ]);
  const figures = fc.record(Object.fromEntries(below));
  return fc.tuple(figures, fc.constantFrom("1", "3")).map(([components, base]) =>
    givenRecipe(components, {
      baseQuantity: exact(base),
      routing: {
        operations: [
          {
            sequence: 10,
            name: "cut",
            workCenterId: null,
            setupMinutes: exact("30"),
            runMinutesPerUnit: exact("12.5"),
          },
        ],
      },
    }),
  );
};

const onDay = fc.integer({ min: 0, max: 40 }).map((count) => addDays(TODAY, count));
const quantity = fc.integer({ min: 1, max: 60 }).map(String);
const itemId = fc.constantFrom(...ITEM_IDS);
const demand = fc.record({
  itemId,
  quantity,
  onDay,
  custom: fc.option(recipeBelow(0), { freq: 5 }),
});
const openSupply = fc.record({ itemId, quantity, onDay });

/** Any small structure of recipes with what is wanted of it, in stock and on order. */
export const planStory: fc.Arbitrary<PlanStory> = fc
  .record({
    items: fc.tuple(...ITEM_IDS.map(item)),
    recipes: fc.tuple(...ITEM_IDS.map((_, at) => recipeBelow(at))),
    stock: fc.dictionary(itemId, quantity),
    demands: fc.array(demand, { minLength: 1, maxLength: 6 }),
    openSupplies: fc.array(openSupply, { maxLength: 6 }),
  })
  .map(({ items, recipes, stock, demands, openSupplies }) => ({
    items,
    stock,
    recipes: Object.fromEntries(recipes.map((recipe, at) => [ITEM_IDS[at], recipe])),
    demands: demands.map((of, at) =>
      givenDemand(`d${at}`, of.itemId, of.quantity, of.onDay, of.custom ?? undefined),
    ),
    openSupplies: openSupplies.map((of, at) =>
      givenOpenSupply(`s${at}`, of.itemId, of.quantity, of.onDay),
    ),
  }));

/** For each component, items that may stand in for it: any but itself, also those above it. */
const standIns = fc.array(
  fc.array(
    fc.record({ itemId: fc.constantFrom(...ITEM_IDS), ratio: fc.constantFrom("1", "0.5", "3") }),
    { maxLength: 2 },
  ),
  { maxLength: 5 },
);

const withSubstitutes = (
  recipe: Recipe,
  of: readonly (readonly { itemId: string; ratio: string }[])[],
): Recipe => ({
  ...recipe,
  components: recipe.components.map((line, at) => ({
    ...line,
    substitutes: (of[at] ?? [])
      .filter(({ itemId: id }) => id !== line.itemId)
      .map(({ itemId: id, ratio }) => ({ itemId: id, ratio: exact(ratio) })),
  })),
});

/** The same, with phantoms and substitutes anywhere in it. */
export const wholeStory: fc.Arbitrary<PlanStory> = fc
  .tuple(planStory, fc.subarray(ITEM_IDS), standIns)
  .map(([story, phantoms, of]) => ({
    ...story,
    items: story.items.map((each) => ({ ...each, isPhantom: phantoms.includes(each.id) })),
    recipes: Object.fromEntries(
      Object.entries(story.recipes ?? {}).map(([id, recipe]) => [id, withSubstitutes(recipe, of)]),
    ),
    demands: (story.demands ?? []).map((each) =>
      each.recipe ? { ...each, recipe: withSubstitutes(each.recipe, of) } : each,
    ),
  }));
