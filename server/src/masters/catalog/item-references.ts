import type { Ctx } from "../../kernel/access";
import type { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { catalogNeighbours } from "./catalog-neighbours";
import { exists } from "./item.queries";

/** Records of others that an input names for an item; null and undefined name nothing. */
interface Named {
  unitId?: Id;
  catchUnitId?: Id | null;
  homeWarehouseId?: Id | null;
  defaultSupplierId?: Id | null;
}

/** Notes every reference that the actor may not name, or that does not exist. */
export async function checkReferences(
  ctx: Ctx,
  faults: Faults,
  permission: string,
  { unitId, catchUnitId, homeWarehouseId, defaultSupplierId }: Named,
): Promise<void> {
  const neighbours = catalogNeighbours();
  for (const [field, id] of Object.entries({ unitId, catchUnitId })) {
    const sql = "SELECT u.id FROM units u WHERE u.tenant_id = :tenant AND u.id = :unitId";
    if (id && !(await exists(ctx, sql, { unitId: id }))) faults.unknown([field], id);
  }
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
