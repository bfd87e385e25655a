import {
  amountOf,
  ONE,
  timesRatio,
  toDecimalText,
  toYuanText,
  type Cents,
  type Exact,
} from "@quanlian/shared/domain";
import type { ApprovalReason } from "../../workflow";
import type { Rules } from "./order-rules";

/** A line as the rules of approval look at it. */
export interface JudgedLine {
  lineNo: number;
  quantity: Exact;
  unitPrice: Exact;
  exclCents: Cents;
  /** The price list's, for the unit and tax as entered; null where no list has one. */
  listPrice: Exact | null;
  /** Of one in the item's own unit, in 元; null for free text. */
  standardCost: Exact | null;
}

/**
 * Why an order needs agreement before it is confirmed: its amount, a line far below the list, a margin too thin. All reasons;
 * none where no rule asks.
 */
export function approvalReasons(
  rules: Rules,
  inclCents: Cents,
  lines: readonly JudgedLine[],
): ApprovalReason[] {
  return [
    ...aboveAmount(rules, inclCents),
    ...belowList(rules, lines),
    ...belowMargin(rules, lines),
  ];
}

function aboveAmount({ aboveCents }: Rules, inclCents: Cents): ApprovalReason[] {
  if (aboveCents === null || inclCents <= aboveCents) return [];
  const facts = { orderYuan: toYuanText(inclCents), limitYuan: toYuanText(aboveCents) };
  return [{ code: "order_amount", facts }];
}

function belowList({ discountRate }: Rules, lines: readonly JudgedLine[]): ApprovalReason[] {
  if (discountRate === null) return [];
  // Price < list × (1 − rate), multiplied out so that nothing is rounded.
  const cheap = lines.filter(
    ({ unitPrice, listPrice }) =>
      listPrice !== null && unitPrice * ONE < listPrice * (ONE - discountRate),
  );
  if (cheap.length === 0) return [];
  const facts = {
    lines: cheap.map((line) => line.lineNo).join(", "),
    discountRate: toDecimalText(discountRate),
  };
  return [{ code: "order_discount", facts }];
}

function belowMargin({ marginRate }: Rules, lines: readonly JudgedLine[]): ApprovalReason[] {
  if (marginRate === null) return [];
  const costed = lines.filter((line) => line.standardCost !== null);
  const sales = costed.reduce((sum, line) => sum + BigInt(line.exclCents), 0n);
  const cost = costed.reduce(
    (sum, line) => sum + BigInt(amountOf(line.quantity, line.standardCost!)),
    0n,
  );
  // (sales − cost) ÷ sales < rate
  if (sales === 0n || (sales - cost) * ONE >= sales * marginRate) return [];
  const facts = {
    marginRate: toDecimalText(timesRatio(ONE, sales - cost, sales)),
    floorRate: toDecimalText(marginRate),
  };
  return [{ code: "order_margin", facts, masks: { marginRate: "margin", floorRate: "margin" } }];
}
