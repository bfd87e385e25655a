import { centsOf, shownPrice, yuan } from "../../miniprogram/src/format/money";
import {
  less,
  millionths,
  percentOf,
  plus,
  shownQuantity,
} from "../../miniprogram/src/format/quantity";
import {
  answersOf,
  faultyLines,
  goodOf,
} from "../../miniprogram/src/packages/customer/delivery/counted";
import {
  closingOf,
  figuresOf,
  isFaulty,
  NO_FIGURES,
  type Statement,
} from "../../miniprogram/src/packages/accounts/statement/statement";

describe("Quantities in the portal", () => {
  it("are exact at both ends of what the contract allows", () => {
    expect(less("999999999.999999", "0.000001")).toBe("999999999.999998");
    expect(less("0.3", "0.1")).toBe("0.2");
    expect(plus("0.1", "0.2")).toBe("0.3");
    expect(less("1", "2")).toBe("-1");
    expect(millionths("999999999.999999")! < Number.MAX_SAFE_INTEGER).toBe(true);
  });

  it("are refused where they are none, and never guessed", () => {
    for (const text of ["", "1e3", "-1", "1,000", "1.2345678", "１", "1."])
      expect([text, millionths(text)]).toEqual([text, null]);
    expect(less("many", "1")).toBeNull();
  });

  it("are shown with separators and without idle zeros; a bar is never longer than full", () => {
    expect([shownQuantity("1234567.500000"), shownQuantity("120.000000")]).toEqual([
      "1,234,567.5",
      "120",
    ]);
    expect([percentOf("3", "2"), percentOf("1", "0"), percentOf("1", "3")]).toEqual([100, 0, 33]);
  });
});

describe("Money in the portal", () => {
  it("is integer 分 there and back", () => {
    expect([yuan(0), yuan(5), yuan(-123456789)]).toEqual(["0.00", "0.05", "−1,234,567.89"]);
    expect([centsOf("1,234.5"), centsOf("-0.01"), centsOf("19.99")]).toEqual([123450, -1, 1999]);
    expect([centsOf("1.234"), centsOf("abc"), centsOf("")]).toEqual([null, null, null]);
    expect([shownPrice("168.000000"), shownPrice("3.855000")]).toEqual(["168.00", "3.855"]);
  });
});

describe("What is counted of a delivery", () => {
  const lines = [
    { id: "1", quantity: "200" },
    { id: "2", quantity: "60" },
  ] as Parameters<typeof answersOf>[0]["lines"];
  const count = (short: string, rejected = "0", reason = "少") => ({ short, rejected, reason });

  it("names the lines that are not as they should be, and no others", () => {
    const counted = { "1": count("4", "2"), "2": count("0") };
    expect(answersOf({ lines }, counted)).toEqual([
      { lineId: "1", short: "4", rejected: "2", reason: "少" },
    ]);
    expect(goodOf("200", count("4", "2"))).toBe("194");
  });

  it("cannot be sent when more is missing than was sent, when it is no number or lacks its reason", () => {
    expect(faultyLines({ lines }, { "1": count("150", "51") })).toEqual(["1"]);
    expect(faultyLines({ lines }, { "2": count("x") })).toEqual(["2"]);
    expect(faultyLines({ lines }, { "2": count("1", "0", " ") })).toEqual(["2"]);
    expect(faultyLines({ lines }, { "1": count("200"), "2": count("") })).toEqual([]);
  });
});

describe("A party's own figures beside a statement", () => {
  const line = (lineNo: number, amountCents: number) => ({
    ...{ lineNo, amountCents, documentNumber: `D${lineNo}`, datedOn: "2026-11-20" },
    ...{ quantity: "10", unitPrice: "2" },
  });
  const statement = {
    openingCents: 500,
    lines: [line(1, 2_000), line(2, 3_000), line(3, -1_000)],
  } as unknown as Statement;

  it("are ours where nothing else was typed, theirs where it was, and gone where they have no such line", () => {
    const figures = {
      amounts: { "1": "19.90", "2": "" },
      extras: [{ documentNumber: "X9", amount: "0.05" }],
    };
    expect(closingOf(statement, figures)).toBe(500 + 1_990 - 1_000 + 5);
    const { lines, closingCents } = figuresOf(statement, figures);
    expect(closingCents).toBe(1_495);
    expect(lines).toEqual([
      { documentNumber: "D1", datedOn: "2026-11-20", amountCents: 1_990 },
      {
        ...{ documentNumber: "D3", datedOn: "2026-11-20", amountCents: -1_000 },
        ...{ quantity: "10", unitPrice: "2" },
      },
      { documentNumber: "X9", amountCents: 5 },
    ]);
  });

  it("cannot be sent while one of them is no amount or lacks its document", () => {
    expect(isFaulty(NO_FIGURES)).toBe(false);
    expect(isFaulty({ amounts: { "1": "many" }, extras: [] })).toBe(true);
    expect(isFaulty({ amounts: {}, extras: [{ documentNumber: "", amount: "1" }] })).toBe(true);
  });
});
