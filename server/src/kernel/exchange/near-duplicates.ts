import type { ImportRemark } from "./define-import";

/** The form in which near-duplicates are the same: width and case folded, blanks and underscores one. */
export const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_]+/gu, " ")
    .trim();

const MOST_SHOWN = 6;

/**
 * Finds values of one column that are probably meant to be one.
 *
 * - `import.note.same`: they differ only by blanks at their ends; the import takes them as one, for it trims.
 * - `import.note.suspicious`: they differ by inner blanks, underscores, case or width; they are kept apart, for a part
 *   number may mean it so, and told.
 */
export function nearDuplicates(cells: readonly { row: number; text: string }[]): ImportRemark[] {
  const groups = groupBy(cells, ({ text }) => folded(text));
  return [...groups.values()].flatMap((group) => {
    const spellings = groupBy(group, ({ text }) => text.trim());
    const remarks = [...spellings.values()].flatMap((same) =>
      new Set(same.map(({ text }) => text)).size > 1 ? [remark("import.note.same", same)] : [],
    );
    if (spellings.size > 1) remarks.push(remark("import.note.suspicious", group));
    return remarks;
  });
}

function remark(code: string, cells: readonly { row: number; text: string }[]): ImportRemark {
  const spellings = [...new Set(cells.map(({ text }) => text))];
  const values = spellings.slice(0, MOST_SHOWN).map((text) => `“${text}”`);
  return { code, facts: { values }, rows: cells.map(({ row }) => row) };
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = key(one);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}
