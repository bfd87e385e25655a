/**
 * The form in which texts and queries meet: compatibility forms folded (full-width letters, ligatures), lower case. What
 * people type and what a record says differ in width and case far more often than in meaning.
 */
export const normalise = (text: string): string => text.normalize("NFKC").toLowerCase();

/** The words of a text or query: what stands between blanks, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(normalise(text).split(/\s+/u))].filter((word) => word !== "");
}
