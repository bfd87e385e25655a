/**
 * The product's one rounding rule: the nearest whole quotient, halves away from zero (四舍五入).
 *
 * Money and exact decimals both divide through this function and through nothing else, so that a
 * line, its tax and its statement can never disagree about a half. Works on any whole numbers;
 * a zero divisor is a RangeError.
 */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  if (divisor < 0n) return divideHalfUp(-dividend, -divisor);
  if (divisor === 0n) throw new RangeError("Division by zero");
  // BigInt division cuts toward zero, so half a divisor moved outward first rounds to nearest. For
  // an odd divisor the shift drops a half that no whole remainder can equal.
  const half = divisor >> 1n;
  return (dividend < 0n ? dividend - half : dividend + half) / divisor;
}

/** The whole quotient rounded away from zero, whenever anything is left over. */
export function divideAwayFromZero(dividend: bigint, divisor: bigint): bigint {
  if (divisor < 0n) return divideAwayFromZero(-dividend, -divisor);
  if (divisor === 0n) throw new RangeError("Division by zero");
  const outward = divisor - 1n;
  return (dividend < 0n ? dividend - outward : dividend + outward) / divisor;
}
