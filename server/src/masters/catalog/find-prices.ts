import type { FoundPrice, InputOf, OutputOf, pricesContract } from "@quanlian/shared/contract";
import { day, exact, toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { priceNeighbours } from "./price-neighbours";
import {
  breaksFor,
  offersFor,
  ownUnits,
  type ListedBreak,
  type OfferedBreak,
} from "./price.queries";
import { cheaperBreak, reachedBreak } from "./price.rules";

/** So much of an item; without a unit in the item's own. */
export interface PricedLine {
  readonly itemId: Id;
  readonly quantity: Exact;
  readonly unitId?: Id;
}

/** What a customer pays per unit of a line, and why. */
export interface SalePrice {
  readonly itemId: Id;
  readonly unitId: Id;
  readonly unitPrice: Exact;
  readonly includesTax: boolean;
  readonly why: SalePriceReason;
}

export interface SalePriceReason {
  readonly priceListId: Id;
  readonly code: string;
  readonly name: string;
  /** The customer's own list, or the company's default one. */
  readonly list: "customer" | "default";
  readonly minQuantity: Exact;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly nextBreak: { readonly minQuantity: Exact; readonly unitPrice: Exact } | null;
}

interface Asked {
  customerId: Id | null;
  on: Day;
  lines: readonly PricedLine[];
}

/**
 * What a customer pays for each line on a day: from the list he was given, and where that has no price for the item, unit
 * and quantity, from the company's default list. In the order of the lines; undefined where no list has a price. A fixed
 * number of statements, however many lines.
 */
export async function findSalePrices(
  ctx: Ctx,
  { customerId, on, lines }: Asked,
): Promise<(SalePrice | undefined)[]> {
  const listId = customerId === null ? null : await priceNeighbours().priceListOf(ctx, customerId);
  const itemIds = [...new Set(lines.map(({ itemId }) => itemId))];
  const units = await ownUnits(ctx, itemIds);
  const breaks = await breaksFor(ctx, listId, itemIds, on);
  const byItem = grouped(breaks, ({ itemId, unitId }) => `${itemId} ${unitId}`);
  return lines.map(({ itemId, quantity, unitId = units.get(itemId) }) => {
    const all = byItem.get(`${itemId} ${unitId}`) ?? [];
    const lists = [
      all.filter(({ priceListId }) => priceListId === listId),
      all.filter(({ isDefault }) => isDefault),
    ];
    for (const list of lists) {
      const reached = reachedBreak(list, quantity, on);
      if (reached) return priced(list, reached, quantity, on, listId);
    }
    return undefined;
  });
}

function priced(
  list: readonly ListedBreak[],
  reached: ListedBreak,
  quantity: Exact,
  on: Day,
  listId: Id | null,
): SalePrice {
  const { itemId, unitId, unitPrice, includesTax, priceListId, code, name } = reached;
  const { minQuantity, validFrom, validTo } = reached;
  const next = cheaperBreak(list, quantity, unitPrice, on);
  return {
    ...{ itemId, unitId, unitPrice, includesTax },
    why: {
      ...{ priceListId, code, name, minQuantity, validFrom, validTo },
      list: priceListId === listId ? "customer" : "default",
      nextBreak: next ? { minQuantity: next.minQuantity, unitPrice: next.unitPrice } : null,
    },
  };
}

/** What a supplier asks for a line. */
export interface SupplierOffer {
  readonly supplierId: Id;
  readonly itemId: Id;
  readonly unitId: Id;
  readonly unitPrice: Exact;
  readonly includesTax: boolean;
  /** The break that was reached. */
  readonly minQuantity: Exact;
  readonly minimumOrder: Exact;
  /** The quantity is below the supplier's minimum order: it costs as much as that. */
  readonly belowMinimum: boolean;
  readonly leadTimeDays: number | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/**
 * What each supplier, or the one named, asks for each line on a day: one offer per supplier, the cheapest as stated first
 * (whether with tax is told, not reckoned), then the fastest. In the order of the lines; empty where nobody has a price.
 * For the books: the caller masks what its reader may not see.
 */
export async function findSupplierPrices(
  ctx: Ctx,
  {
    supplierId = null,
    on,
    lines,
  }: { supplierId?: Id | null; on: Day; lines: readonly PricedLine[] },
): Promise<SupplierOffer[][]> {
  const itemIds = [...new Set(lines.map(({ itemId }) => itemId))];
  const units = await ownUnits(ctx, itemIds);
  const breaks = await offersFor(ctx, supplierId, itemIds, on);
  const byItem = grouped(breaks, ({ itemId, unitId }) => `${itemId} ${unitId}`);
  return lines.map(({ itemId, quantity, unitId = units.get(itemId) }) => {
    const bySupplier = grouped(byItem.get(`${itemId} ${unitId}`) ?? [], (each) => each.supplierId);
    return [...bySupplier.values()]
      .map((offered) => reachedBreak(offered, quantity, on))
      .filter((reached) => reached !== undefined)
      .map((reached) => ({ ...reached, belowMinimum: quantity < reached.minimumOrder }))
      .sort(cheapestFirst);
  });
}

const cheapestFirst = (a: OfferedBreak, b: OfferedBreak): number => {
  if (a.unitPrice !== b.unitPrice) return a.unitPrice < b.unitPrice ? -1 : 1;
  return (a.leadTimeDays ?? Infinity) - (b.leadTimeDays ?? Infinity) || 0;
};

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

type Find = (typeof pricesContract)["prices.find"];

/** The same for whoever types a quote or an order: the customer must be one that he may name. */
export async function showPrices(ctx: Ctx, input: InputOf<Find>): Promise<OutputOf<Find>> {
  const { customerId, on = ctx.today } = input;
  const faults = new Faults(ctx.language);
  if (
    customerId !== null &&
    !(await priceNeighbours().mayNameParty(ctx, "prices.find", customerId))
  )
    faults.unknown(["customerId"], customerId);
  const units = await ownUnits(
    ctx,
    input.lines.map(({ itemId }) => itemId),
  );
  input.lines.forEach(({ itemId }, at) => {
    if (!units.has(itemId)) faults.unknown(["lines", at, "itemId"], itemId);
  });
  faults.refuse();

  const lines = input.lines.map(({ itemId, unitId, quantity }) => ({
    itemId,
    quantity: exact(quantity),
    unitId: unitId ?? units.get(itemId)!,
  }));
  const prices = await findSalePrices(ctx, { customerId, on: day(on), lines });
  return { lines: lines.map((line, at) => presentPrice(line, prices[at])) };
}

function presentPrice(
  { itemId, unitId, quantity }: Required<PricedLine>,
  price: SalePrice | undefined,
): FoundPrice {
  const asked = { itemId, unitId, quantity: toDecimalText(quantity) };
  if (!price) return { ...asked, unitPrice: null, includesTax: true, why: null };
  const { minQuantity, nextBreak, ...why } = price.why;
  return {
    ...asked,
    unitPrice: toDecimalText(price.unitPrice),
    includesTax: price.includesTax,
    why: {
      ...why,
      minQuantity: toDecimalText(minQuantity),
      nextBreak: nextBreak && {
        minQuantity: toDecimalText(nextBreak.minQuantity),
        unitPrice: toDecimalText(nextBreak.unitPrice),
      },
    },
  };
}
