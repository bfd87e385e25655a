import { ONE, toDecimalText, toYuanText, type Cents, type Exact } from "@quanlian/shared/domain";
import type { ApprovalReason } from "../../workflow";
import type { Rules } from "./purchase-rules";

/** A line as the rules of approval look at it. */
export interface JudgedLine {
  lineNo: number;
  unitPrice: Exact;
  taxRate: Exact;
  /** The supplier's own, for the quantity; null where he has none. */
  listed: { unitPrice: Exact; includesTax: boolean } | null;
}

/**
 * Why an order needs agreement: its amount, or lines far above the supplier's price list. All reasons; none where no rule asks.
 */
export const approvalReasons = (
  rules: Rules,
  inclCents: Cents,
  pricesIncludeTax: boolean,
  lines: readonly JudgedLine[],
): ApprovalReason[] => [
  ...aboveAmount(rules, inclCents),
  ...aboveList(rules, pricesIncludeTax, lines),
];

function aboveAmount({ aboveCents }: Rules, inclCents: Cents): ApprovalReason[] {
  if (aboveCents === null || inclCents <= aboveCents) return [];
  const facts = { orderYuan: toYuanText(inclCents), limitYuan: toYuanText(aboveCents) };
  return [{ code: "purchase_amount", facts, masks: { orderYuan: "cost", limitYuan: "cost" } }];
}

function aboveList(
  { increaseRate }: Rules,
  pricesIncludeTax: boolean,
  lines: readonly JudgedLine[],
): ApprovalReason[] {
  if (increaseRate === null) return [];
  const dear = lines.filter(
    ({ unitPrice, taxRate, listed }) =>
      listed !== null &&
      // price > list × (1 + rate), both with tax, multiplied out so that nothing is rounded
      unitPrice * taxed(pricesIncludeTax, taxRate) * ONE >
        listed.unitPrice * taxed(listed.includesTax, taxRate) * (ONE + increaseRate),
  );
  if (dear.length === 0) return [];
  const facts = {
    lines: dear.map(({ lineNo }) => lineNo).join(", "),
    increaseRate: toDecimalText(increaseRate),
  };
  return [{ code: "purchase_increase", facts }];
}

/** By what a price is multiplied to be one with tax. */
const taxed = (includesTax: boolean, taxRate: Exact): Exact => (includesTax ? ONE : ONE + taxRate);
