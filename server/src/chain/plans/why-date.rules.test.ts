import { type Day, day } from "@quanlian/shared/domain";
import {
  demandFor,
  givenDemand,
  givenItem,
  givenPlanInput,
  givenRecipe,
  supplyOf,
  TODAY,
} from "../../../../tests/support/plans";
import { planDemands } from "./plan.rules";
import { planDays } from "./schedule.rules";
import { whyDemandDate, whySupplyDate } from "./why-date.rules";
import type { Why } from "./why.rules";

const calendar = {
  workingWeekdays: [1, 2, 3, 4, 5],
  exceptions: new Map<Day, boolean>([[day("2026-03-10"), false]]),
};
const days = planDays(calendar, TODAY);
const told = (why: Why | null) => why?.terms.map((term) => [term.label, term.quantity]);

function planOf(neededOn: string) {
  return planDemands(
    givenPlanInput({
      calendar,
      items: [
        givenItem("frame", { supplyMode: "make", leadTimeDays: 3 }),
        givenItem("profile", { leadTimeDays: 5 }),
      ],
      recipes: { frame: givenRecipe({ profile: "2" }) },
      demands: [givenDemand("d1", "frame", "4", neededOn)],
    }),
  );
}

describe("why a supply is due when it is", () => {
  it("is waiting for a part, lead time and days on which nobody works", () => {
    // profile on Monday 9; then 11, 12 and 13 are worked, the 10th is a holiday
    const plan = planOf("2026-03-04");
    const frame = supplyOf(plan, "frame");
    const why = whySupplyDate(days, frame);

    expect(frame.dueOn).toBe("2026-03-13");
    expect(why).toMatchObject({ from: TODAY, to: "2026-03-13", total: "11" });
    expect(why.critical).toEqual({ type: "demand", id: demandFor(plan, "profile").id });
    expect(told(why)).toEqual([
      ["why.component_ready", "7"],
      ["why.lead_time", "3"],
      ["why.non_working", "1"],
    ]);
  });

  it("is waiting until it is needed, when there is time", () => {
    const why = whySupplyDate(days, supplyOf(planOf("2026-03-31"), "profile"));

    // needed on the 26th, three working days before the 31st; possible from the 9th
    expect(why).toMatchObject({ to: "2026-03-26", total: "24", critical: null });
    expect(told(why)).toEqual([
      ["why.component_ready", "0"],
      ["why.lead_time", "5"],
      ["why.non_working", "2"],
      ["why.waiting_until_needed", "17"],
    ]);
  });

  it("shows a day that a supplier has moved since", () => {
    const profile = { ...supplyOf(planOf("2026-03-04"), "profile"), dueOn: day("2026-03-06") };

    expect(told(whySupplyDate(days, profile))?.at(-1)).toEqual(["why.moved", "-3"]);
  });
});

describe("why a demand is available when it is", () => {
  it("is when it was needed and how late its last part comes, which is named", () => {
    const plan = planOf("2026-03-04");
    const why = whyDemandDate(TODAY, demandFor(plan, "frame"));

    expect(why).toMatchObject({ total: "11", critical: { id: supplyOf(plan, "frame").id } });
    expect(told(why)).toEqual([
      ["why.needed", "2"],
      ["why.late", "9"],
    ]);
  });

  it("is early for what lies in stock", () => {
    const demand = { neededOn: day("2026-03-04"), availableOn: TODAY, criticalSupplyId: null };

    expect(told(whyDemandDate(TODAY, demand))).toEqual([
      ["why.needed", "2"],
      ["why.early", "-2"],
    ]);
  });

  it("cannot be told while something is uncovered", () => {
    const demand = { neededOn: TODAY, availableOn: null, criticalSupplyId: null };

    expect(whyDemandDate(TODAY, demand)).toBeNull();
  });
});
