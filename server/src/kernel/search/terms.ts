import { pinyin } from "pinyin-pro";
import { normalise, wordsOf } from "./normalise";

/** A term holds at most so many characters; a longer word of a query is looked up in pieces. */
export const TERM_LENGTH = 24;
/** A record has at most so many terms: a name or number has dozens, a novel is not searched. */
const MOST_TERMS = 600;

/**
 * The terms under which texts are found.
 *
 * From each position of each word, the characters that follow it: whatever piece of a word someone remembers, it is the
 * beginning of a term, so one range of the index answers any substring, of Chinese as of numbers. And from each Chinese
 * character of a run the pinyin of what follows, in full and by initials: `bxg` finds 不锈钢.
 */
export function termsOf(texts: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const word of texts.flatMap(wordsOf)) {
    for (const term of endings(Array.from(word))) terms.add(term);
  }
  for (const run of texts.flatMap((text) => normalise(text).match(HAN_RUN) ?? [])) {
    for (const term of pinyinOf(run)) terms.add(term);
  }
  return [...terms].slice(0, MOST_TERMS);
}

const HAN_RUN = /\p{Script=Han}+/gu;

function endings(characters: string[]): string[] {
  return characters.map((_, from) => characters.slice(from, from + TERM_LENGTH).join(""));
}

function pinyinOf(run: string): string[] {
  const syllables = pinyin(run, { toneType: "none", type: "array", v: true });
  const initials = syllables.map((syllable) => syllable.charAt(0));
  return [
    ...endings(initials),
    ...syllables.map((_, from) => syllables.slice(from).join("").slice(0, TERM_LENGTH)),
  ];
}

/**
 * What a word of a query is looked up by: beginnings of terms that a row must have, all of them. One for any word of up
 * to 24 characters, and then the answer is exact; a longer word is covered by overlapping pieces, which narrow but do not
 * prove (`exact: false`), and the row's own texts must be asked.
 */
export function lookupsOf(word: string): { beginnings: string[]; exact: boolean } {
  const characters = Array.from(word);
  if (characters.length <= TERM_LENGTH) return { beginnings: [word], exact: true };
  const beginnings: string[] = [];
  for (let from = 0; from + TERM_LENGTH < characters.length; from += TERM_LENGTH) {
    beginnings.push(characters.slice(from, from + TERM_LENGTH).join(""));
  }
  beginnings.push(characters.slice(-TERM_LENGTH).join(""));
  return { beginnings, exact: false };
}

/** A text as the middle of a LIKE pattern: what it holds stands for itself. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
