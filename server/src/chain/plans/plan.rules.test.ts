import { type Day, type Exact, day, exact, toDecimalText } from "@quanlian/shared/domain";
import {
  daysOf,
  demandFor,
  givenDemand,
  givenItem,
  givenOpenSupply,
  givenPlanInput,
  givenRecipe,
  only,
  supplyOf,
  TODAY,
} from "../../../../tests/support/plans";
import { planDemands } from "./plan.rules";
import { type Plan, PlanError } from "./plan.types";

const cabinet = givenItem("cabinet", { supplyMode: "make", leadTimeDays: 1 });
const frame = givenItem("frame", { supplyMode: "make", leadTimeDays: 2 });
const hinge = givenItem("hinge", { leadTimeDays: 3 });
const profile = givenItem("profile", { leadTimeDays: 5, unitPlaces: 3 });
const threeLevels = {
  items: [cabinet, frame, hinge, profile],
  recipes: {
    cabinet: givenRecipe({ frame: "1", hinge: "4" }),
    frame: givenRecipe({ profile: ["2.5", "0.02"] }),
  },
};

const taken = (figures: ReadonlyMap<string, Exact>) =>
  Object.fromEntries([...figures].map(([key, quantity]) => [key, toDecimalText(quantity)]));
const pegsOf = (plan: Plan) =>
  plan.pegs.map((peg) => [peg.demandId, peg.supplyId, toDecimalText(peg.quantity)]);

describe("an order of cabinets, three levels deep", () => {
  it("is made and bought backward from the day it is needed", () => {
    const plan = planDemands(
      givenPlanInput({ ...threeLevels, demands: [givenDemand("d1", "cabinet", "10")] }),
    );

    expect(daysOf(supplyOf(plan, "cabinet"))).toEqual(["2026-03-30", "2026-03-31"]);
    expect(daysOf(supplyOf(plan, "frame"))).toEqual(["2026-03-26", "2026-03-30"]);
    expect(daysOf(supplyOf(plan, "hinge"))).toEqual(["2026-03-25", "2026-03-30"]);
    expect(daysOf(supplyOf(plan, "profile"))).toEqual(["2026-03-19", "2026-03-26"]);
    expect(supplyOf(plan, "profile")).toMatchObject({ kind: "buy", quantity: exact("25.5") });
    expect(demandFor(plan, "hinge")).toMatchObject({
      parentSupplyId: supplyOf(plan, "cabinet").id,
      quantity: exact("40"),
      pegged: exact("40"),
    });
    expect(demandFor(plan, "cabinet").availableOn).toBe("2026-03-31");
  });

  it("that is wanted too soon is promised when its slowest part allows, and names that part", () => {
    const plan = planDemands(
      givenPlanInput({
        ...threeLevels,
        demands: [givenDemand("d1", "cabinet", "10", "2026-03-04")],
      }),
    );

    // profile Monday 9, frame two days later on the 11th, cabinet on the 12th
    expect(daysOf(supplyOf(plan, "profile"))).toEqual([TODAY, "2026-03-09"]);
    expect(daysOf(supplyOf(plan, "frame"))).toEqual(["2026-03-09", "2026-03-11"]);
    expect(daysOf(supplyOf(plan, "cabinet"))).toEqual(["2026-03-11", "2026-03-12"]);
    expect(demandFor(plan, "cabinet").availableOn).toBe("2026-03-12");
    expect(supplyOf(plan, "cabinet").criticalDemandId).toBe(demandFor(plan, "frame").id);
    expect(demandFor(plan, "frame").criticalSupplyId).toBe(supplyOf(plan, "frame").id);
    expect(supplyOf(plan, "profile").criticalDemandId).toBeNull();
  });

  it("goes around the spring holiday", () => {
    const exceptions = new Map<Day, boolean>(
      ["2026-03-27", "2026-03-30"].map((holiday) => [day(holiday), false]),
    );
    const plan = planDemands(
      givenPlanInput({
        ...threeLevels,
        calendar: { workingWeekdays: [1, 2, 3, 4, 5], exceptions },
        demands: [givenDemand("d1", "cabinet", "10")],
      }),
    );

    // the working day before the 31st is now Thursday the 26th
    expect(daysOf(supplyOf(plan, "cabinet"))).toEqual(["2026-03-26", "2026-03-31"]);
    expect(daysOf(supplyOf(plan, "frame"))).toEqual(["2026-03-24", "2026-03-26"]);
  });

  it("takes finished cabinets first, and explodes only the rest", () => {
    const plan = planDemands(
      givenPlanInput({
        ...threeLevels,
        demands: [givenDemand("d1", "cabinet", "10")],
        stock: { cabinet: "7", frame: "1", hinge: "100" },
      }),
    );

    expect(supplyOf(plan, "cabinet").quantity).toBe(exact("3"));
    expect(supplyOf(plan, "frame").quantity).toBe(exact("2"));
    expect(supplyOf(plan, "profile").quantity).toBe(exact("5.1"));
    expect(taken(plan.stockTaken)).toEqual({
      "cabinet:main": "7",
      "frame:main": "1",
      "hinge:main": "12",
    });
  });

  it("that lies ready in full is there today and opens nothing", () => {
    const plan = planDemands(
      givenPlanInput({
        ...threeLevels,
        demands: [givenDemand("d1", "cabinet", "10")],
        stock: { cabinet: "10" },
      }),
    );

    expect(plan.newSupplies).toEqual([]);
    expect(only(plan.demands)).toMatchObject({ availableOn: TODAY, criticalSupplyId: null });
  });
});

