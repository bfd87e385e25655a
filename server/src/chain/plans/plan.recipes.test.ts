import { exact, toDecimalText, ZERO } from "@quanlian/shared/domain";
import {
  afterRelease,
  daysOf,
  demandFor,
  givenDemand,
  givenItem,
  givenOpenSupply,
  givenPlanInput,
  givenRecipe,
  only,
  storedPlan,
  supplyOf,
  TODAY,
} from "../../../../tests/support/plans";
import { planDemands } from "./plan.rules";
import type { Plan, RecipeSubstitute } from "./plan.types";
import { planRelease } from "./release.rules";

const table = givenItem("table", { supplyMode: "make", leadTimeDays: 1 });
const kit = givenItem("kit", { supplyMode: "make", leadTimeDays: 9, isPhantom: true });
const screw = givenItem("screw", { leadTimeDays: 3 });
const board = givenItem("board", { leadTimeDays: 5 });

const covered = (plan: Plan, itemId: string) => {
  const { quantity, reserved, pegged, uncovered } = demandFor(plan, itemId);
  return [quantity, reserved, pegged, uncovered].map(toDecimalText);
};

describe("a phantom component", () => {
  const story = {
    items: [table, kit, screw, board],
    recipes: { table: givenRecipe({ board: "1", kit: "2" }), kit: givenRecipe({ screw: "8" }) },
    demands: [givenDemand("d1", "table", "10")],
  };

  it("is never made: its own components are taken, and it takes no time", () => {
    const plan = planDemands(givenPlanInput(story));
    // 10 tables × 2 kits × 8 screws; needed when the table starts, a day before the 31st
    expect(covered(plan, "screw")).toEqual(["160", "0", "160", "0"]);
    expect(plan.newSupplies.filter(({ kind }) => kind === "make")).toHaveLength(1);
    const passed = supplyOf(plan, "kit");
    expect(passed).toMatchObject({ kind: "phantom", custom: true, quantity: exact("20") });
    expect(passed.leadDays).toEqual({ fixedDays: 0, routingDays: 0 });
    expect(daysOf(supplyOf(plan, "screw"))).toEqual(["2026-03-25", "2026-03-30"]);
    expect(daysOf(supplyOf(plan, "table"))).toEqual(["2026-03-30", "2026-03-31"]);
  });

  it("is taken from stock first, and only the rest is passed on", () => {
    const plan = planDemands(givenPlanInput({ ...story, stock: { kit: "5", screw: "20" } }));
    expect(covered(plan, "kit")).toEqual(["20", "5", "15", "0"]);
    // 15 kits × 8 = 120, of which 20 lie there
    expect(covered(plan, "screw")).toEqual(["120", "20", "100", "0"]);
  });

  it("delays its parent by its slowest part", () => {
    const demands = [givenDemand("d1", "table", "10", "2026-03-04")];
    const plan = planDemands(givenPlanInput({ ...story, demands, stock: { board: "10" } }));
    // screws in three working days, on Thursday the 5th; the table a day later
    expect(demandFor(plan, "table").availableOn).toBe("2026-03-06");
    expect(supplyOf(plan, "table").criticalDemandId).toBe(demandFor(plan, "kit").id);
  });

  it("within a phantom is passed on as well, also in a line's own recipe", () => {
    const inner = givenItem("inner", { supplyMode: "make", isPhantom: true });
    const plan = planDemands(
      givenPlanInput({
        items: [table, kit, inner, screw],
        recipes: { kit: givenRecipe({ inner: "3" }), inner: givenRecipe({ screw: "2" }) },
        demands: [givenDemand("d1", "table", "1", "2026-03-31", givenRecipe({ kit: "4" }))],
      }),
    );
    expect(covered(plan, "screw")).toEqual(["24", "0", "24", "0"]);
    expect(plan.newSupplies.map(({ kind }) => kind)).toEqual(["make", "phantom", "phantom", "buy"]);
  });

  it("that a customer orders, or that has no recipe, is made all the same", () => {
    const ordered = planDemands(
      givenPlanInput({ ...story, demands: [givenDemand("d1", "kit", "3")] }),
    );
    expect(supplyOf(ordered, "kit")).toMatchObject({ kind: "make", custom: false });
    expect(supplyOf(ordered, "kit").leadDays.fixedDays).toBe(9);
    const bare = planDemands(
      givenPlanInput({ ...story, recipes: { table: givenRecipe({ kit: "1" }) } }),
    );
    expect(supplyOf(bare, "kit").kind).toBe("make");
  });

  it("gives back all that came through it when its parent goes", () => {
    const input = givenPlanInput({ ...story, stock: { kit: "5", screw: "20" } });
    const stored = storedPlan(input, planDemands(input));
    const half = planRelease({ ...stored, reductions: new Map([["d1", exact("5")]]) });
    const after = afterRelease(stored, half);
    // 5 tables need 10 kits: 5 in stock, 5 × 8 = 40 screws, of which 20 lie there
    const screws = after.demands.find(({ itemId }) => itemId === "screw")!;
    expect([screws.quantity, screws.reserved, screws.pegged].map(toDecimalText)).toEqual([
      "40",
      "20",
      "20",
    ]);
    const none = planRelease({ ...after, reductions: new Map([["d1", ZERO]]) });
    expect(afterRelease(after, none).supplies.every(({ quantity }) => quantity === ZERO)).toBe(
      true,
    );
  });
});

