import type { Ctx, RowPolicy } from "../../kernel/access";
import type { AnyTable } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** What prices must know of the parties they are for. `main` plugs it in. */
export interface PriceNeighbours {
  /** Their table, with `code` and `name`, and who sees its rows: a supplier's price is seen by whoever sees the supplier. */
  readonly parties: AnyTable;
  readonly partyPolicy: RowPolicy;
  /** The price list that a customer was given; null: the default. */
  priceListOf(ctx: Ctx, customerId: Id): Promise<Id | null>;
  mayNameParty(ctx: Ctx, permission: string, partyId: Id): Promise<boolean>;
}

let installed: PriceNeighbours | null = null;

export function installPriceNeighbours(neighbours: PriceNeighbours): void {
  installed = neighbours;
}

export function priceNeighbours(): PriceNeighbours {
  assert(installed, "nobody answers for the prices' neighbours");
  return installed;
}
