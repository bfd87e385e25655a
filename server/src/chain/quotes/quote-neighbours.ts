import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** What a quote must know of a deal that it names. */
export interface NamedDeal {
  customerId: Id;
}

/** What quotes ask of their neighbours; plugged in by `main`. */
export interface QuoteNeighbours {
  /** A deal that the actor may see; undefined where there is none such. */
  findNamedDeal(ctx: Ctx, dealId: Id): Promise<NamedDeal | undefined>;
}

let neighbours: QuoteNeighbours | undefined;

export function installQuoteNeighbours(installed: QuoteNeighbours): void {
  neighbours = installed;
}

export function quoteNeighbours(): QuoteNeighbours {
  if (!neighbours) throw new Error("Quotes have no neighbours: installQuoteNeighbours");
  return neighbours;
}
