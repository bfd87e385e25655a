import { exact } from "@quanlian/shared/domain";
import { givenItem } from "../../../../tests/support/plans";
import { exactLot, lotFor } from "./lot.rules";

const steps = (minimum: string, multiple: string, fixed: string, rounding: string) => ({
  minimum: exact(minimum),
  multiple: exact(multiple),
  fixed: exact(fixed),
  rounding: exact(rounding),
});

describe("lot rules", () => {
  it("leave a need alone when there are none", () => {
    expect(lotFor(exact("7"), givenItem("bolt"))).toEqual({
      quantity: exact("7"),
      steps: steps("0", "0", "0", "0"),
    });
  });

  it("raise to the minimum first and then to the multiple", () => {
    const bolt = givenItem("bolt", { lotMinimum: exact("50"), lotMultiple: exact("12") });

    expect(lotFor(exact("7"), bolt)).toEqual({
      quantity: exact("60"),
      steps: steps("43", "10", "0", "0"),
    });
    expect(lotFor(exact("61"), bolt)).toEqual({
      quantity: exact("72"),
      steps: steps("0", "11", "0", "0"),
    });
  });

  it("take a fixed lot a whole number of times and then know no minimum", () => {
    const coil = givenItem("coil", { lotFixed: exact("250"), lotMinimum: exact("1000") });

    expect(lotFor(exact("251"), coil)).toEqual({
      quantity: exact("500"),
      steps: steps("0", "0", "249", "0"),
    });
  });

  it("end with whole steps of the unit", () => {
    const sheet = givenItem("sheet", { unitPlaces: 2 });

    expect(lotFor(exact("3.141593"), sheet)).toEqual({
      quantity: exact("3.15"),
      steps: steps("0", "0", "0", "0.008407"),
    });
  });

  it("make nothing of nothing, whatever the minimum", () => {
    expect(lotFor(0n, givenItem("bolt", { lotMinimum: exact("50") })).quantity).toBe(0n);
  });

  it("do not touch a custom supply", () => {
    expect(exactLot(exact("1.5")).quantity).toBe(exact("1.5"));
  });
});
