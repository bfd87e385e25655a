import { type Day, day, exact } from "@quanlian/shared/domain";
import { givenItem, givenRecipe, mondayToFriday, TODAY } from "../../../../tests/support/plans";
import { datesOf, leadDaysFor, planDays } from "./schedule.rules";

const minutesPerDay = exact("480");
const operation = (setup: string, run: string) => ({
  sequence: 10,
  name: "cut",
  workCenterId: null,
  setupMinutes: exact(setup),
  runMinutesPerUnit: exact(run),
});

describe("lead time", () => {
  const frame = givenItem("frame", { supplyMode: "make", leadTimeDays: 2 });
  const routing = { operations: [operation("30", "4.5"), operation("0", "0.5")] };

  it("of a made item is its own days and whole days of its routing for the quantity", () => {
    const recipe = givenRecipe({}, { routing });
    const lead = (quantity: string) => leadDaysFor(frame, recipe, exact(quantity), minutesPerDay);

    // 30 + 5 × 90 = 480 minutes fill one day exactly; one piece more begins another
    expect(lead("90")).toEqual({ fixedDays: 2, routingDays: 1 });
    expect(lead("91")).toEqual({ fixedDays: 2, routingDays: 2 });
  });

  it("has no routing days without operations or without a recipe", () => {
    expect(leadDaysFor(frame, givenRecipe({}), exact("500"), minutesPerDay).routingDays).toBe(0);
    expect(leadDaysFor(frame, null, exact("500"), minutesPerDay).routingDays).toBe(0);
  });
});

describe("dates of a supply", () => {
  const spring = {
    workingWeekdays: [1, 2, 3, 4, 5],
    exceptions: new Map<Day, boolean>([
      [day("2026-03-04"), false],
      [day("2026-03-05"), false],
      [day("2026-03-07"), true], // a Saturday worked instead
    ]),
  };
  const dates = (neededOn: string, readyOn: string, fixedDays: number, calendar = spring) =>
    datesOf(planDays(calendar, TODAY), {
      neededOn: day(neededOn),
      readyOn: day(readyOn),
      leadDays: { fixedDays, routingDays: 0 },
    });

  it("go around holidays and use the Saturday worked instead", () => {
    // ready on Monday the 2nd: Tuesday 3, Friday 6, Saturday 7 are the three working days
    expect(dates("2026-03-03", "2026-03-02", 3)).toEqual({
      startOn: "2026-03-02",
      dueOn: "2026-03-07",
    });
  });

  it("wait until it is needed, and start as late as that allows", () => {
    expect(dates("2026-03-10", "2026-03-02", 3)).toEqual({
      startOn: "2026-03-06",
      dueOn: "2026-03-10",
    });
  });

  it("never start before the last component is there", () => {
    // two working days after Saturday the 14th is Tuesday; counted back that would be Friday
    expect(dates("2026-03-10", "2026-03-14", 2, { ...mondayToFriday })).toEqual({
      startOn: "2026-03-14",
      dueOn: "2026-03-17",
    });
  });

  it("never lie before today", () => {
    const days = planDays(mondayToFriday, TODAY);

    expect(days.before(day("2026-03-03"), 5)).toBe(TODAY);
    expect(days.before(day("2026-02-01"), 0)).toBe(TODAY);
  });
});
