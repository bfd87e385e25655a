import { day, exact, toDecimalText } from "@quanlian/shared/domain";
import {
  afterRelease,
  demandFor,
  givenDemand,
  givenItem,
  givenOpenSupply,
  givenPlanInput,
  givenRecipe,
  only,
  type PlanStory,
  storedPlan,
  supplyOf,
} from "../../../../tests/support/plans";
import { planDemands } from "./plan.rules";
import { PlanError } from "./plan.types";
import { planRelease } from "./release.rules";
import type { Release } from "./release.types";

const make = (id: string, differs = {}) => givenItem(id, { supplyMode: "make", ...differs });
const cabinets: PlanStory = {
  items: [
    make("cabinet"),
    make("frame"),
    givenItem("hinge"),
    givenItem("profile", { unitPlaces: 3 }),
  ],
  recipes: {
    cabinet: givenRecipe({ frame: "1", hinge: "4" }),
    frame: givenRecipe({ profile: ["2.5", "0.02"] }),
  },
  demands: [givenDemand("d1", "cabinet", "10")],
};

function given(story: PlanStory) {
  const input = givenPlanInput(story);
  const plan = planDemands(input);
  return { input, plan, stored: storedPlan(input, plan) };
}

const reduce = (figures: Record<string, string>) =>
  new Map(Object.entries(figures).map(([id, quantity]) => [id, exact(quantity)]));
const freed = (release: Release) =>
  Object.fromEntries([...release.stockFreed].map(([key, of]) => [key, toDecimalText(of)]));
const byId = <Row extends { readonly id: string }>(rows: readonly Row[], id: string) =>
  only(rows.filter((row) => row.id === id));

describe("an order that is cancelled", () => {
  it("takes all its planned supplies back, and frees what it had reserved", () => {
    const { plan, stored } = given({ ...cabinets, stock: { cabinet: "2", hinge: "30" } });
    const release = planRelease({ ...stored, reductions: reduce({ d1: "0" }) });

    expect(release.supplies.map((supply) => supply.state)).toEqual(
      plan.newSupplies.map(() => "cancelled"),
    );
    expect(release.pegs.every((peg) => peg.quantity === 0n)).toBe(true);
    expect(freed(release)).toEqual({ "cabinet:main": "2", "hinge:main": "30" });
    expect(release.messages).toEqual([]);
  });

  it("leaves a released work order and all below it, and says that it can be cancelled", () => {
    const { input, plan } = given(cabinets);
    const frameOrder = supplyOf(plan, "frame").id;
    const stored = storedPlan(input, plan, [frameOrder]);
    const release = planRelease({ ...stored, reductions: reduce({ d1: "0" }) });

    expect(byId(release.supplies, frameOrder)).toMatchObject({
      state: "kept",
      quantity: exact("10"),
      open: exact("10"),
      pegged: 0n,
    });
    expect(release.messages).toEqual([
      { supplyId: frameOrder, kind: "cancel", quantity: exact("10") },
    ]);
    const profileBought = supplyOf(plan, "profile").id;
    expect(release.supplies.some((supply) => supply.id === profileBought)).toBe(false);
  });

  it("leaves the shared lot to the other order, as large as that one still needs", () => {
    const { plan, stored } = given({
      items: [givenItem("screw", { lotMultiple: exact("50") })],
      demands: [givenDemand("d1", "screw", "60"), givenDemand("d2", "screw", "70")],
    });
    const release = planRelease({ ...stored, reductions: reduce({ d2: "0" }) });

    expect(supplyOf(plan, "screw").quantity).toBe(exact("150"));
    expect(only(release.supplies)).toMatchObject({
      state: "decreased",
      quantity: exact("100"),
      open: exact("100"),
      pegged: exact("60"),
    });
  });
});