describe("scarce stock", () => {
  it("goes to the line that needs it first, whatever the order of the lines", () => {
    const demands = [
      givenDemand("d1", "hinge", "6", "2026-03-31"),
      givenDemand("d2", "hinge", "6", "2026-03-20"),
    ];
    const plan = planDemands(givenPlanInput({ items: [hinge], demands, stock: { hinge: "8" } }));

    const [late, early] = plan.demands;
    expect(early).toMatchObject({ id: "d2", reserved: exact("6"), pegged: 0n });
    expect(late).toMatchObject({ id: "d1", reserved: exact("2"), pegged: exact("4") });
  });

  it("in another warehouse is not touched", () => {
    const input = givenPlanInput({ items: [hinge], demands: [givenDemand("d1", "hinge", "6")] });
    const plan = planDemands({ ...input, stock: new Map([["hinge:branch", exact("50")]]) });

    expect(supplyOf(plan, "hinge").quantity).toBe(exact("6"));
    expect(plan.stockTaken.size).toBe(0);
  });

  it("that is overdrawn already counts as none", () => {
    const demands = [givenDemand("d1", "hinge", "6")];
    const plan = planDemands(givenPlanInput({ items: [hinge], demands, stock: { hinge: "-3" } }));

    expect(supplyOf(plan, "hinge").quantity).toBe(exact("6"));
  });
});

describe("a screw that two lines share", () => {
  const screw = givenItem("screw", { lotMinimum: exact("100"), leadTimeDays: 2 });
  const story = {
    items: [
      givenItem("box", { supplyMode: "make" }),
      givenItem("tray", { supplyMode: "make" }),
      screw,
    ],
    recipes: { box: givenRecipe({ screw: "3" }), tray: givenRecipe({ screw: "2" }) },
    demands: [
      givenDemand("d1", "tray", "5", "2026-03-31"),
      givenDemand("d2", "box", "4", "2026-03-20"),
    ],
    stock: { screw: "10" },
  };

  it("is bought once for both, due by the earlier, and raised to the minimum lot once", () => {
    const plan = planDemands(givenPlanInput(story));

    // box needs 12 and finds 10; tray needs 10: 12 to buy, at least 100
    const bought = supplyOf(plan, "screw");
    expect(bought).toMatchObject({
      quantity: exact("100"),
      neededQuantity: exact("12"),
      lotQuantity: exact("88"),
      pegged: exact("12"),
      dueOn: "2026-03-20",
      lowLevelCode: 1,
    });
    const pegged = plan.pegs.filter((peg) => peg.supplyId === bought.id);
    expect(pegged.map((peg) => peg.quantity)).toEqual([exact("2"), exact("10")]);
  });
});

