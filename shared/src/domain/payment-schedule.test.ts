import { day } from "./day";
import { exact, ONE } from "./exact";
import { cents } from "./money";
import {
  chargedWhen,
  monthEnd,
  paymentSchedule,
  paymentStages,
  sharesAreWhole,
  type PaymentStage,
  type PaymentTermKind,
  type PaymentTrigger,
} from "./payment-schedule";

const term = (kind: PaymentTermKind, days = 0, depositRate = "0") => ({
  stages: paymentStages({ kind, days, depositRate: exact(depositRate) }),
});

const staged = (...parts: [string, string, PaymentTrigger, number?][]) => ({
  stages: parts.map(([name, share, trigger, days = 0], at): PaymentStage => ({
    stageNo: at + 1,
    name,
    shareRate: exact(share),
    trigger,
    days,
  })),
});

const dates = {
  confirmedOn: day("2026-11-03"),
  shippedOn: day("2026-11-20"),
  acceptedOn: day("2026-11-24"),
  invoicedOn: day("2026-11-26"),
  chargedOn: day("2026-11-20"),
};

describe("the stages that a kind of term implies", () => {
  it.each([
    ["prepaid", "on_confirm", "2026-11-08"],
    ["cod", "on_accept", "2026-11-29"],
    ["on_invoice", "on_invoice", "2026-12-01"],
    // 30 November + 5 days
    ["month_end_days", "month_end", "2026-12-05"],
  ] as const)("%s is one stage, due five days after %s", (kind, trigger, dueOn) => {
    expect(paymentSchedule(term(kind, 5), cents(12_345), dates)).toEqual([
      { stageNo: 1, name: "", cents: 12_345, trigger, dueOn },
    ]);
  });

  it("a deposit asks its rate at once and the rest with the shipment", () => {
    // 30 % of 100.01 = 30.003 → 30.00; the rest is 70.01
    expect(paymentSchedule(term("deposit", 7, "0.3"), cents(10_001), dates)).toEqual([
      { stageNo: 1, name: "", cents: 3_000, trigger: "on_confirm", dueOn: "2026-11-03" },
      { stageNo: 2, name: "", cents: 7_001, trigger: "on_ship", dueOn: "2026-11-27" },
    ]);
  });

  it("a deposit of nothing or of everything is one stage", () => {
    expect(term("deposit", 0, "0").stages).toMatchObject([{ stageNo: 1, trigger: "on_ship" }]);
    expect(term("deposit", 0, "1").stages).toMatchObject([{ stageNo: 1, trigger: "on_confirm" }]);
  });

  it("is always whole", () => {
    for (const kind of ["prepaid", "cod", "deposit", "month_end_days", "on_invoice"] as const)
      expect(sharesAreWhole(term(kind, 0, "0.333333").stages.map((s) => s.shareRate))).toBe(true);
  });
});

describe("a schedule", () => {
  it("sums to the cent, with the remainder in the last stage", () => {
    const thirds = staged(
      ["定金", "0.333333", "on_confirm"],
      ["到货", "0.333333", "on_ship", 10],
      ["质保金", "0.333334", "on_accept", 365],
    );
    // 100.00 × 0.333333 = 33.33; 33.33; 33.34 is left
    expect(paymentSchedule(thirds, cents(10_000), dates).map((each) => each.cents)).toEqual([
      3_333, 3_333, 3_334,
    ]);
    for (let amount = 0; amount < 500; amount += 1) {
      const parts = paymentSchedule(thirds, cents(amount), dates);
      expect(parts.reduce((sum, each) => sum + each.cents, 0)).toBe(amount);
      expect(parts.every((each) => each.cents >= 0)).toBe(true);
    }
  });

  it("keeps back a retention until its days after acceptance have passed", () => {
    const terms = staged(["到货款", "0.95", "on_ship", 30], ["质保金", "0.05", "on_accept", 365]);
    expect(paymentSchedule(terms, cents(100_000), dates)).toMatchObject([
      { name: "到货款", cents: 95_000, dueOn: "2026-12-20" },
      { name: "质保金", cents: 5_000, dueOn: "2027-11-24" },
    ]);
  });

  it("has no day where the trigger has not come", () => {
    const terms = staged(
      ["预付", "0.3", "on_confirm"],
      ["样机验收", "0.6", "milestone", 3],
      ["月结", "0.1", "month_end", 60],
    );
    const due = (known: object) =>
      paymentSchedule(terms, cents(1_000), known).map((each) => each.dueOn);
    expect(due({ confirmedOn: day("2026-11-03") })).toEqual(["2026-11-03", null, null]);
    expect(due({ milestonesOn: { 2: day("2026-12-30") } })).toEqual([null, "2027-01-02", null]);
    expect(due({ chargedOn: day("2028-02-01") })).toEqual([null, null, "2028-04-29"]);
  });

  it("cannot share an amount over no stage", () => {
    expect(() => paymentSchedule({ stages: [] }, cents(1), {})).toThrow(RangeError);
    expect(paymentSchedule({ stages: [] }, cents(0), {})).toEqual([]);
  });
});

describe("shares", () => {
  it.each([
    [["1"], true],
    [["0.3", "0.7"], true],
    [["0.3", "0.699999"], false],
    [["0.3", "0.7", "0.000001"], false],
    [["1", "0"], false],
    [[], false],
  ])("%j are whole: %s", (shares, whole) => {
    expect(sharesAreWhole(shares.map((share) => exact(share)))).toBe(whole);
  });

  it("are never offset by one below zero", () => {
    expect(sharesAreWhole([ONE + ONE, -ONE])).toBe(false);
  });
});

describe("goods are charged", () => {
  it.each([
    ["prepaid", "shipped"],
    ["cod", "accepted"],
    ["deposit", "shipped"],
    ["month_end_days", "shipped"],
  ] as const)("%s: when they are %s", (kind, when) => {
    expect(chargedWhen(term(kind, 30, "0.3").stages)).toBe(when);
  });

  it("on acceptance where only a deposit comes before, and when they leave where a part is due then", () => {
    const stages = (...parts: [string, string, PaymentTrigger][]) => staged(...parts).stages;
    expect(chargedWhen(stages(["定金", "0.3", "on_confirm"], ["余款", "0.7", "on_accept"]))).toBe(
      "accepted",
    );
    expect(chargedWhen(stages(["到货", "0.95", "on_ship"], ["质保", "0.05", "on_accept"]))).toBe(
      "shipped",
    );
    expect(chargedWhen([])).toBe("shipped");
  });
});

describe("a month's end", () => {
  it.each([
    ["2026-11-01", "2026-11-30"],
    ["2026-12-31", "2026-12-31"],
    ["2028-02-29", "2028-02-29"],
    ["2027-02-10", "2027-02-28"],
  ])("of %s is %s", (of, end) => {
    expect(monthEnd(day(of))).toBe(end);
  });
});
