import type { Ctx } from "../../kernel/access";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** What the plant must know of others: `main` plugs it in. */
export interface PlantNeighbours {
  /** Which of these ids are suppliers that the actor may name under the permission. */
  knownSuppliers(ctx: Ctx, permission: string, partyIds: readonly Id[]): Promise<ReadonlySet<Id>>;
}

let installed: PlantNeighbours | null = null;

export function installPlantNeighbours(neighbours: PlantNeighbours): void {
  installed = neighbours;
}

export function plantNeighbours(): PlantNeighbours {
  assert(installed, "nobody answers for the plant's neighbours");
  return installed;
}
