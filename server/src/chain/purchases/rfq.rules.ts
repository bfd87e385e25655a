import {
  addDays,
  allocateCents,
  dividedBy,
  exact,
  max,
  priceLine,
  splitTax,
  sumCents,
  type Cents,
  type Day,
  type Exact,
} from "@quanlian/shared/domain";
import type { StoredBreak } from "./rfq.model";

/** What is needed of one line. */
export interface AskedLine {
  id: string;
  quantity: Exact;
  dueOn: Day;
}

/** What one supplier says of one line. */
export interface OfferedLine {
  lineId: string;
  breaks: readonly StoredBreak[];
  minimumOrder: Exact;
  leadTimeDays: number | null;
}

export interface Offer {
  invitationId: string;
  includesTax: boolean;
  taxRate: Exact;
  freightCents: Cents;
  validUntil: Day | null;
  /** Only what he offers: what he declines is not here. */
  lines: readonly OfferedLine[];
}

/** An offer for one line, made comparable with the others. */
export interface Compared {
  lineId: string;
  invitationId: string;
  buysQuantity: Exact;
  unitPrice: Exact;
  goodsExclCents: Cents;
  freightExclCents: Cents;
  landedCents: Cents;
  landedUnitPrice: Exact;
  arrivesOn: Day | null;
  late: boolean;
  expired: boolean;
  best: boolean;
}

/** What must be bought to get a quantity: at least the supplier's minimum, and where his prices begin. */
export const buysFor = (quantity: Exact, { minimumOrder, breaks }: OfferedLine): Exact =>
  max(quantity, minimumOrder, exact(breaks[0]!.minQuantity));

/** The price for a quantity: that of the largest break that it reaches. Breaks ascend, and the first is within reach. */
export function priceFor(quantity: Exact, breaks: readonly StoredBreak[]): Exact {
  const reached = breaks.filter(({ minQuantity }) => exact(minQuantity) <= quantity);
  return exact((reached.at(-1) ?? breaks[0]!).unitPrice);
}

/**
 * Makes offers comparable. Each is taken at the quantity that must be bought of it, without tax, with its share of the
 * supplier's freight by value; what that comes to for each piece that is needed is the landed unit price. So a low price with a
 * large minimum, with freight, or quoted without tax, does not look better than it is.
 *
 * The best offer for a line is the one that lands cheapest; of two alike the one that comes first, then the one that was asked
 * first. An offer that has expired is never the best.
 */
export function compareOffers(
  asked: readonly AskedLine[],
  offers: readonly Offer[],
  today: Day,
): Compared[] {
  const byId = new Map(asked.map((line) => [line.id, line]));
  const compared = offers.flatMap((offer) => landed(offer, byId, today));
  const best = new Map<string, Compared>();
  for (const each of compared) {
    const former = best.get(each.lineId);
    if (!each.expired && (!former || isBetter(each, former))) best.set(each.lineId, each);
  }
  return compared.map((each) => ({ ...each, best: best.get(each.lineId) === each }));
}

function landed(offer: Offer, asked: ReadonlyMap<string, AskedLine>, today: Day): Compared[] {
  const { invitationId, includesTax, taxRate, validUntil } = offer;
  const goods = offer.lines.map((line) => {
    const { quantity, dueOn } = asked.get(line.lineId)!;
    const buysQuantity = buysFor(quantity, line);
    const unitPrice = priceFor(buysQuantity, line.breaks);
    const { exclCents } = priceLine(buysQuantity, unitPrice, taxRate, includesTax);
    const arrivesOn = line.leadTimeDays === null ? null : addDays(today, line.leadTimeDays);
    return { lineId: line.lineId, quantity, dueOn, buysQuantity, unitPrice, exclCents, arrivesOn };
  });
  const freight = splitTax({ amountCents: offer.freightCents, rate: taxRate, includesTax });
  const shares = shareFreight(
    freight.exclCents,
    goods.map(({ exclCents }) => exclCents),
  );
  return goods.map(({ lineId, quantity, dueOn, exclCents, ...line }, at) => {
    const landedCents = sumCents([exclCents, shares[at]!]);
    return {
      ...{ lineId, invitationId, buysQuantity: line.buysQuantity, unitPrice: line.unitPrice },
      ...{ goodsExclCents: exclCents, freightExclCents: shares[at]!, landedCents },
      landedUnitPrice: dividedBy(exact(landedCents), quantity * 100n),
      ...{ arrivesOn: line.arrivesOn, late: line.arrivesOn !== null && line.arrivesOn > dueOn },
      ...{ expired: validUntil !== null && validUntil < today, best: false },
    };
  });
}

/** By value; goods that cost nothing share it alike. */
function shareFreight(freight: Cents, goods: readonly Cents[]): Cents[] {
  if (goods.length === 0) return [];
  const isFree = goods.every((each) => each === 0);
  return allocateCents(
    freight,
    goods.map((each) => (isFree ? 1n : BigInt(each))),
  );
}

function isBetter(a: Compared, b: Compared): boolean {
  if (a.landedCents !== b.landedCents) return a.landedCents < b.landedCents;
  if (a.arrivesOn !== null && b.arrivesOn !== null && a.arrivesOn !== b.arrivesOn)
    return a.arrivesOn < b.arrivesOn;
  return false;
}
