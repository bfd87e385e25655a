/**
 * The form in which two codes are the same: without regard to case, width, accents and blanks at the ends, as the
 * database's unique keys compare them.
 */
export const codeKey = (code: string): string =>
  code.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
