import { exact, toDecimalText } from "@quanlian/shared/domain";
import { toBaseQuantity } from "./unit-factors.rules";

const unit = (factor: string, places = 0, basePlaces = 0) => ({
  factor: exact(factor),
  places,
  basePlaces,
});
const base = (quantity: string, ...of: Parameters<typeof unit>) => {
  const answer = toBaseQuantity(exact(quantity), unit(...of));
  return [toDecimalText(answer.quantity), answer.fault];
};

describe("a quantity in another unit", () => {
  it("becomes its exact product in the item's own", () => {
    expect(base("3", "12")).toEqual(["36", null]);
    expect(base("-3", "12")).toEqual(["-36", null]);
    // 0.5 boxes of 12 are 6 whole pieces
    expect(base("0.5", "12", 1)).toEqual(["6", null]);
    expect(base("7", "0.125", 0, 3)).toEqual(["0.875", null]);
  });

  it("is refused with more decimals than its unit has", () => {
    expect(base("0.5", "12", 0)[1]).toBe("issue.unit_places");
  });

  it("is refused rather than rounded when the item's own unit cannot hold it", () => {
    // 0.3 × 12 = 3.6 pieces
    expect(base("0.3", "12", 1)).toEqual(["3.6", "issue.unit_inexact"]);
    // 0.000001 × 0.5 is half a millionth
    expect(base("0.000001", "0.5", 6, 6)[1]).toBe("issue.unit_inexact");
  });

  it("is refused beyond nine integer digits", () => {
    expect(base("999999999", "1")[1]).toBeNull();
    expect(base("500000000", "2")[1]).toBe("issue.unit_too_large");
    expect(base("-500000000", "2")[1]).toBe("issue.unit_too_large");
  });
});
