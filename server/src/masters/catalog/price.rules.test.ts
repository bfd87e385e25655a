import { day, exact } from "@quanlian/shared/domain";
import { cheaperBreak, inForce, reachedBreak, type PriceBreak } from "./price.rules";

const at = (min: string, price: string, from = "2026-01-01", to: string | null = null) =>
  ({
    minQuantity: exact(min),
    unitPrice: exact(price),
    validFrom: day(from),
    validTo: to === null ? null : day(to),
  }) satisfies PriceBreak;

const on = day("2026-11-25");
const priceOf = (breaks: PriceBreak[], quantity: string, when = on) =>
  reachedBreak(breaks, exact(quantity), when)?.unitPrice;

describe("the break that a quantity reaches", () => {
  const breaks = [at("0", "10"), at("100", "9.5"), at("1000", "8.75")];

  it.each([
    ["0.000001", "10"],
    ["99.999999", "10"],
    ["100", "9.5"],
    ["999", "9.5"],
    ["1000", "8.75"],
    ["5000000", "8.75"],
  ])("of %s is the one for %s 元", (quantity, price) => {
    expect(priceOf(breaks, quantity)).toBe(exact(price));
    expect(priceOf([...breaks].reverse(), quantity)).toBe(exact(price));
  });

  it("is none below the first and none without breaks", () => {
    expect(priceOf([at("10", "1")], "9.999999")).toBeUndefined();
    expect(priceOf([], "1")).toBeUndefined();
  });

  it("is of the price that began last, and of one that is in force on the day", () => {
    const renewed = [
      at("0", "10"),
      at("0", "11", "2026-11-25"),
      at("0", "12", "2026-11-26"),
      at("0", "1", "2026-11-01", "2026-11-24"),
    ];
    expect(priceOf(renewed, "1")).toBe(exact("11"));
    expect(priceOf([...renewed].reverse(), "1")).toBe(exact("11"));
    expect(priceOf(renewed, "1", day("2026-11-24"))).toBe(exact("1"));
    expect(priceOf(renewed, "1", day("2026-10-31"))).toBe(exact("10"));
    expect(priceOf(renewed, "1", day("2025-12-31"))).toBeUndefined();
  });
});

describe("the next break", () => {
  it("is the nearest one that is cheaper, not the nearest", () => {
    const breaks = [at("0", "10"), at("50", "10"), at("100", "9"), at("200", "8")];
    expect(cheaperBreak(breaks, exact("1"), exact("10"), on)?.minQuantity).toBe(exact("100"));
    expect(cheaperBreak(breaks, exact("200"), exact("8"), on)).toBeUndefined();
  });
});

it("a price is in force on its first and its last day", () => {
  const month = { validFrom: day("2026-11-01"), validTo: day("2026-11-30") };
  const days = ["2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"];
  expect(days.map((each) => inForce(month, day(each)))).toEqual([false, true, true, false]);
  expect(inForce({ validFrom: null, validTo: null }, on)).toBe(true);
});
