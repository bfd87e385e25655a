import fc from "fast-check";

import {
  ceilToMultiple,
  ceilToPlaces,
  dividedBy,
  exact,
  exactFromInteger,
  isExactText,
  max,
  min,
  ONE,
  sum,
  times,
  timesRatio,
  toDecimalText,
  ZERO,
} from "./exact";

/** Values over the whole range of DECIMAL(20,6), with small and round ones as likely as wide ones. */
const LIMIT = 10n ** 20n - 1n;
const anyExact = fc.oneof(
  fc.bigInt({ min: -LIMIT, max: LIMIT }),
  fc.bigInt({ min: -20_000_000n, max: 20_000_000n }),
  fc.bigInt({ min: -999n, max: 999n }).map((units) => units * ONE),
  fc.bigInt({ min: -5n, max: 5n }).map((offset) => BigInt(Number.MAX_SAFE_INTEGER) + offset),
  fc.bigInt({ min: -5n, max: 5n }).map((offset) => 9_000_000_000n * ONE + offset),
);
const notZero = anyExact.filter((value) => value !== 0n);

describe("reading and writing an exact decimal", () => {
  test.each([
    ["0", 0n],
    ["-0", 0n],
    ["-0.000000", 0n],
    ["12.5", 12_500_000n],
    ["12.500000", 12_500_000n],
    ["0.000001", 1n],
    ["-0.05", -50_000n],
    ["007", 7_000_000n],
    ["99999999999999.999999", LIMIT],
    ["-99999999999999.999999", -LIMIT],
  ])("%s is read as its millionths", (text, millionths) => {
    expect(exact(text)).toBe(millionths);
    expect(isExactText(text)).toBe(true);
  });

  test.each([
    "",
    "-",
    ".",
    "-.",
    ".5",
    "5.",
    "+1",
    "1e3",
    "1E3",
    "NaN",
    "Infinity",
    "0x10",
    " 1",
    "1 ",
    "1,000",
    "1.2.3",
    "--1",
    "1-",
    "１２",
    "1.0000000",
    "0.0000001",
    "100000000000000",
    "1_0",
    "1\n",
    "1\u0000",
    "/",
    ":",
    "1/2",
    "1.:",
  ])("%j is refused", (text) => {
    expect(() => exact(text)).toThrow(RangeError);
    expect(isExactText(text)).toBe(false);
  });

  test("a number is taken only when it is whole and of at most 14 digits", () => {
    expect(exact(-3)).toBe(-3n * ONE);
    expect(exactFromInteger(99_999_999_999_999)).toBe(99_999_999_999_999n * ONE);
    expect(exact(-0)).toBe(0n);
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e14, -1e14]) {
      expect(() => exact(bad)).toThrow(RangeError);
    }
  });

  test("every value survives being written and read again", () => {
    fc.assert(
      fc.property(anyExact, (value) => {
        expect(exact(toDecimalText(value))).toBe(value);
      }),
    );
  });

  test("the text is the one that moving the point in the digits by hand gives", () => {
    fc.assert(
      fc.property(anyExact, (value) => {
        expect(toDecimalText(value)).toBe(textByHand(value));
      }),
    );
  });

  test("the database's padded text reads as the same value as the canonical one", () => {
    fc.assert(
      fc.property(anyExact, (value) => {
        expect(exact(databaseText(value))).toBe(value);
      }),
    );
  });

  test("a result wider than the column is still written exactly", () => {
    expect(toDecimalText(times(LIMIT, LIMIT))).toBe("9999999999999999999800000000");
    expect(toDecimalText(-(10n ** 30n) - 1n)).toBe("-1000000000000000000000000.000001");
  });

  test("isExactText agrees with exact on texts of the right alphabet", () => {
    const alphabet = fc.string({
      unit: fc.constantFrom(..."0123456789.-".split("")),
      maxLength: 24,
    });
    fc.assert(
      fc.property(alphabet, (text) => {
        const shape = /^-?[0-9]{1,14}(\.[0-9]{1,6})?$/.test(text);
        expect(isExactText(text)).toBe(shape);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("multiplying and dividing", () => {
  test.each([
    ["0.000001", "0.5", "0.000001"],
    ["0.000001", "0.4", "0"],
    ["-0.000001", "0.5", "-0.000001"],
    ["1.5", "-2.5", "-3.75"],
    ["99999999999999.999999", "1", "99999999999999.999999"],
  ])("%s × %s = %s", (a, b, product) => {
    expect(toDecimalText(times(exact(a), exact(b)))).toBe(product);
  });

  test.each([
    ["1", "3", "0.333333"],
    ["2", "3", "0.666667"],
    ["-2", "3", "-0.666667"],
    ["2", "-3", "-0.666667"],
    ["0.000001", "2", "0.000001"],
    ["-0.000001", "2", "-0.000001"],
    ["0.000001", "3", "0"],
  ])("%s ÷ %s = %s", (a, b, quotient) => {
    expect(toDecimalText(dividedBy(exact(a), exact(b)))).toBe(quotient);
  });

  test("a product rounds as its digits say when read as text", () => {
    fc.assert(
      fc.property(anyExact, anyExact, (a, b) => {
        expect(times(a, b)).toBe(roundDigits(a * b, 6));
      }),
    );
  });

  test("a quotient is the one of long division, one digit at a time", () => {
    fc.assert(
      fc.property(anyExact, notZero, (a, b) => {
        expect(dividedBy(a, b)).toBe(longDivision(a, b));
      }),
    );
  });

  test("a ratio is rounded once, at the end", () => {
    expect(timesRatio(exact("3"), 1n, 3n)).toBe(ONE);
    expect(timesRatio(exact("1"), 1n, -3n)).toBe(exact("-0.333333"));
    expect(times(exact("3"), dividedBy(ONE, exact("3")))).not.toBe(ONE);
    fc.assert(
      fc.property(anyExact, anyExact, notZero, (a, numerator, denominator) => {
        const result = timesRatio(a, numerator, denominator);
        const miss = 2n * (a * numerator - result * denominator);
        expect(absolute(miss) <= absolute(denominator)).toBe(true);
        // Exactly half a step away is only allowed when the result is the one further from zero.
        if (absolute(miss) === absolute(denominator)) {
          expect(absolute(result * denominator) > absolute(a * numerator)).toBe(true);
        }
      }),
    );
  });

  test("dividing by zero is an error, not an infinity", () => {
    expect(() => dividedBy(ONE, ZERO)).toThrow(RangeError);
    expect(() => timesRatio(ONE, 1n, 0n)).toThrow(RangeError);
  });
});

describe("rounding up to places and multiples", () => {
  test.each([
    ["2.000001", 0, "3"],
    ["2", 0, "2"],
    ["-2.1", 0, "-3"],
    ["0", 0, "0"],
    ["1.23001", 2, "1.24"],
    ["1.234567", 6, "1.234567"],
  ])("%s to %i places is %s", (value, places, expected) => {
    expect(toDecimalText(ceilToPlaces(exact(value), places))).toBe(expected);
  });

  test.each([-1, 7, 1.5, Number.NaN])("%d places are refused", (places) => {
    expect(() => ceilToPlaces(ONE, places)).toThrow(RangeError);
  });

  test.each([
    ["21", "10", "30"],
    ["20", "10", "20"],
    ["-21", "10", "-30"],
    ["0", "10", "0"],
    ["0.1", "0.25", "0.25"],
  ])("%s to a multiple of %s is %s", (value, multiple, expected) => {
    expect(toDecimalText(ceilToMultiple(exact(value), exact(multiple)))).toBe(expected);
  });

  test("a multiple must be above zero", () => {
    expect(() => ceilToMultiple(ONE, ZERO)).toThrow(RangeError);
    expect(() => ceilToMultiple(ONE, -ONE)).toThrow(RangeError);
  });

  test("the result is the multiple nearest to the value, and never nearer to zero than it", () => {
    const multiples = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(anyExact, multiples, (value, multiple) => {
        const result = ceilToMultiple(value, multiple);
        expect(result % multiple).toBe(0n);
        const beyond = absolute(result) - absolute(value);
        expect(beyond >= 0n && beyond < multiple).toBe(true);
        expect(result * value >= 0n).toBe(true);
      }),
    );
  });
});

test("min, max and sum take any number of values", () => {
  expect(min(3n, -1n, 2n)).toBe(-1n);
  expect(max(3n, -1n, 7n)).toBe(7n);
  expect(min(3n)).toBe(3n);
  expect(sum([])).toBe(ZERO);
  expect(sum(new Set([1n, 2n, -5n]))).toBe(-2n);
});

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** "-0.050000": always six places, as the database prints them. */
function databaseText(value: bigint): string {
  const digits = absolute(value).toString().padStart(7, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function textByHand(value: bigint): string {
  return databaseText(value).replace(/0+$/, "").replace(/\.$/, "");
}

/** Drops the last digits of a whole number, looking only at the first dropped one: 5 and up rounds up. */
function roundDigits(value: bigint, dropped: number): bigint {
  const digits = absolute(value)
    .toString()
    .padStart(dropped + 1, "0");
  const kept = BigInt(digits.slice(0, -dropped));
  const up = digits.charAt(digits.length - dropped) >= "5" ? 1n : 0n;
  return value < 0n ? -(kept + up) : kept + up;
}

/** School division: the whole part, then seven digits of the remainder, then the last one rounded. */
function longDivision(a: bigint, b: bigint): bigint {
  const divisor = absolute(b);
  let digits = (absolute(a) / divisor).toString();
  let remainder = absolute(a) % divisor;
  for (let place = 0; place < 7; place += 1) {
    remainder *= 10n;
    digits += (remainder / divisor).toString();
    remainder %= divisor;
  }
  const size = roundDigits(BigInt(digits), 1);
  return a < 0n === b < 0n ? size : -size;
}
