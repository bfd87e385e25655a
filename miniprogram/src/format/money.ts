/** Integer 分 as yuan with separators and two places. */
export function yuan(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${cents < 0 ? "−" : ""}${whole}.${digits.slice(-2)}`;
}

/** What was typed as yuan, in 分; null for what is no amount. */
export function centsOf(text: string): number | null {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/,/g, ""));
  if (!match) return null;
  const cents = Number(`${match[2]}${(match[3] ?? "").padEnd(2, "0")}`);
  return match[1] === "-" ? -cents : cents;
}

/** A unit price as it is read: at least two places, no zeros behind them. */
export function shownPrice(text: string): string {
  const [whole = "", rest = ""] = text.split(".");
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}.${rest.replace(/0+$/, "").padEnd(2, "0")}`;
}
