import { exact } from "@quanlian/shared/domain";
import fc from "fast-check";
import {
  givenDemand,
  givenItem,
  givenPlanInput,
  givenRecipe,
} from "../../../../tests/support/plans";
import { componentFor, lowLevelCodes } from "./explode.rules";
import { PlanError } from "./plan.types";

const make = (id: string) => givenItem(id, { supplyMode: "make" });

function failure(run: () => unknown): PlanError {
  try {
    run();
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error("Nothing was refused");
}

describe("low-level codes", () => {
  it("follow the longest path, so that a screw used high and low is netted once, last", () => {
    const input = givenPlanInput({
      items: [make("cabinet"), make("frame"), make("joint"), givenItem("screw")],
      recipes: {
        cabinet: givenRecipe({ screw: "8", frame: "1" }),
        frame: givenRecipe({ joint: "4", screw: "2" }),
        joint: givenRecipe({ screw: "1" }),
      },
      demands: [givenDemand("d1", "cabinet", "1"), givenDemand("d2", "joint", "1")],
    });

    expect(Object.fromEntries(lowLevelCodes(input))).toEqual({
      cabinet: 0,
      frame: 1,
      joint: 2,
      screw: 3,
    });
  });

  it("stand at the longest path even when a shorter one is found later", () => {
    const input = givenPlanInput({
      items: [make("tray"), make("cabinet"), make("frame"), givenItem("screw")],
      recipes: {
        tray: givenRecipe({ screw: "1" }),
        cabinet: givenRecipe({ frame: "1" }),
        frame: givenRecipe({ screw: "1" }),
      },
      demands: [givenDemand("d1", "tray", "1"), givenDemand("d2", "cabinet", "1")],
    });

    expect(lowLevelCodes(input).get("screw")).toBe(2);
  });

  it("let a custom line contain the standard item that it is a variant of", () => {
    const input = givenPlanInput({
      items: [make("cabinet"), givenItem("handle")],
      recipes: { cabinet: givenRecipe({ handle: "1" }) },
      demands: [givenDemand("d1", "cabinet", "1", "2026-03-31", givenRecipe({ cabinet: "1" }))],
    });

    expect(Object.fromEntries(lowLevelCodes(input))).toEqual({ cabinet: 1, handle: 2 });
  });

  it("refuse a recipe that leads back to itself, naming the items on the way", () => {
    const input = givenPlanInput({
      items: [make("cabinet"), make("frame"), make("joint")],
      recipes: {
        cabinet: givenRecipe({ frame: "1" }),
        frame: givenRecipe({ joint: "1" }),
        joint: givenRecipe({ frame: "1" }),
      },
      demands: [givenDemand("d1", "cabinet", "1")],
    });

    const error = failure(() => lowLevelCodes(input));
    expect(error.code).toBe("plan.recipe_cycle");
    expect(error.facts).toEqual({ itemIds: "frame → joint → frame" });
  });

  it.each([
    [30, null],
    [31, "plan.recipe_too_deep"],
  ])("of a chain of %i levels: %s", (levels, code) => {
    const ids = Array.from({ length: levels }, (_, at) => `level${at}`);
    const below = ids.slice(0, -1).map((id, at) => [id, givenRecipe({ [`level${at + 1}`]: "1" })]);
    const input = givenPlanInput({
      items: ids.map(make),
      recipes: Object.fromEntries(below),
      demands: [givenDemand("d1", "level0", "1")],
    });

    if (code === null) expect(lowLevelCodes(input).get("level29")).toBe(29);
    else expect(failure(() => lowLevelCodes(input)).code).toBe(code);
  });

  it("refuse a long way down that is only reached past a short one", () => {
    const ids = Array.from({ length: 31 }, (_, at) => `level${at}`);
    const below = ids.slice(0, -1).map((id, at) => [id, givenRecipe({ [`level${at + 1}`]: "1" })]);
    const input = givenPlanInput({
      items: ids.map(make),
      recipes: Object.fromEntries(below),
      demands: [givenDemand("d1", "level15", "1"), givenDemand("d2", "level0", "1")],
    });

    expect(failure(() => lowLevelCodes(input)).code).toBe("plan.recipe_too_deep");
  });

  it("refuse an item that was not given", () => {
    const input = givenPlanInput({
      items: [make("cabinet")],
      recipes: { cabinet: givenRecipe({ ghost: "1" }) },
      demands: [givenDemand("d1", "cabinet", "1")],
    });

    expect(failure(() => lowLevelCodes(input)).facts).toEqual({ itemId: "ghost" });
  });
});

describe("a component's quantity", () => {
  const figures = (perBase: string, baseQuantity: string, scrapRate: string) => ({
    lineNo: 1,
    perBase: exact(perBase),
    baseQuantity: exact(baseQuantity),
    scrapRate: exact(scrapRate),
  });

  it("is net plus scrap, rounded up once to whole pieces", () => {
    // 7 × 3 = 21, 5 % scrap makes 22.05, so 23 pieces
    const { quantity, basis } = componentFor(exact("7"), figures("3", "1", "0.05"), 0);

    expect(quantity).toBe(exact("23"));
    expect(basis.netQuantity).toBe(exact("21"));
    expect(basis.scrapQuantity).toBe(exact("1.05"));
    expect(basis.roundingQuantity).toBe(exact("0.95"));
  });

  it("divides by the base quantity last, so that thirds do not creep up", () => {
    expect(componentFor(exact("3"), figures("1", "3", "0"), 0).quantity).toBe(exact("1"));
    expect(componentFor(exact("1"), figures("1", "3", "0"), 6).quantity).toBe(exact("0.333334"));
  });

  it("is never short and less than one step over, and its parts add up", () => {
    const millionths = (most: bigint) => fc.bigInt({ min: 1n, max: most });
    fc.assert(
      fc.property(
        millionths(10n ** 12n),
        millionths(10n ** 9n),
        millionths(10n ** 9n),
        fc.bigInt({ min: 0n, max: 10n ** 6n }),
        fc.integer({ min: 0, max: 6 }),
        (parent, perBase, baseQuantity, scrapRate, places) => {
          const line = { lineNo: 1, perBase, baseQuantity, scrapRate };
          const { quantity, basis } = componentFor(parent, line, places);
          const step = 10n ** BigInt(6 - places);
          const needed = parent * perBase * (1_000_000n + scrapRate);
          const scale = baseQuantity * 1_000_000n;

          expect(quantity % step).toBe(0n);
          expect(quantity * scale >= needed).toBe(true);
          expect((quantity - step) * scale < needed).toBe(true);
          const { netQuantity, scrapQuantity, roundingQuantity } = basis;
          expect(netQuantity + scrapQuantity + roundingQuantity).toBe(quantity);
          expect(scrapQuantity >= 0n && roundingQuantity >= 0n).toBe(true);
        },
      ),
    );
  });
});
