/**
 * The one spelling of a mainland phone number, so that the same person is found again; else null.
 *
 * Mobiles become 11 digits ("+86 138-0013-8000" → "13800138000"), landlines area code, dash and
 * number ("(0755) 8888 6666" → "0755-88886666"). The country code, spaces, dashes, brackets and
 * full-width characters are taken off. Extensions and foreign numbers are not accepted.
 */
export function normalisePhone(text: string): string | null {
  const compact = text.normalize("NFKC").replace(PUNCTUATION, "");
  const national = compact.replace(COUNTRY_CODE, "");
  if (MOBILE.test(national)) return national;

  // Abroad a landline is dialled without the leading zero: +86 755 8888 6666.
  const abroad = national !== compact && !national.startsWith("0");
  const landline = LANDLINE.exec(abroad ? `0${national}` : national);
  return landline ? `${landline[1]}-${landline[2]}` : null;
}

const PUNCTUATION = /[\s()\-\u2010-\u2015]/g;
/** Safe to take off without a plus too: a national number begins with 0 or 1. */
const COUNTRY_CODE = /^(?:\+|00)?86/;
const MOBILE = /^1[3-9][0-9]{9}$/;
/** Beijing (010) and the 02x cities have three-digit area codes, all other places four digits. */
const LANDLINE = /^(010|02[0-9]|0[3-9][0-9]{2})([0-9]{7,8})$/;
