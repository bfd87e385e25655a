import { day, exact } from "@quanlian/shared/domain";
import fc from "fast-check";
import { matchLines } from "./match.rules";
import type { OurLine, TheirLine } from "./match.types";

const END = day("2026-11-30");
let lineNo = 0;
const our = (
  documentNumber: string,
  amountCents: number,
  rest: Partial<OurLine> = {},
): OurLine => ({
  ...{ lineNo: (lineNo += 1), kind: "charge", documentNumber, datedOn: day("2026-11-10") },
  ...{ quantity: exact("10"), taxRate: exact("0.13"), amountCents, ...rest },
});
const their = (
  documentNumber: string,
  amountCents: number,
  rest: Partial<TheirLine> = {},
): TheirLine => ({
  ...{ lineNo: (lineNo += 1), documentNumber, datedOn: day("2026-11-10"), quantity: null },
  ...{ amountCents, ...rest },
});
const found = (
  ours: OurLine[],
  theirs: TheirLine[],
  elsewhere: Parameters<typeof matchLines>[2] = [],
) =>
  matchLines(ours, theirs, elsewhere, END).residuals.map((each) => [
    ...[each.class, each.why, each.differenceCents, each.proposal],
  ]);

describe("two statements of the same", () => {
  it("differ in nothing where document and amount agree, however the number is written", () => {
    expect(found([our("FHD20261110-0001", 500)], [their("fhd 20261110_0001", 500)])).toEqual([]);
  });

  it("agree where one side has one sum for a document of several lines", () => {
    expect(found([our("A-1", 300), our("A-1", 200)], [their("A-1", 500)])).toEqual([]);
  });
});

describe("a difference within a line", () => {
  it.each([
    ["rounding of some 分", 10_003, null, [["rounding", "rounding", 3, "adjust_ours"]]],
    // 100.00 with 13 % is 88.50 without
    ["one side counts no tax", 8_850, "10", [["rounding", "tax", -1_150, "adjust_ours"]]],
    ["fewer pieces at our price", 9_000, "9", [["quantity", "quantity", -1_000, "adjust_ours"]]],
    ["a lower price", 9_500, "10", [["price", "price", -500, "adjust_ours"]]],
    ["a higher price", 10_500, "10", [["price", "price", 500, "adjust_theirs"]]],
    [
      "pieces that only the amount tells of",
      8_000,
      null,
      [["quantity", "quantity", -2_000, "adjust_ours"]],
    ],
    ["something else", 9_876, null, [["unknown", "unknown", -124, "look_into"]]],
  ])("is %s", (_, amount, quantity, residuals) => {
    const line = their("A-1", amount, { quantity: quantity === null ? null : exact(quantity) });
    expect(found([our("A-1", 10_000)], [line])).toEqual(residuals);
  });

  it("in quantity and price is split: the pieces at our price, the rest at theirs", () => {
    // 9 pieces at 9.50 are 85.50: one piece less is -10.00, 0.50 less for nine is -4.50
    expect(found([our("A-1", 10_000)], [their("A-1", 8_550, { quantity: exact("9") })])).toEqual([
      ["quantity", "quantity", -1_000, "adjust_ours"],
      ["price", "price", -450, "adjust_ours"],
    ]);
  });
});

describe("a line that only one side has", () => {
  it.each([
    [
      "late in the period",
      our("A-1", 500, { datedOn: day("2026-11-28") }),
      ["timing", "late", -500, "next_period"],
    ],
    ["long ago", our("A-2", 500), ["unbilled", "not_booked", -500, "adjust_theirs"]],
    ["a credit of ours", our("A-3", -500), ["return", "credit_missing", 500, "adjust_theirs"]],
    [
      "a payment of ours",
      our("A-4", -500, { kind: "payment" }),
      ["payment", "payment_missing", 500, "adjust_theirs"],
    ],
  ])("of ours: %s", (_, line, residual) => {
    expect(found([line], [])).toEqual([residual]);
  });

  it("of theirs is later in our books, on an earlier statement, counted twice, or unknown", () => {
    const elsewhere = [
      {
        documentNumber: "L-1",
        datedOn: day("2026-12-02"),
        amountCents: 100,
        statementNumber: null,
      },
      {
        documentNumber: "E-1",
        datedOn: day("2026-10-02"),
        amountCents: 200,
        statementNumber: "DZD-1",
      },
    ];
    expect(
      found(
        [our("T-1", 300)],
        [
          ...[their("L-1", 100), their("E-1", 200), their("T-1", 300), their("T-1", 300)],
          ...[their("X-1", 400), their("X-2", -50), their("X-3", -60, { quantity: exact("-1") })],
          their("X-4", 70, { datedOn: day("2026-12-01") }),
        ],
        elsewhere,
      ),
    ).toEqual([
      ["timing", "later", 100, "next_period"],
      ["duplicate", "on_statement", 200, "adjust_theirs"],
      ["duplicate", "twice", 300, "adjust_theirs"],
      ["unknown", "unknown", 400, "look_into"],
      ["payment", "payment_unknown", -50, "look_into"],
      ["return", "return_unknown", -60, "adjust_ours"],
      ["timing", "theirs_later", 70, "next_period"],
    ]);
  });

  it("is no difference where a payment has two numbers and lies a few days apart", () => {
    const paid = (on: string) => their("BANK-77", -500, { datedOn: day(on) });
    const ours = our("SKD-1", -500, { kind: "payment", quantity: null });
    expect(found([ours], [paid("2026-11-15")])).toEqual([]);
    expect(found([ours], [paid("2026-11-20")])).toHaveLength(2);
  });
});

it("explains every difference to the 分, whatever both sides say", () => {
  const document = fc.constantFrom("A-1", "A-2", "B 3", "C", "");
  const amount = fc.integer({ min: -100_000, max: 100_000 });
  const quantity = fc.option(fc.integer({ min: -20, max: 20 }).map((n) => exact(String(n))));
  const lines = <T>(make: (...of: [string, number, bigint | null]) => T) =>
    fc.array(
      fc.tuple(document, amount, quantity).map((of) => make(...of)),
      { maxLength: 12 },
    );
  fc.assert(
    fc.property(
      lines((number, cents, count) => our(number, cents, { quantity: count })),
      lines((number, cents, count) => their(number, cents, { quantity: count })),
      (ours, theirs) => {
        const { residuals, matches } = matchLines(ours, theirs, [], END);
        const sum = (all: readonly { amountCents: number }[]) =>
          all.reduce((total, { amountCents }) => total + amountCents, 0);
        const explained = residuals.reduce((total, each) => total + each.differenceCents, 0);
        expect(explained).toBe(sum(theirs) - sum(ours));
        expect(matches.size).toBeLessThanOrEqual(ours.length);
      },
    ),
    { numRuns: 300 },
  );
});

it("sets ten thousand lines beside ten thousand within moments", () => {
  const ours = Array.from({ length: 10_000 }, (_, at) => our(`FHD-${at}`, 1_000 + at));
  const theirs = ours.map(({ documentNumber, amountCents }, at) =>
    their(documentNumber, at % 100 === 0 ? amountCents - 500 : amountCents, {
      quantity: exact("10"),
    }),
  );
  expect(matchLines(ours, theirs, [], END).residuals).toHaveLength(100);
});