describe("an order that shrinks", () => {
  it("shrinks its work orders and their components by the same formula", () => {
    const { plan, stored } = given(cabinets);
    const release = planRelease({ ...stored, reductions: reduce({ d1: "7" }) });

    // 7 × 2.5 × 1.02 = 17.85
    expect(byId(release.supplies, supplyOf(plan, "frame").id).quantity).toBe(exact("7"));
    expect(byId(release.supplies, supplyOf(plan, "hinge").id).quantity).toBe(exact("28"));
    expect(byId(release.supplies, supplyOf(plan, "profile").id).quantity).toBe(exact("17.85"));
    expect(byId(release.demands, demandFor(plan, "profile").id)).toMatchObject({
      quantity: exact("17.85"),
      pegged: exact("17.85"),
      basis: { parentQuantity: exact("7"), netQuantity: exact("17.5") },
    });
  });

  it("ends where a smaller order would have begun", () => {
    const { stored } = given({ ...cabinets, stock: { cabinet: "2", hinge: "9", profile: "4" } });
    const smaller = given({
      ...cabinets,
      stock: { cabinet: "2", hinge: "9", profile: "4" },
      demands: [givenDemand("d1", "cabinet", "7")],
    });
    const after = afterRelease(stored, planRelease({ ...stored, reductions: reduce({ d1: "7" }) }));

    const figures = (rows: typeof stored) => ({
      demands: rows.demands.map((row) => [row.quantity, row.reserved, row.pegged, row.basis]),
      supplies: rows.supplies.map((row) => [row.itemId, row.quantity, row.open, row.pegged]),
      pegs: rows.pegs,
    });
    expect(figures(after)).toEqual(figures(smaller.stored));
  });

  it("keeps its reservation longest", () => {
    const { stored } = given({ ...cabinets, stock: { cabinet: "4" } });

    expect(freed(planRelease({ ...stored, reductions: reduce({ d1: "4" }) }))).toEqual({});
    expect(freed(planRelease({ ...stored, reductions: reduce({ d1: "3" }) }))).toEqual({
      "cabinet:main": "1",
    });
  });

  it("gives up planned supply before firm supply, and the latest due before the earlier", () => {
    const { input, plan } = given({
      items: [givenItem("hinge", { leadTimeDays: 3 })],
      demands: [givenDemand("d1", "hinge", "30", "2026-03-31")],
      openSupplies: [
        givenOpenSupply("po1", "hinge", "10", "2026-03-30"),
        givenOpenSupply("po2", "hinge", "10", "2026-03-20"),
      ],
    });
    const stored = storedPlan(input, plan);
    const release = planRelease({ ...stored, reductions: reduce({ d1: "15" }) });

    expect(release.pegs.map((peg) => [peg.supplyId, toDecimalText(peg.quantity)])).toEqual([
      ["po1", "5"],
      [supplyOf(plan, "hinge").id, "0"],
    ]);
    expect(release.messages).toEqual([{ supplyId: "po1", kind: "decrease", quantity: exact("5") }]);
  });

  it("keeps a lot that its minimum still asks for", () => {
    const { stored } = given({
      items: [givenItem("screw", { lotMinimum: exact("100") })],
      demands: [givenDemand("d1", "screw", "60")],
    });
    const release = planRelease({ ...stored, reductions: reduce({ d1: "40" }) });

    expect(only(release.supplies)).toMatchObject({
      state: "kept",
      quantity: exact("100"),
      pegged: exact("40"),
    });
  });

  it("does not ask to decrease a firm lot that its minimum still asks for", () => {
    const { input, plan } = given({
      items: [givenItem("screw", { lotMinimum: exact("100") })],
      demands: [givenDemand("d1", "screw", "60")],
    });
    const stored = storedPlan(input, plan, [supplyOf(plan, "screw").id]);

    expect(planRelease({ ...stored, reductions: reduce({ d1: "40" }) }).messages).toEqual([]);
  });

  it("gives up a planned supply that is due early before a firm one that is due late", () => {
    const { plan, stored } = given({
      items: [givenItem("hinge")],
      demands: [givenDemand("d1", "hinge", "30", "2026-03-31")],
      openSupplies: [givenOpenSupply("po1", "hinge", "10", "2026-03-30")],
    });
    const early = supplyOf(plan, "hinge").id;
    const supplies = stored.supplies.map((row) =>
      row.id === early ? { ...row, dueOn: day("2026-03-05") } : row,
    );
    const release = planRelease({ ...stored, supplies, reductions: reduce({ d1: "10" }) });

    expect(only(release.pegs)).toMatchObject({ supplyId: early, quantity: 0n });
  });

  it("asks to decrease a firm supply only by what the plan wants less, not by what was ordered on top", () => {
    const { input, plan } = given({
      items: [givenItem("hinge", { lotMultiple: exact("10") })],
      demands: [givenDemand("d1", "hinge", "60")],
    });
    const id = supplyOf(plan, "hinge").id;
    const stored = storedPlan(input, plan, [id]);
    const figures = { quantity: exact("200"), open: exact("200") };
    const supplies = stored.supplies.map((row) => ({ ...row, ...figures }));
    const release = planRelease({ ...stored, supplies, reductions: reduce({ d1: "35" }) });

    expect(release.messages).toEqual([{ supplyId: id, kind: "decrease", quantity: exact("20") }]);
  });

  it("never raises a supply to a minimum lot that is new", () => {
    const { stored } = given({
      items: [givenItem("screw")],
      demands: [givenDemand("d1", "screw", "60")],
    });
    const items = new Map([["screw", givenItem("screw", { lotMinimum: exact("100") })]]);
    const release = planRelease({ ...stored, items, reductions: reduce({ d1: "40" }) });

    expect(only(release.supplies)).toMatchObject({ state: "kept", quantity: exact("60") });
  });

  it("does not raise a component that has been given up by name already", () => {
    const { plan, stored } = given(cabinets);
    const hinges = demandFor(plan, "hinge").id;
    const without = afterRelease(
      stored,
      planRelease({ ...stored, reductions: reduce({ [hinges]: "5" }) }),
    );
    const release = planRelease({ ...without, reductions: reduce({ d1: "7" }) });

    expect(release.demands.some((row) => row.id === hinges)).toBe(false);
    expect(byId(release.demands, demandFor(plan, "frame").id).quantity).toBe(exact("7"));
  });

  it("needs no rows from below a firm supply", () => {
    const { input, plan } = given(cabinets);
    const frameOrder = supplyOf(plan, "frame").id;
    const profile = supplyOf(plan, "profile").id;
    const stored = storedPlan(input, plan, [frameOrder]);
    const supplies = stored.supplies.filter((row) => row.id !== profile);
    const release = planRelease({ ...stored, supplies, reductions: reduce({ d1: "7" }) });

    expect(release.messages).toEqual([
      { supplyId: frameOrder, kind: "decrease", quantity: exact("3") },
    ]);
  });

  it("shrinks a custom line without lot rules", () => {
    const { stored } = given({
      items: [make("cabinet", { lotMinimum: exact("20") }), givenItem("hinge")],
      demands: [givenDemand("d1", "cabinet", "10", "2026-03-31", givenRecipe({ hinge: "3" }))],
    });
    const release = planRelease({ ...stored, reductions: reduce({ d1: "4" }) });

    expect(release.supplies.map((supply) => supply.quantity)).toEqual([exact("4"), exact("12")]);
  });

  it("gives up what is uncovered before anything else", () => {
    const { stored } = given({ items: [givenItem("hinge")], stock: { hinge: "6" }, demands: [] });
    const demand = {
      id: "d1",
      itemId: "hinge",
      parentSupplyId: null,
      quantity: exact("10"),
      fulfilled: exact("3"),
      reserved: exact("4"),
      pegged: 0n,
      uncovered: exact("3"),
      basis: null,
    };
    const held = { demandId: "d1", itemId: "hinge", warehouseId: "main", quantity: exact("4") };
    const graph = { ...stored, demands: [demand], reservations: [held] };

    expect(planRelease({ ...graph, reductions: reduce({ d1: "6" }) })).toMatchObject({
      demands: [{ id: "d1", reserved: exact("3"), uncovered: 0n, fulfilled: exact("3") }],
      reservations: [{ quantity: exact("3") }],
    });
    expect(() => planRelease({ ...graph, reductions: reduce({ d1: "2" }) })).toThrow(
      new PlanError("plan.below_fulfilled", { demandId: "d1" }),
    );
  });
});

