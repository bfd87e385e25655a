import {
  amountOf,
  cents,
  dividedBy,
  exact,
  exactFromInteger,
  ONE,
  priceLine,
  sumCents,
  times,
  toDecimalText,
  totalLines,
  type Cents,
  type Exact,
  type LineAmounts,
} from "@quanlian/shared/domain";

/** One quantity of a line with its amounts. */
export interface PricedBreak extends LineAmounts {
  breakNo: number;
  quantity: Exact;
  unitPrice: Exact;
  discountRate: Exact;
  netPrice: Exact;
  priceListCode: string | null;
  /** Null: the cost is not known. */
  costCents: Cents | null;
}

/** What one quantity comes to: the discount is taken from the unit price, then the line is priced as any other. */
export function priceBreak(
  typed: {
    quantity: string;
    unitPrice: string;
    discountRate: string;
    priceListCode: string | null;
  },
  breakNo: number,
  terms: { taxRate: Exact; includesTax: boolean; unitCost: Exact | null },
): PricedBreak {
  const [quantity, unitPrice] = [exact(typed.quantity), exact(typed.unitPrice)];
  const discountRate = exact(typed.discountRate);
  const netPrice = times(unitPrice, ONE - discountRate);
  return {
    breakNo,
    quantity,
    unitPrice,
    discountRate,
    netPrice,
    priceListCode: typed.priceListCode,
    ...priceLine(quantity, netPrice, terms.taxRate, terms.includesTax),
    costCents: terms.unitCost === null ? null : amountOf(quantity, terms.unitCost),
  };
}

/** (price without tax − cost) ÷ price without tax, to six places; null without a cost or a price. */
export function marginRateOf(exclCents: Cents, costCents: Cents | null): Exact | null {
  if (costCents === null || exclCents === 0) return null;
  return dividedBy(exactFromInteger(exclCents - costCents), exactFromInteger(exclCents));
}

/** A line as its header counts it. */
export interface CountedLine {
  optional: boolean;
  breaks: readonly (LineAmounts & { costCents: Cents | null })[];
}

/** The header's figures: the lines that are not optional, each in its first quantity. Cost only when all of it is known. */
export function totalQuote(lines: readonly CountedLine[]) {
  const counted = lines.filter((line) => !line.optional).map((line) => line.breaks[0]!);
  const totals = totalLines(counted);
  const costs = counted.flatMap((one) => (one.costCents === null ? [] : [one.costCents]));
  const known = counted.length > 0 && costs.length === counted.length;
  const costCents = known ? sumCents(costs) : null;
  const marginCents = costCents === null ? null : cents(totals.exclCents - costCents);
  return { ...totals, costCents, marginCents };
}

/** A line beside the floor that its quote is held to. */
export interface FlooredLine {
  lineNo: number;
  name: string;
  goods: boolean;
  breaks: readonly { exclCents: Cents; costCents: Cents | null }[];
}

/** Why a quote needs agreement: per line, below the floor in one of its quantities, or goods of unknown cost. */
export interface FloorBreach {
  lineNo: number;
  name: string;
  /** Of its worst quantity; null: the cost is not known. */
  marginRate: Exact | null;
}

/**
 * The lines that a margin floor does not let pass. With a floor of zero only what is sold below cost; unknown costs of
 * goods count as a breach once a company demands a margin at all. What is given away (price zero) has lost all of its
 * cost.
 */
export function floorBreaches(lines: readonly FlooredLine[], floor: Exact | null): FloorBreach[] {
  if (floor === null) return [];
  return lines.flatMap(({ lineNo, name, goods, breaks }): FloorBreach[] => {
    const below = breaks.filter(
      ({ exclCents, costCents }) =>
        costCents !== null &&
        exactFromInteger(exclCents - costCents) < times(exactFromInteger(exclCents), floor),
    );
    const rates = below.map(
      ({ exclCents, costCents }) => marginRateOf(exclCents, costCents) ?? -ONE,
    );
    if (rates.length > 0) {
      const marginRate = rates.reduce((worst, rate) => (rate < worst ? rate : worst));
      return [{ lineNo, name, marginRate }];
    }
    const unknown = goods && floor > 0n && breaks.some(({ costCents }) => costCents === null);
    return unknown ? [{ lineNo, name, marginRate: null }] : [];
  });
}

/** The floor for a customer of a level: the level's own, else the company's. */
export function floorFor(
  settings: {
    marginFloor: string | null;
    levelFloors: readonly { level: string; marginFloor: string }[];
  },
  level: string,
): Exact | null {
  const own = settings.levelFloors.find((each) => each.level === level)?.marginFloor;
  const floor = own ?? settings.marginFloor;
  return floor === null ? null : exact(floor);
}

/** 0.075 → "7.5", for texts. */
export const percentText = (rate: Exact) => toDecimalText(rate * 100n);

/** Whether a quote is still open, or what its answers have made of it: with every line answered, one yes is enough. */
export function outcomeOf(
  lines: readonly { answer: "accepted" | "rejected" | null }[],
): "open" | "accepted" | "rejected" {
  if (lines.some((line) => line.answer === null)) return "open";
  return lines.some((line) => line.answer === "accepted") ? "accepted" : "rejected";
}
