/**
 * What the books must come to, computed apart from the product: written from the business rules alone, on whole pieces and
 * with the simplest means there are. Knows nothing of locks, levels or dates.
 */

export interface ModelLine {
  id: string;
  itemId: string;
  quantity: number;
}

export interface ModelOrder {
  id: string;
  customerId: string;
  state: "draft" | "confirmed" | "cancelled" | "closed_short";
  revision: number;
  inclCents: number;
  lines: readonly ModelLine[];
}

/** Lot rules in whole pieces; 0 for none. */
export interface ModelLot {
  minimum: number;
  multiple: number;
  fixed: number;
}

/** Totals that hold however operations interleave. */
export class BooksModel {
  readonly orders = new Map<string, ModelOrder>();
  readonly onHand = new Map<string, number>();

  adjust(lines: readonly { itemId: string; quantity: number }[]): void {
    for (const { itemId, quantity } of lines)
      this.onHand.set(itemId, (this.onHand.get(itemId) ?? 0) + quantity);
  }

  /** By customer: the sum of what is confirmed. */
  committed(): Map<string, number> {
    const sums = new Map<string, number>();
    for (const { customerId, inclCents, state } of this.orders.values())
      if (state === "confirmed") sums.set(customerId, (sums.get(customerId) ?? 0) + inclCents);
    return sums;
  }

  /** By item: what confirmed orders ask for. */
  wanted(): Map<string, number> {
    const sums = new Map<string, number>();
    for (const { state, lines } of this.orders.values()) {
      if (state !== "confirmed") continue;
      for (const { itemId, quantity } of lines)
        sums.set(itemId, (sums.get(itemId) ?? 0) + quantity);
    }
    return sums;
  }

  inState(...states: readonly ModelOrder["state"][]): ModelOrder[] {
    return [...this.orders.values()].filter((order) => states.includes(order.state));
  }
}

interface ModelSupply {
  quantity: number;
  /** By line key. */
  pegs: Map<string, number>;
}

const pegged = (supply: ModelSupply) => [...supply.pegs.values()].reduce((a, b) => a + b, 0);

/** A quantity by the lot rules: whole fixed lots, or at least the minimum in whole multiples. */
export function lotOf(needed: number, { minimum, multiple, fixed }: ModelLot): number {
  if (needed === 0) return 0;
  const upTo = (quantity: number, step: number) => Math.ceil(quantity / step) * step;
  if (fixed > 0) return upTo(needed, fixed);
  const least = Math.max(needed, minimum);
  return multiple > 0 ? upTo(least, multiple) : least;
}

/**
 * One bought item, orders one after the other, all wanted on the same day: what each line gets from stock and from
 * supply, and what is on order. Cancelling gives stock back, and supply falls to what its other lines need.
 */
export class SingleItemModel {
  onHand = 0;
  private readonly held = new Map<string, number>();
  private supplies: ModelSupply[] = [];

  constructor(private readonly lot: ModelLot) {}

  get reserved(): number {
    return [...this.held.values()].reduce((a, b) => a + b, 0);
  }

  get onOrder(): number {
    return this.supplies.reduce((sum, supply) => sum + supply.quantity, 0);
  }

  /** Whether the shelf can give so much without touching what is held. */
  canTake(quantity: number): boolean {
    return this.onHand - quantity >= this.reserved;
  }

  /** Lines of one order, in their order. Stock first, then what is on order and free, then one new lot for the sum. */
  confirm(lines: readonly { key: string; quantity: number }[]): void {
    const toBuy: { key: string; quantity: number }[] = [];
    for (const { key, quantity } of lines) {
      const fromStock = Math.min(quantity, this.onHand - this.reserved);
      this.held.set(key, fromStock);
      let left = quantity - fromStock;
      for (const supply of this.supplies) {
        const taken = Math.min(left, supply.quantity - pegged(supply));
        if (taken > 0) supply.pegs.set(key, taken);
        left -= taken;
      }
      if (left > 0) toBuy.push({ key, quantity: left });
    }
    const sum = toBuy.reduce((total, part) => total + part.quantity, 0);
    if (sum === 0) return;
    const pegs = new Map(toBuy.map((part) => [part.key, part.quantity]));
    this.supplies.push({ quantity: lotOf(sum, this.lot), pegs });
  }

  cancel(keys: readonly string[]): void {
    for (const key of keys) {
      this.held.delete(key);
      for (const supply of this.supplies) {
        if (!supply.pegs.delete(key)) continue;
        supply.quantity = Math.min(supply.quantity, lotOf(pegged(supply), this.lot));
      }
    }
    this.supplies = this.supplies.filter((supply) => supply.quantity > 0);
  }

  line(key: string): { reserved: number; planned: number } {
    const planned = this.supplies.reduce((sum, supply) => sum + (supply.pegs.get(key) ?? 0), 0);
    return { reserved: this.held.get(key) ?? 0, planned };
  }
}
