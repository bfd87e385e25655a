/**
 * What tells one company's name from another's: full-width characters, letter case, blanks, punctuation and the legal form
 * make no difference ("宁波 恒锐 五金有限公司" and "宁波恒锐五金" are one). The place stays: two branches are two companies.
 * A name that is nothing but a legal form is kept whole; an empty one gives an empty key.
 */
export function companyKey(name: string): string {
  const plain = name.normalize("NFKC").toLowerCase().replace(NOISE, "");
  const bare = plain.replace(LEGAL_FORM, "");
  return bare === "" ? plain : bare;
}

/** The names under which a company may stand in the books: the key with each legal form, and without one. */
export function companyNames(name: string): string[] {
  const typed = name.normalize("NFKC").trim();
  const stem = typed.replace(/\s+/g, "").replace(LEGAL_FORM, "");
  const names = stem === "" ? [typed] : [name.trim(), typed, ...FORMS.map((form) => stem + form)];
  return [...new Set(names)].filter((each) => each !== "");
}

const NOISE = /[\s\p{P}\p{S}]/gu;
const FORMS = ["", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "公司"] as const;
/** Longest first, so that 股份有限公司 goes as a whole. */
const LEGAL_FORM = /(?:股份有限公司|有限责任公司|有限公司|公司|co\.?,?ltd\.?|inc\.?|llc)$/iu;
