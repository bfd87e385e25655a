import fc from "fast-check";

import { exact } from "./exact";
import {
  allocateCents,
  amountOf,
  type Cents,
  cents,
  centsFromYuanText,
  negateCents,
  splitTax,
  sumCents,
  toYuanText,
} from "./money";

const anyCents = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }).map(cents),
  fc.integer({ min: -(10 ** 12), max: 10 ** 12 }).map(cents),
);

describe("an amount in cents", () => {
  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
    "%d is refused",
    (amount) => {
      expect(() => cents(amount)).toThrow(RangeError);
    },
  );

  test("a negative zero becomes zero", () => {
    expect(Object.is(cents(-0), 0)).toBe(true);
    expect(Object.is(negateCents(cents(0)), 0)).toBe(true);
    expect(negateCents(cents(5))).toBe(-5);
  });

  test.each([
    ["12.34", 1_234],
    ["12.340000", 1_234],
    ["-0.05", -5],
    ["0", 0],
    ["90071992547409.91", Number.MAX_SAFE_INTEGER],
  ])("%s yuan is read to the cent", (text, expected) => {
    expect(centsFromYuanText(text)).toBe(expected);
  });

  test.each(["12.345", "0.000001", "", "1e2", "99999999999999"])("%j yuan is refused", (text) => {
    expect(() => centsFromYuanText(text)).toThrow(RangeError);
  });

  test("is written with two places, always", () => {
    expect(toYuanText(cents(1_230))).toBe("12.30");
    expect(toYuanText(cents(-5))).toBe("-0.05");
    expect(toYuanText(cents(0))).toBe("0.00");
    expect(toYuanText(cents(Number.MAX_SAFE_INTEGER))).toBe("90071992547409.91");
  });

  test("survives being written and read again", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger().map(cents), (amount) => {
        expect(centsFromYuanText(toYuanText(amount))).toBe(amount);
      }),
    );
  });

  test("a sum that leaves the safe integers is refused, even when it would come back", () => {
    const most = cents(Number.MAX_SAFE_INTEGER);
    expect(sumCents([])).toBe(0);
    expect(sumCents([cents(5), cents(-7)])).toBe(-2);
    expect(() => sumCents([most, cents(2), cents(-2)])).toThrow(RangeError);
  });
});

describe("the amount of a line", () => {
  test.each([
    ["3", "1.115", 335],
    ["1", "0.005", 1],
    ["1", "0.004999", 0],
    ["-1", "0.005", -1],
    ["0.333333", "3", 100],
    ["1000000", "1.234567", 123_456_700],
  ])("%s at %s yuan is %i cents", (quantity, price, expected) => {
    expect(amountOf(exact(quantity), exact(price))).toBe(expected);
  });

  test("an amount beyond the safe integers is refused rather than blurred", () => {
    expect(() => amountOf(exact("99999999999999"), exact("1000"))).toThrow(RangeError);
  });
});

describe("sharing an amount over lines", () => {
  test.each<[number, bigint[], number[]]>([
    [100, [1n, 1n, 1n], [33, 33, 34]],
    [-100, [1n, 1n, 1n], [-33, -33, -34]],
    [2, [1n, 1n, 1n, 1n], [1, 1, 0, 0]],
    [100, [1n, 0n], [100, 0]],
    [100, [1n, 1n, 1n, 0n], [33, 33, 34, 0]],
    [101, [1n, 1n, 0n], [51, 50, 0]],
    [100, [0n, 0n, 0n], [33, 33, 34]],
    [0, [5n, 7n], [0, 0]],
    [0, [], []],
  ])("%i over %p", (total, weights, shares) => {
    expect(allocateCents(cents(total), weights)).toEqual(shares);
  });

  test("a negative weight and an amount without lines are refused", () => {
    expect(() => allocateCents(cents(1), [1n, -1n])).toThrow(RangeError);
    expect(() => allocateCents(cents(1), [])).toThrow(RangeError);
  });

  test("shares sum to the total, never turn its sign, and weightless lines get nothing", () => {
    const someWeights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(anyCents, someWeights, (total, weights) => {
        const shares = allocateCents(total, weights);
        expect(sumCents(shares)).toBe(total);
        expect(shares.every((share) => share * total >= 0)).toBe(true);
        if (weights.some((weight) => weight > 0n)) {
          expect(shares.every((share, line) => weights[line] !== 0n || share === 0)).toBe(true);
        }
      }),
    );
  });

  test("a line before the last is at most half a cent from its proportion, until all is given", () => {
    const someWeights = fc.array(fc.bigInt({ min: 1n, max: 1_000n }), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), someWeights, (total, weights) => {
        const totalWeight = weights.reduce((sum, weight) => sum + weight, 0n);
        let left = BigInt(total);
        allocateCents(cents(total), weights).forEach((share, line) => {
          const miss = 2n * (BigInt(share) * totalWeight - BigInt(total) * (weights[line] ?? 0n));
          const near = miss > -totalWeight && miss <= totalWeight;
          left -= BigInt(share);
          expect(near || left === 0n).toBe(true);
        });
      }),
    );
  });
});

describe("splitting the tax of a line", () => {
  const split = (amount: number, rate: string, includesTax: boolean) =>
    splitTax({ amountCents: cents(amount), rate: exact(rate), includesTax });

  test("prices with tax keep the amount and derive the net", () => {
    expect(split(11_300, "0.13", true)).toEqual({
      inclCents: 11_300,
      exclCents: 10_000,
      taxCents: 1_300,
    });
    expect(split(10_000, "0.13", true)).toEqual({
      inclCents: 10_000,
      exclCents: 8_850,
      taxCents: 1_150,
    });
  });

  test("prices without tax keep the net and add the tax, a half cent upward", () => {
    expect(split(50, "0.13", false)).toEqual({ inclCents: 57, exclCents: 50, taxCents: 7 });
    expect(split(-50, "0.13", false)).toEqual({ inclCents: -57, exclCents: -50, taxCents: -7 });
  });

  test("a rate of zero leaves no tax, and one below zero is refused", () => {
    expect(split(123, "0", true)).toEqual({ inclCents: 123, exclCents: 123, taxCents: 0 });
    expect(() => split(123, "-0.01", true)).toThrow(RangeError);
  });

  test("a return reverses exactly what was charged, and the parts always sum", () => {
    const rates = fc.constantFrom("0", "0.01", "0.03", "0.06", "0.09", "0.13");
    fc.assert(
      fc.property(anyCents, rates, fc.boolean(), (amountCents, rateText, includesTax) => {
        const rate = exact(rateText);
        const charged = splitTax({ amountCents, rate, includesTax });
        const returned = splitTax({ amountCents: negateCents(amountCents), rate, includesTax });
        expect(charged.exclCents + charged.taxCents).toBe(charged.inclCents);
        expect(negated(returned)).toEqual(charged);
        expect(includesTax ? charged.inclCents : charged.exclCents).toBe(amountCents);
        // The derived figure is right to half a cent: |excl × (1 + rate) − incl| ≤ ½ (1 + rate).
        const gross = BigInt(charged.exclCents) * (1_000_000n + rate);
        const miss = 2n * (gross - BigInt(charged.inclCents) * 1_000_000n);
        const room = includesTax ? 1_000_000n + rate : 1_000_000n;
        expect(miss <= room && miss >= -room).toBe(true);
      }),
    );
  });
});

function negated(amounts: { inclCents: Cents; exclCents: Cents; taxCents: Cents }) {
  return {
    inclCents: negateCents(amounts.inclCents),
    exclCents: negateCents(amounts.exclCents),
    taxCents: negateCents(amounts.taxCents),
  };
}
