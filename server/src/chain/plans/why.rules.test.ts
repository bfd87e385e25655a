import { exact, ZERO } from "@quanlian/shared/domain";
import {
  demandFor,
  givenDemand,
  givenItem,
  givenPlanInput,
  givenRecipe,
  supplyOf,
} from "../../../../tests/support/plans";
import { planDemands } from "./plan.rules";
import type { Plan } from "./plan.types";
import {
  type Why,
  type WhyDemand,
  whyDemandCover,
  whyDemandQuantity,
  whySum,
  whySupplyQuantity,
} from "./why.rules";

const told = (why: Why) => why.terms.map((term) => [term.label, term.quantity]);
const stored = (demand: Plan["demands"][number]): WhyDemand => ({ ...demand, fulfilled: ZERO });

const box = givenItem("box", { supplyMode: "make" });
const screw = givenItem("screw", { lotMinimum: exact("50"), lotMultiple: exact("20") });
const plan = planDemands(
  givenPlanInput({
    items: [box, screw],
    recipes: { box: givenRecipe({ screw: ["3", "0.05"] }) },
    demands: [givenDemand("d1", "box", "7")],
    stock: { screw: "4" },
  }),
);
const screwDemand = stored(demandFor(plan, "screw"));
const screwSupply = supplyOf(plan, "screw");

describe("why a demand is as large as it is", () => {
  it("is what was ordered, for an order line", () => {
    const source = { type: "order_line", id: "l1" };
    const why = whyDemandQuantity({ ...stored(demandFor(plan, "box")), source });

    expect(why).toEqual({
      total: "7",
      terms: [{ label: "why.ordered", quantity: "7", source }],
    });
  });

  it("is net requirement, scrap and rounding, for a component", () => {
    const why = whyDemandQuantity(screwDemand);

    expect(why.total).toBe("23");
    expect(told(why)).toEqual([
      ["why.net_requirement", "21"],
      ["why.scrap", "1.05"],
      ["why.rounding", "0.95"],
    ]);
    expect(why.terms[0]).toMatchObject({
      source: { type: "supply", id: supplyOf(plan, "box").id },
      facts: { parentQuantity: "7", perBase: "3", baseQuantity: "1" },
    });
  });
});

describe("why a demand is covered", () => {
  it("is its reservation and its pegs, and what is left is uncovered", () => {
    const demand = { ...screwDemand, quantity: exact("30"), uncovered: exact("2") };
    const why = whyDemandCover(
      { ...demand, fulfilled: exact("5") },
      [{ itemId: "screw", warehouseId: "main", quantity: exact("4") }],
      [{ supplyId: screwSupply.id, quantity: exact("19"), dueOn: screwSupply.dueOn }],
    );

    expect(why.total).toBe("2");
    expect(told(why)).toEqual([
      ["why.demand", "30"],
      ["why.fulfilled", "-5"],
      ["why.stock_reserved", "-4"],
      ["why.pegged_open_supply", "-19"],
    ]);
  });
});

describe("why a supply is as large as it is", () => {
  const steps = (minimum: string, multiple: string) => ({
    minimum: exact(minimum),
    multiple: exact(multiple),
    fixed: ZERO,
    rounding: ZERO,
  });
  const whole = (id: string, quantity: string): WhyDemand => ({
    id,
    quantity: exact(quantity),
    fulfilled: ZERO,
    reserved: ZERO,
    pegged: exact(quantity),
    uncovered: ZERO,
    parentSupplyId: null,
    basis: null,
  });

  it("is the demand less stock, raised by the lot rules", () => {
    const why = whySupplyQuantity({ ...screwSupply, open: screwSupply.quantity }, [
      { demand: screwDemand, quantity: exact("19") },
    ]);

    expect(why.total).toBe("60");
    expect(told(why)).toEqual([
      ["why.demand", "23"],
      ["why.stock_reserved", "-4"],
      ["why.lot_minimum", "31"],
      ["why.lot_multiple", "10"],
    ]);
  });

  it("takes from the minimum first what a later demand has used of the surplus", () => {
    // 60 needed, minimum 100, multiple 30: 120. With 30 more needed, the minimum adds 10, not 40.
    const supply = { id: "s1", quantity: exact("120"), open: exact("120") };
    const pegs = [whole("d1", "60"), whole("d2", "30")];
    const why = whySupplyQuantity(
      { ...supply, lotSteps: steps("40", "20") },
      pegs.map((demand) => ({ demand, quantity: demand.quantity })),
    );

    expect(told(why)).toEqual([
      ["why.demand", "60"],
      ["why.demand", "30"],
      ["why.lot_minimum", "10"],
      ["why.lot_multiple", "20"],
    ]);
  });

  it("shows what has been received, other supply, and what nobody needs any more", () => {
    const demand = { ...whole("d1", "60"), reserved: exact("40"), pegged: exact("20") };
    const why = whySupplyQuantity(
      { id: "s1", quantity: exact("70"), open: exact("30"), lotSteps: steps("5", "0") },
      [{ demand, quantity: exact("15") }],
    );

    expect(told(why)).toEqual([
      ["why.demand", "60"],
      ["why.stock_reserved", "-40"],
      ["why.pegged_other_supply", "-5"],
      ["why.received", "40"],
      ["why.lot_minimum", "5"],
      ["why.free_surplus", "10"],
    ]);
  });

  it("holds for every supply and demand of a plan", () => {
    const demands = new Map(plan.demands.map((demand) => [demand.id, stored(demand)]));
    for (const supply of plan.newSupplies) {
      const pegs = plan.pegs
        .filter((peg) => peg.supplyId === supply.id)
        .map(({ demandId, quantity }) => ({
          demand: demands.get(demandId) ?? whole(demandId, "0"),
          quantity,
        }));
      expect(() => whySupplyQuantity({ ...supply, open: supply.quantity }, pegs)).not.toThrow();
    }
  });
});

describe("a sum", () => {
  it("that does not come to its total is never told", () => {
    const part = { label: "why.ordered", quantity: exact("7") };

    expect(() => whySum(exact("8"), [part])).toThrow("Parts come to 7, not 8");
  });

  it("of a demand whose books do not add up is never told", () => {
    expect(() => whyDemandCover({ ...screwDemand, reserved: ZERO }, [], [])).toThrow(
      "Parts come to",
    );
    expect(() => whyDemandQuantity({ ...screwDemand, quantity: exact("24") })).toThrow();
  });

  it("leaves out parts of zero, but says what was asked for", () => {
    const demand = { ...screwDemand, quantity: ZERO, basis: null };

    expect(told(whyDemandQuantity(demand))).toEqual([["why.ordered", "0"]]);
  });
});
