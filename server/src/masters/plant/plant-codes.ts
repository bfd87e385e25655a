import type { LocationKind } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** A record of the plant as files name it. */
export interface CodedPlace {
  id: Id;
  code: string;
}

/** Warehouses in use, by code. */
export const warehousesByCode = (ctx: Ctx, codes: readonly string[]): Promise<CodedPlace[]> =>
  ctx.rows(
    `SELECT w.id, w.code FROM warehouses w
     WHERE w.tenant_id = :tenant AND w.active = 1 AND w.code IN :codes`,
    { codes },
  );

/** Work centers in use, by code. */
export const workCentersByCode = (ctx: Ctx, codes: readonly string[]): Promise<CodedPlace[]> =>
  ctx.rows(
    `SELECT c.id, c.code FROM work_centers c
     WHERE c.tenant_id = :tenant AND c.active = 1 AND c.code IN :codes`,
    { codes },
  );

/** Locations in use; a code is a location's within its warehouse. */
export const locationsByCode = (
  ctx: Ctx,
  codes: readonly string[],
): Promise<(CodedPlace & { warehouseId: Id; kind: LocationKind })[]> =>
  ctx.rows(
    `SELECT l.id, l.code, l.warehouse_id AS warehouseId, l.kind FROM locations l
     WHERE l.tenant_id = :tenant AND l.active = 1 AND l.code IN :codes`,
    { codes },
  );