describe("open supply", () => {
  const order = (neededOn: string, ...openSupplies: ReturnType<typeof givenOpenSupply>[]) =>
    planDemands(
      givenPlanInput({
        items: [hinge],
        demands: [givenDemand("d1", "hinge", "10", neededOn)],
        openSupplies,
      }),
    );

  it("that comes in time is pegged before anything new is bought, earliest first", () => {
    const plan = order(
      "2026-03-20",
      givenOpenSupply("po2", "hinge", "8", "2026-03-18"),
      givenOpenSupply("po1", "hinge", "5", "2026-03-10"),
    );

    expect(taken(plan.supplyTaken)).toEqual({ po1: "5", po2: "5" });
    expect(plan.newSupplies).toEqual([]);
    expect(only(plan.demands)).toMatchObject({
      availableOn: "2026-03-18",
      criticalSupplyId: "po2",
    });
  });

  it("that comes too late is left alone when new supply is quicker", () => {
    const plan = order("2026-03-04", givenOpenSupply("po1", "hinge", "50", "2026-03-06"));

    // three working days from Monday is Thursday the 5th
    expect(plan.supplyTaken.size).toBe(0);
    expect(supplyOf(plan, "hinge").dueOn).toBe("2026-03-05");
  });

  it("that is late is pegged all the same when new supply would be no quicker", () => {
    const plan = order("2026-03-03", givenOpenSupply("po1", "hinge", "50", "2026-03-05"));

    expect(taken(plan.supplyTaken)).toEqual({ po1: "10" });
    expect(only(plan.demands).availableOn).toBe("2026-03-05");
  });

  it("that is overdue is expected today at the earliest", () => {
    const plan = order("2026-03-20", givenOpenSupply("po1", "hinge", "50", "2026-02-20"));

    expect(only(plan.demands).availableOn).toBe(TODAY);
  });

  it("of a made item is compared with its whole lead time, routing included", () => {
    const routing = {
      operations: [
        {
          sequence: 10,
          name: "weld",
          workCenterId: null,
          setupMinutes: 0n,
          runMinutesPerUnit: exact("240"),
        },
      ],
    };
    const plan = planDemands(
      givenPlanInput({
        items: [givenItem("rack", { supplyMode: "make" })],
        recipes: { rack: givenRecipe({}, { routing }) },
        // ten racks take five days: the open order due on Friday is no later than new ones
        demands: [givenDemand("d1", "rack", "10", TODAY)],
        openSupplies: [givenOpenSupply("wo1", "rack", "10", "2026-03-06")],
      }),
    );

    expect(taken(plan.supplyTaken)).toEqual({ wo1: "10" });
  });
});

describe("the surplus of a lot", () => {
  const shelf = givenItem("shelf", { supplyMode: "make", lotFixed: exact("50") });

  it("serves the following lines of the same item before another lot is made", () => {
    const plan = planDemands(
      givenPlanInput({
        items: [shelf],
        demands: [
          givenDemand("d1", "shelf", "30", "2026-03-10"),
          givenDemand("d2", "shelf", "15", "2026-03-12"),
          givenDemand("d3", "shelf", "10", "2026-03-16"),
        ],
      }),
    );

    const [first, second] = plan.newSupplies;
    expect(first).toMatchObject({ quantity: exact("50"), pegged: exact("50") });
    expect(second).toMatchObject({
      quantity: exact("50"),
      neededQuantity: exact("5"),
      lotQuantity: exact("45"),
      pegged: exact("5"),
    });
    expect(pegsOf(plan)).toEqual([
      ["d1", first?.id, "30"],
      ["d2", first?.id, "15"],
      ["d3", first?.id, "5"],
      ["d3", second?.id, "5"],
    ]);
  });

  it("needs components too", () => {
    const plan = planDemands(
      givenPlanInput({
        items: [shelf, hinge],
        recipes: { shelf: givenRecipe({ hinge: "2" }) },
        demands: [givenDemand("d1", "shelf", "30")],
      }),
    );

    expect(demandFor(plan, "hinge").quantity).toBe(exact("100"));
  });
});

