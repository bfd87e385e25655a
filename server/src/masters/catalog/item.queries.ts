import type { ItemKind, SupplyMode, Tracking } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Parameter } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

export interface ItemRecord {
  id: Id;
  code: string;
  name: string;
  spec: string;
  unitId: Id;
  unitCode: string;
  unitPlaces: number;
  supplyMode: SupplyMode;
  leadTimeDays: number;
  lotMinimum: string;
  lotMultiple: string;
  lotFixed: string;
  safetyStock: string;
  homeWarehouseId: Id | null;
  standardCostPrice: string;
  defaultSupplierId: Id | null;
  isCustom: boolean;
  kind: ItemKind;
  tracking: Tracking;
  shelfLifeDays: number | null;
  catchUnitId: Id | null;
  catchUnitCode: string | null;
  overReceiptRate: string;
  underReceiptRate: string;
  inspectIncoming: boolean;
  isPhantom: boolean;
  backflush: boolean;
  defaultAlternative: string;
  active: boolean;
  custom: string | null;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
}

export async function findItem(ctx: Ctx, itemId: Id): Promise<ItemRecord> {
  const found = await ctx.row<ItemRecord>(
    `SELECT i.id, i.code, i.name, i.spec, i.unit_id AS unitId, u.code AS unitCode, u.places AS unitPlaces,
       i.supply_mode AS supplyMode, i.lead_time_days AS leadTimeDays, i.lot_minimum AS lotMinimum,
       i.lot_multiple AS lotMultiple, i.lot_fixed AS lotFixed, i.safety_stock AS safetyStock,
       i.home_warehouse_id AS homeWarehouseId, i.standard_cost_price AS standardCostPrice,
       i.default_supplier_id AS defaultSupplierId, i.is_custom AS isCustom, i.kind, i.tracking,
       i.shelf_life_days AS shelfLifeDays, i.catch_unit_id AS catchUnitId, k.code AS catchUnitCode,
       i.over_receipt_rate AS overReceiptRate, i.under_receipt_rate AS underReceiptRate,
       i.inspect_incoming AS inspectIncoming, i.is_phantom AS isPhantom, i.backflush, i.default_alternative AS defaultAlternative, i.active, i.custom, i.revision,
       i.created_at AS createdAt, i.updated_at AS updatedAt
     FROM items i JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
       LEFT JOIN units k ON k.tenant_id = :tenant AND k.id = i.catch_unit_id
     WHERE i.tenant_id = :tenant AND i.id = :itemId`,
    { itemId },
  );
  return found ?? refuseNotFound("item");
}

/** An item as other records name it. */
export interface NamedItem {
  id: Id;
  code: string;
  name: string;
  unitCode: string;
  active: boolean;
}

/** The names of items, by id; ids that are not the tenant's are absent. */
export async function nameItems(ctx: Ctx, itemIds: readonly Id[]): Promise<Map<Id, NamedItem>> {
  if (itemIds.length === 0) return new Map();
  const rows = await ctx.rows<NamedItem>(
    `SELECT i.id, i.code, i.name, u.code AS unitCode, i.active
     FROM items i JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether a query finds a row: for codes that must be new and references that must exist. */
export const exists = async (ctx: Ctx, sql: string, parameters: Record<string, Parameter>) =>
  (await ctx.row(sql, parameters)) !== undefined;