describe("a service", () => {
  it("among the components is not planned", () => {
    const paint = givenItem("paint", { kind: "service" });
    const plan = planDemands(
      givenPlanInput({
        items: [table, paint, board],
        recipes: { table: givenRecipe({ paint: "1", board: "1" }) },
        demands: [givenDemand("d1", "table", "10")],
      }),
    );
    expect(plan.demands.map(({ itemId }) => itemId)).toEqual(["table", "board"]);
  });
});

describe("a component that is short", () => {
  const pine = givenItem("pine");
  const oak = givenItem("oak", { unitPlaces: 3 });
  const withSubstitutes = (substitutes: RecipeSubstitute[]) => {
    const recipe = givenRecipe({ board: "2" });
    return { ...recipe, components: recipe.components.map((line) => ({ ...line, substitutes })) };
  };
  const pineThenOak = withSubstitutes([
    { itemId: "pine", ratio: exact("2") },
    { itemId: "oak", ratio: exact("0.5") },
  ]);
  const story = {
    items: [table, board, pine, oak],
    recipes: { table: pineThenOak },
    demands: [givenDemand("d1", "table", "10")],
  };

  it("is covered by its substitutes' stock, by priority, before anything is bought", () => {
    const plan = planDemands(
      givenPlanInput({ ...story, stock: { board: "3", pine: "9", oak: "2.5" } }),
    );
    // 20 boards − 3 in stock = 17; 9 pine ÷ 2 = 4 boards (8 pine); 2.5 oak ÷ 0.5 = 5 boards; 17 − 4 − 5 = 8 are bought
    expect(covered(plan, "board")).toEqual(["11", "3", "8", "0"]);
    expect(covered(plan, "pine")).toEqual(["8", "8", "0", "0"]);
    expect(covered(plan, "oak")).toEqual(["2.5", "2.5", "0", "0"]);
    expect(demandFor(plan, "board").basis).toMatchObject({ substituted: exact("9") });
    expect(demandFor(plan, "pine")).toMatchObject({
      parentSupplyId: supplyOf(plan, "table").id,
      availableOn: TODAY,
      basis: {
        netQuantity: exact("8"),
        replaces: { demandId: demandFor(plan, "board").id, itemId: "board", quantity: exact("4") },
      },
    });
    expect(supplyOf(plan, "board").quantity).toBe(exact("8"));
  });

  it("may be replaced altogether: nothing is bought, and the parent waits for nothing", () => {
    const plan = planDemands(givenPlanInput({ ...story, stock: { pine: "100" } }));
    expect(covered(plan, "board")).toEqual(["0", "0", "0", "0"]);
    expect(covered(plan, "pine")).toEqual(["40", "40", "0", "0"]);
    expect(plan.newSupplies.map(({ itemId }) => itemId)).toEqual(["table"]);
    expect(demandFor(plan, "board").availableOn).toBe(TODAY);
  });

  it("takes its own open supply that is in time before a substitute", () => {
    const openSupplies = [givenOpenSupply("s1", "board", "20", "2026-03-20")];
    const plan = planDemands(givenPlanInput({ ...story, openSupplies, stock: { pine: "100" } }));
    expect(plan.demands.map(({ itemId }) => itemId)).toEqual(["table", "board"]);
  });

  it("leaves a substitute what its own demands ask of it", () => {
    const demands = [givenDemand("d1", "table", "10"), givenDemand("d2", "pine", "30")];
    const plan = planDemands(givenPlanInput({ ...story, demands, stock: { pine: "40" } }));
    const own = plan.demands.find(({ id }) => id === "d2")!;
    expect([own.reserved, own.pegged].map(toDecimalText)).toEqual(["30", "0"]);
    const standIn = only(plan.demands.filter(({ basis }) => basis?.replaces));
    expect(standIn.reserved).toBe(exact("10"));
    expect(plan.stockTaken.get("pine:main")).toBe(exact("40"));
  });

  it("keeps its substitutes longest when less is needed, the first priority of all", () => {
    const input = givenPlanInput({ ...story, stock: { board: "3", pine: "9", oak: "2.5" } });
    const stored = storedPlan(input, planDemands(input));
    const shrinkTo = (quantity: string) => {
      const reductions = new Map([["d1", exact(quantity)]]);
      const { demands } = afterRelease(stored, planRelease({ ...stored, reductions }));
      return ["board", "pine", "oak"].map((id) =>
        toDecimalText(demands.find(({ itemId }) => itemId === id)!.quantity),
      );
    };
    // 7 tables: 14 boards, of which 9 are replaced; the 5 left are 3 in stock and 2 to buy
    expect(shrinkTo("7")).toEqual(["5", "8", "2.5"]);
    // 3 tables: 6 boards; oak gives way first, to 2 boards = 1 oak; pine stays with 4
    expect(shrinkTo("3")).toEqual(["0", "8", "1"]);
    // 1 table: 2 boards; pine alone, 2 × 2
    expect(shrinkTo("1")).toEqual(["0", "4", "0"]);
    expect(shrinkTo("0")).toEqual(["0", "0", "0"]);
  });

  it("explains both sides with figures that add up", () => {
    const input = givenPlanInput({ ...story, stock: { pine: "9" } });
    const after = planRelease({
      ...storedPlan(input, planDemands(input)),
      reductions: new Map([["d1", exact("9")]]),
    });
    for (const { basis, quantity } of after.demands) {
      if (!basis) continue;
      const { netQuantity, scrapQuantity, roundingQuantity, substituted = ZERO } = basis;
      expect(netQuantity + scrapQuantity + roundingQuantity - substituted).toBe(quantity);
      expect(basis.parentQuantity).toBe(exact("9"));
    }
  });
});