describe("a custom line", () => {
  const snapshot = givenRecipe({ frame: "2" }, { bomVersionId: null });
  const story = {
    ...threeLevels,
    items: [{ ...cabinet, lotMinimum: exact("20") }, frame, hinge, profile],
  };

  it("is made new from its own recipe, past stock, open supply and lot rules", () => {
    const plan = planDemands(
      givenPlanInput({
        ...story,
        demands: [givenDemand("d1", "cabinet", "3", "2026-03-31", snapshot)],
        stock: { cabinet: "50", frame: "2" },
        openSupplies: [givenOpenSupply("wo1", "cabinet", "50", "2026-03-05")],
      }),
    );

    expect(supplyOf(plan, "cabinet")).toMatchObject({
      quantity: exact("3"),
      custom: true,
      recipe: snapshot,
    });
    expect(demandFor(plan, "frame")).toMatchObject({
      quantity: exact("6"),
      reserved: exact("2"),
      pegged: exact("4"),
    });
    expect(plan.demands.some((demand) => demand.itemId === "hinge")).toBe(false);
    expect(taken(plan.stockTaken)).toEqual({ "frame:main": "2" });
    expect(plan.supplyTaken.size).toBe(0);
  });

  it("leaves the stock to the standard line of the same item", () => {
    const plan = planDemands(
      givenPlanInput({
        ...story,
        demands: [
          givenDemand("d1", "cabinet", "3", "2026-03-20", snapshot),
          givenDemand("d2", "cabinet", "3", "2026-03-31"),
        ],
        stock: { cabinet: "3" },
      }),
    );

    expect(plan.demands[1]).toMatchObject({ id: "d2", reserved: exact("3") });
    expect(supplyOf(plan, "cabinet").custom).toBe(true);
  });
});

describe("the plan", () => {
  it("does not write to what it was given", () => {
    const stock = new Map([["hinge:main", exact("4")]]);
    const supply = Object.freeze(givenOpenSupply("po1", "hinge", "3", "2026-03-05"));
    const input = givenPlanInput({
      items: [hinge],
      demands: [Object.freeze(givenDemand("d1", "hinge", "10"))],
      openSupplies: [supply],
    });
    planDemands({ ...input, stock });

    expect([...stock.values()]).toEqual([exact("4")]);
  });

  it("lets a demand of nothing be there today, custom or not", () => {
    const demands = [
      givenDemand("d1", "hinge", "0"),
      givenDemand("d2", "hinge", "0", "2026-03-31", givenRecipe({})),
    ];
    const plan = planDemands(givenPlanInput({ items: [hinge], demands }));

    expect(plan.demands.map((demand) => demand.availableOn)).toEqual([TODAY, TODAY]);
    expect(plan.newSupplies).toEqual([]);
  });

  it("gives ids by item and date, not by the order of the lines", () => {
    const demands = [
      givenDemand("d1", "profile", "1"),
      givenDemand("d2", "hinge", "1"),
      givenDemand("d3", "frame", "1"),
    ];
    const story = { items: [frame, hinge, profile] };
    const forward = planDemands(givenPlanInput({ ...story, demands }));
    const backward = planDemands(givenPlanInput({ ...story, demands: [...demands].reverse() }));

    expect(backward.newSupplies).toEqual(forward.newSupplies);
    expect(forward.newSupplies.map((supply) => supply.itemId)).toEqual([
      "frame",
      "hinge",
      "profile",
    ]);
  });

  it("makes an item without a recipe from nothing, in its lead time", () => {
    const plan = planDemands(
      givenPlanInput({ items: [frame], demands: [givenDemand("d1", "frame", "1", TODAY)] }),
    );

    expect(supplyOf(plan, "frame")).toMatchObject({ recipe: null, dueOn: "2026-03-04" });
  });

  it("refuses a negative quantity", () => {
    const input = givenPlanInput({ items: [hinge], demands: [givenDemand("d1", "hinge", "-1")] });

    expect(() => planDemands(input)).toThrow(
      new PlanError("plan.negative_quantity", { demandId: "d1" }),
    );
  });
});
