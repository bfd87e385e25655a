import type { MaskGroup } from "../access/mask";
import {
  centsFromYuanText,
  exact,
  isDay,
  toDecimalText,
  type Cents,
  type Day,
} from "@quanlian/shared/domain";

/** What is wrong with one cell: a key of the locale's `import.…` texts and its facts. */
export class CellFault {
  constructor(
    readonly code: string,
    readonly facts: Record<string, unknown> = {},
  ) {}
}

/** One column of an import. `Value` is what its cells become; an empty cell of a column not required becomes null. */
export interface ImportColumn<Value = unknown, Required extends boolean = boolean> {
  /** Names under which the column is known, in any language; the first is the one that messages use. */
  readonly headings: readonly string[];
  readonly required: Required;
  /** No two rows may have the same, letter case aside, as the database compares codes. */
  readonly unique: boolean;
  /** Values that differ only in blanks, underscores, case or width are told in notes. */
  readonly tellsNearDuplicates: boolean;
  /** Whoever may not see such fields cannot import them either. */
  readonly mask: MaskGroup | null;
  /** What may stand in its cells, for people: a locale key and its facts. */
  readonly help: { readonly key: string; readonly facts: Readonly<Record<string, unknown>> };
  read(text: string): Value | CellFault;
}

interface ColumnOptions<R extends boolean> {
  headings: readonly [string, ...string[]];
  required: R;
  unique?: boolean;
  tellsNearDuplicates?: boolean;
  mask?: MaskGroup;
}

function column<V, R extends boolean>(
  options: ColumnOptions<R>,
  kind: string,
  read: (text: string) => V | CellFault,
  facts: Readonly<Record<string, unknown>> = {},
): ImportColumn<V, R> {
  const { headings, required, unique = false, tellsNearDuplicates = false, mask = null } = options;
  const help = { key: `import.help.${kind}`, facts };
  return { headings, required, unique, tellsNearDuplicates, mask, help, read };
}

/** The kinds of column that an import can have. */
export const importColumn = {
  /** Text without blanks at its ends, at most `max` characters. */
  text: <R extends boolean>(options: ColumnOptions<R> & { max: number }) =>
    column<string, R>(options, "text", (text) => readText(text, options.max), {
      maximum: options.max,
    }),
  /** Exact quantity above zero as text. */
  quantity: <R extends boolean>(options: ColumnOptions<R>) =>
    column<string, R>(options, "quantity", (text) => readDecimal(text, "import.quantity", true)),
  /** Exact decimal of zero or more as text: price, rate, lot size. */
  decimal: <R extends boolean>(options: ColumnOptions<R>) =>
    column<string, R>(options, "decimal", (text) => readDecimal(text, "import.decimal", false)),
  /** A rate from 0 to 1 as exact text: 0.13 and 13% are the same. */
  rate: <R extends boolean>(options: ColumnOptions<R>) =>
    column<string, R>(options, "rate", readRate),
  integer: <R extends boolean>(options: ColumnOptions<R>) =>
    column<number, R>(options, "integer", (text) =>
      /^-?\d{1,9}$/.test(text) ? Number(text) : new CellFault("import.integer", { value: text }),
    ),
  /** Amount in yuan, read into 分. */
  money: <R extends boolean>(options: ColumnOptions<R>) =>
    column<Cents, R>(options, "money", readMoney),
  day: <R extends boolean>(options: ColumnOptions<R>) => column<Day, R>(options, "day", readDay),
  /** One of a list of words, each known by several spellings. */
  word: <R extends boolean, const W extends string>(
    options: ColumnOptions<R> & { words: Readonly<Record<W, readonly string[]>> },
  ) =>
    column<W, R>(options, "word", (text) => readWord(text, options.words), {
      values: firstSpellings(options.words),
    }),
  flag: <R extends boolean>(options: ColumnOptions<R>) =>
    column<boolean, R>(options, "flag", readFlag),
};

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const DECIMAL = /^\d{1,9}(\.\d{1,6})?$/;

function readText(text: string, max: number): string | CellFault {
  if (Array.from(text).length > max) return new CellFault("import.text_long", { maximum: max });
  return CONTROL.test(text) ? new CellFault("import.text_control") : text;
}

function readDecimal(text: string, code: string, aboveZero: boolean): string | CellFault {
  const plain = halfWidth(text);
  if (!DECIMAL.test(plain) || (aboveZero && !/[1-9]/.test(plain))) {
    return new CellFault(code, { value: text });
  }
  return plain.replace(/^0+(?=\d)/, "");
}

function readRate(text: string): string | CellFault {
  const plain = halfWidth(text);
  const percent = /^(\d{1,3}(?:\.\d{1,4})?)%$/.exec(plain)?.[1];
  const rate = percent === undefined ? plain : toDecimalText(exact(percent) / 100n);
  return /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(rate)
    ? rate
    : new CellFault("import.rate", { value: text });
}

function readMoney(text: string): Cents | CellFault {
  const plain = halfWidth(text).replace(/^[¥￥]/, "");
  if (!/^-?\d{1,12}(\.\d{1,2})?$/.test(plain))
    return new CellFault("import.money", { value: text });
  return centsFromYuanText(plain);
}

function readDay(text: string): Day | CellFault {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?$/.exec(halfWidth(text));
  const iso = parts && `${parts[1]}-${parts[2]!.padStart(2, "0")}-${parts[3]!.padStart(2, "0")}`;
  return iso && isDay(iso) ? iso : new CellFault("import.day", { value: text });
}

function readWord<W extends string>(
  text: string,
  words: Readonly<Record<W, readonly string[]>>,
): W | CellFault {
  const wanted = text.toLowerCase();
  for (const [word, spellings] of Object.entries(words) as [W, readonly string[]][]) {
    if (word.toLowerCase() === wanted) return word;
    if (spellings.some((spelling) => spelling.toLowerCase() === wanted)) return word;
  }
  return new CellFault("import.word", { value: text, values: firstSpellings(words) });
}

const firstSpellings = (words: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(words).map(([word, spellings]) => spellings[0] ?? word);

const YES = new Set(["是", "yes", "y", "true", "1", "√"]);
const NO = new Set(["否", "no", "n", "false", "0", "×"]);

function readFlag(text: string): boolean | CellFault {
  const word = text.toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : new CellFault("import.flag", { value: text });
}

const halfWidth = (text: string) => text.normalize("NFKC");