describe("a release is refused", () => {
  it("when it would raise a demand", () => {
    const { stored } = given(cabinets);

    expect(() => planRelease({ ...stored, reductions: reduce({ d1: "11" }) })).toThrow(
      new PlanError("plan.not_a_reduction", { demandId: "d1" }),
    );
  });

  it("when a row that it needs was not given", () => {
    const { stored } = given(cabinets);
    const reductions = reduce({ d1: "5" });

    expect(() => planRelease({ ...stored, pegs: [], reductions })).toThrow(PlanError);
    expect(() => planRelease({ ...stored, supplies: [], reductions })).toThrow(PlanError);
    expect(() => planRelease({ ...stored, demands: [], pegs: [], reductions })).toThrow(PlanError);
  });

  it("when a demand, its pegs and its reservations do not add up beforehand", () => {
    const { stored } = given({ ...cabinets, stock: { cabinet: "4" } });
    const reductions = reduce({ d1: "9" });
    const broken = (figures: object) =>
      stored.demands.map((row) => (row.id === "d1" ? { ...row, ...figures } : row));
    const failure = new PlanError("plan.graph_inconsistent", { demandId: "d1" });

    for (const figures of [
      { uncovered: exact("1") },
      { quantity: exact("11"), pegged: exact("7") },
      { quantity: exact("11"), reserved: exact("5") },
    ]) {
      expect(() => planRelease({ ...stored, demands: broken(figures), reductions })).toThrow(
        failure,
      );
    }
  });

  it("when a supply has been received in part and yet is not firm", () => {
    const { stored } = given({
      items: [givenItem("hinge")],
      demands: [givenDemand("d1", "hinge", "9")],
    });
    const supplies = stored.supplies.map((row) => ({ ...row, quantity: exact("12") }));

    expect(() => planRelease({ ...stored, supplies, reductions: reduce({ d1: "5" }) })).toThrow(
      new PlanError("plan.graph_inconsistent", { supplyId: only(supplies).id }),
    );
  });
});
