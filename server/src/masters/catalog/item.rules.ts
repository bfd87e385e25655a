import type { Ctx } from "../../kernel/access";
import type { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { catalogNeighbours } from "./catalog-neighbours";

/** Records of others that an input names for an item; null and undefined name nothing. */
interface Named {
  homeWarehouseId?: Id | null;
  defaultSupplierId?: Id | null;
}

export async function checkReferences(
  ctx: Ctx,
  faults: Faults,
  permission: string,
  { homeWarehouseId, defaultSupplierId }: Named,
): Promise<void> {
  const neighbours = catalogNeighbours();
  if (
    homeWarehouseId &&
    !(await neighbours.knownWarehouses(ctx, [homeWarehouseId])).has(homeWarehouseId)
  ) {
    faults.unknown(["homeWarehouseId"], homeWarehouseId);
  }
  if (
    defaultSupplierId &&
    !(await neighbours.knownSuppliers(ctx, permission, [defaultSupplierId])).has(defaultSupplierId)
  ) {
    faults.unknown(["defaultSupplierId"], defaultSupplierId);
  }
}
