/** A row of a table by its headings; an empty cell ("-") is missing. */
export type Row = Readonly<Record<string, string | undefined>>;

export interface Recipe {
  parts: readonly { code: string; quantity: string; scrapRate: string }[];
  operations: readonly { name: string; center: string; setup: string; each: string }[];
}

/** Reads a table of cells between bars; its first line holds the headings. */
export function readTable(text: string): Row[] {
  const [headings = [], ...rows] = linesOf(text).map((line) => line.split("|").map(trimmed));
  return rows.map((cells) => {
    if (cells.length !== headings.length) throw new Error(`${cells[0]}: not a cell per heading`);
    return Object.fromEntries(headings.map((name, at) => [name, filled(cells[at])]));
  });
}

/** Reads recipes of three lines each: the item's code, its parts, its operations. */
export function readRecipes(text: string): ReadonlyMap<string, Recipe> {
  const lines = linesOf(text);
  const recipes = new Map<string, Recipe>();
  for (let at = 0; at < lines.length; at += 3) {
    const [code = "", parts = "", operations = ""] = lines.slice(at, at + 3).map(trimmed);
    recipes.set(code, {
      parts: parts.split(",").map((part) => readPart(part.trim())),
      operations: operations.split(",").map((operation) => readOperation(operation.trim())),
    });
  }
  return recipes;
}

/** `PP-M8X20 × 2` or, with scrap, `RM-POWDER-BK × 0.05 + 10%`. */
function readPart(text: string) {
  const read = /^(\S+) × ([\d.]+)(?: \+ (\d+)%)?$/.exec(text);
  if (!read) throw new Error(`Not a part: ${text}`);
  const [, code = "", quantity = "", percent = "0"] = read;
  return { code, quantity, scrapRate: `0.${percent.padStart(2, "0")}` };
}

/** `喷塑 @SURF 40 + 0.8`. */
function readOperation(text: string) {
  const read = /^(.+) @([A-Z]+) ([\d.]+) \+ ([\d.]+)$/.exec(text);
  if (!read) throw new Error(`Not an operation: ${text}`);
  const [, name = "", center = "", setup = "", each = ""] = read;
  return { name, center, setup, each };
}

const linesOf = (text: string) => text.split("\n").filter((line) => line.trim() !== "");
const trimmed = (text: string) => text.trim();
const filled = (cell: string | undefined) => (cell === "-" ? undefined : cell);
