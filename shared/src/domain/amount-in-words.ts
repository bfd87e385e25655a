import type { Cents } from "./money";

/**
 * The amount as Chinese documents write it against forgery (大写): 1050 分 → "壹拾元伍角整".
 *
 * Follows the People's Bank's rules for filling in bills (正确填写票据和结算凭证的基本规定): "整" closes an
 * amount without 分; zeros inside the number read as one "零"; where the rules leave a "零" free (before
 * 仟 after a round 万, before 角 after a round 元) it is left out. Negative amounts begin with "负".
 */
export function amountInWords(amount: Cents): string {
  if (amount === 0) return "零元整";
  const absolute = Math.abs(amount);
  const fen = absolute % 10;
  const jiao = ((absolute - fen) / 10) % 10;
  const yuan = (absolute - jiao * 10 - fen) / 100;

  let words = amount < 0 ? "负" : "";
  if (yuan > 0) words += `${integerInWords(yuan)}元`;
  if (jiao > 0) words += `${DIGITS[jiao]}角`;
  if (fen === 0) return `${words}整`;
  if (jiao === 0 && yuan > 0) words += "零";
  return `${words}${DIGITS[fen]}分`;
}

const DIGITS = "零壹贰叁肆伍陆柒捌玖";

/** The units that end a group, largest first; a group before 亿 may itself hold 万. */
const UNITS = [
  { size: 100_000_000, word: "亿" },
  { size: 10_000, word: "万" },
  { size: 1_000, word: "仟" },
  { size: 100, word: "佰" },
  { size: 10, word: "拾" },
] as const;

/** A whole number above zero: its largest unit, and after it the rest, each read the same way. */
function integerInWords(whole: number): string {
  const unit = UNITS.find(({ size }) => whole >= size);
  if (!unit) return DIGITS.charAt(whole);
  const rest = whole % unit.size;
  const head = integerInWords((whole - rest) / unit.size) + unit.word;
  if (rest === 0) return head;
  // The place right below the unit is empty: 1,005 is 壹仟零伍, where 1,500 is 壹仟伍佰.
  const gap = rest < unit.size / 10 ? "零" : "";
  return head + gap + integerInWords(rest);
}
