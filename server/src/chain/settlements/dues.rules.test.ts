import { cents, day, exact, type PaymentTrigger } from "@quanlian/shared/domain";
import { duesOf } from "./dues.rules";

const stages = (...parts: [string, PaymentTrigger, number][]) =>
  parts.map(([share, trigger, days], at) => ({
    ...{ stageNo: at + 1, name: "", shareRate: exact(share), trigger, days },
  }));
const on = day("2026-11-20");

describe("what a document is to be paid", () => {
  it("falls due at once without a term, under the document's own number", () => {
    expect(duesOf("FHD-1", cents(10_001), on, null)).toEqual([
      { number: "FHD-1", dueOn: "2026-11-20", amountCents: 10_001 },
    ]);
  });

  it("falls due in its term's stages, the first due first, and sums to the cent", () => {
    const term = stages(["0.3", "on_accept", 365], ["0.7", "on_ship", 30]);
    // 30 % of 100.01 = 30.00; the rest is 70.01 and comes first
    expect(duesOf("FHD-1", cents(10_001), on, term)).toEqual([
      { number: "FHD-1-1", dueOn: "2026-12-20", amountCents: 7_001 },
      { number: "FHD-1-2", dueOn: "2027-11-20", amountCents: 3_000 },
    ]);
  });

  it("of one day is one sum", () => {
    const term = stages(["0.3", "on_confirm", 0], ["0.7", "on_ship", 0]);
    expect(duesOf("FHD-1", cents(100), on, term)).toEqual([
      { number: "FHD-1", dueOn: "2026-11-20", amountCents: 100 },
    ]);
  });

  it("of the month's end counts from there", () => {
    expect(duesOf("FHD-1", cents(100), on, stages(["1", "month_end", 60]))).toMatchObject([
      { dueOn: "2027-01-29" },
    ]);
  });
});
