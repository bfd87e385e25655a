/**
 * Whether the text is a unified social credit code (统一社会信用代码) with a right check character.
 *
 * GB 32100-2015: 17 characters and a check, from 31 letters and digits (no I, O, S, V, Z), of which
 * the third to eighth are the region's digits. Capital letters only: convert what a person typed.
 */
export function isCreditCode(text: string): boolean {
  if (!CODE_SHAPE.test(text)) return false;
  const weighted = WEIGHTS.reduce(
    (total, weight, position) => total + weight * CHARSET.indexOf(text.charAt(position)),
    0,
  );
  const check = (CHARSET.length - (weighted % CHARSET.length)) % CHARSET.length;
  return text.charAt(WEIGHTS.length) === CHARSET.charAt(check);
}

/** The six digits of the registering region (GB/T 2260) of a valid code, otherwise null. */
export function creditCodeRegion(text: string): string | null {
  return isCreditCode(text) ? text.slice(2, 8) : null;
}

const CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CODE_SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
/** Powers of 3 modulo 31, as the standard tabulates them. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
