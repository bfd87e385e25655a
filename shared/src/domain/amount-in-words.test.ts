import fc from "fast-check";

import { amountInWords } from "./amount-in-words";
import { cents, centsFromYuanText } from "./money";

test.each([
  ["0", "零元整"],
  ["1.05", "壹元零伍分"],
  ["1.50", "壹元伍角整"],
  ["10005", "壹万零伍元整"],
  ["16070.42", "壹万陆仟零柒拾元肆角贰分"],
  ["100500", "壹拾万零伍佰元整"],
  ["1234567.89", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"],
  ["10000000000.01", "壹佰亿元零壹分"],
  ["0.05", "伍分"],
  ["0.50", "伍角整"],
  ["0.55", "伍角伍分"],
  ["10", "壹拾元整"],
  ["105000", "壹拾万伍仟元整"],
  ["100000005", "壹亿零伍元整"],
  ["1000100010", "壹拾亿零壹拾万零壹拾元整"],
  ["1000000000000", "壹万亿元整"],
  ["90071992547409.91", "玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分"],
  ["-16070.42", "负壹万陆仟零柒拾元肆角贰分"],
  ["-0.05", "负伍分"],
])("%s yuan is written %s", (yuan, words) => {
  expect(amountInWords(centsFromYuanText(yuan))).toBe(words);
});

test("no amount reads as another, and zeros are never doubled or left at an end", () => {
  fc.assert(
    fc.property(sparseCents, (amount) => {
      const words = amountInWords(cents(amount));
      expect(readWords(words)).toBe(amount);
      if (amount !== 0) expect(words).not.toMatch(/零零|零[元万亿整拾佰仟角分]|^负?零/);
    }),
    { numRuns: 1_000 },
  );
});

/** Amounts with many zero digits, where the reading rules are. */
const sparseCents = fc
  .tuple(
    fc.array(fc.constantFrom("0", "0", "0", "1", "5", "9"), { minLength: 1, maxLength: 15 }),
    fc.boolean(),
  )
  .map(([digits, negative]) => Number(digits.join("")) * (negative ? -1 : 1) || 0);

/** Reads the words back, left to right, as a person does. */
function readWords(words: string): number {
  let fen = 0;
  let total = 0; // closed by 亿
  let group = 0; // closed by 万
  let section = 0; // below 万
  let digit = 0;
  for (const word of words.replace(/[负整]/g, "")) {
    const value = "零壹贰叁肆伍陆柒捌玖".indexOf(word);
    if (value >= 0) {
      digit = value;
      continue;
    }
    if (word === "拾") section += digit * 10;
    else if (word === "佰") section += digit * 100;
    else if (word === "仟") section += digit * 1_000;
    else if (word === "万") group = (section + digit) * 10_000;
    else if (word === "亿") total = (group + section + digit) * 100_000_000;
    else if (word === "元") fen = (total + group + section + digit) * 100;
    else if (word === "角") fen += digit * 10;
    else if (word === "分") fen += digit;
    if (word === "万" || word === "亿") section = 0;
    if (word === "亿") group = 0;
    digit = 0;
  }
  return words.startsWith("负") ? -fen : fen;
}
