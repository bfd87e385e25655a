import type { InputOf, OutputOf } from "../../../api/operations";
import { millionths } from "../../../format/quantity";

export type Purchase = OutputOf<"portal.purchaseOrders.show">;
export type Line = Purchase["lines"][number];

/** What the supplier offers of a line instead; what is empty stays as it was ordered. */
export interface Offer {
  on: string;
  quantity: string;
  unitPrice: string;
}

export type Offers = Record<string, Offer>;

export const NO_OFFER: Offer = { on: "", quantity: "", unitPrice: "" };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const isOffer = ({ on, quantity, unitPrice }: Offer): boolean =>
  [on, quantity, unitPrice].some((text) => text.trim() !== "");

/** A day that is none, a quantity of nothing, a price that is no number. */
export const isFaultyOffer = ({ on, quantity, unitPrice }: Offer): boolean =>
  (on !== "" && !DAY.test(on)) ||
  (quantity !== "" && (millionths(quantity) ?? 0) <= 0) ||
  (unitPrice !== "" && millionths(unitPrice) === null);

/** The offers as the server is told. */
export function offersOf(
  lines: readonly Pick<Line, "id">[],
  offers: Offers,
): InputOf<"portal.purchaseOrders.counter">["lines"] {
  return lines.flatMap(({ id }) => {
    const offer = offers[id];
    if (!offer || !isOffer(offer)) return [];
    const { on, quantity, unitPrice } = offer;
    return [
      {
        lineId: id,
        ...(on === "" ? {} : { on }),
        ...(quantity === "" ? {} : { quantity }),
        ...(unitPrice === "" ? {} : { unitPrice }),
      },
    ];
  });
}
