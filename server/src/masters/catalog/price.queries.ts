import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import type { PriceBreak } from "./price.rules";
import { priceNeighbours } from "./price-neighbours";
import { supplierPricePolicy } from "./price.policy";

export interface PriceListRecord {
  id: Id;
  code: string;
  name: string;
  includesTax: boolean;
  validFrom: Day | null;
  validTo: Day | null;
  isDefault: boolean;
  isActive: boolean;
  revision: number;
  lineCount: number;
}

export async function findPriceList(ctx: Ctx, priceListId: Id): Promise<PriceListRecord> {
  const found = await ctx.row<PriceListRecord>(
    `SELECT k.id, k.code, k.name, k.includes_tax AS includesTax, k.valid_from AS validFrom, k.valid_to AS validTo,
       k.is_default AS isDefault, k.is_active AS isActive, k.revision,
       (SELECT COUNT(*) FROM price_list_lines l WHERE l.tenant_id = :tenant AND l.price_list_id = k.id) AS lineCount
     FROM price_lists k WHERE k.tenant_id = :tenant AND k.id = :priceListId`,
    { priceListId },
  );
  return found ?? refuseNotFound("priceList");
}

/** The name of a price list in use, or with `alsoFormer` of any; undefined when there is none. For whoever names it. */
export async function namePriceList(
  ctx: Ctx,
  priceListId: Id,
  alsoFormer = false,
): Promise<string | undefined> {
  const row = await ctx.row<{ name: string }>(
    `SELECT k.name FROM price_lists k
     WHERE k.tenant_id = :tenant AND k.id = :priceListId AND (k.is_active = 1 OR :alsoFormer = 1)`,
    { priceListId, alsoFormer: alsoFormer ? 1 : 0 },
  );
  return row?.name;
}

/** The item's own unit, by item; items that the tenant does not have are absent. */
export async function ownUnits(ctx: Ctx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, Id>> {
  const rows = await ctx.rows<{ id: Id; unitId: Id }>(
    "SELECT i.id, i.unit_id AS unitId FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds",
    { itemIds },
  );
  return new Map(rows.map(({ id, unitId }) => [id, unitId]));
}

export async function knownUnits(ctx: Ctx, unitIds: readonly Id[]): Promise<ReadonlySet<Id>> {
  const rows = await ctx.rows<{ id: Id }>(
    "SELECT u.id FROM units u WHERE u.tenant_id = :tenant AND u.id IN :unitIds",
    { unitIds },
  );
  return new Set(rows.map(({ id }) => id));
}

/** A break of a list, with the list. */
export interface ListedBreak extends PriceBreak {
  readonly itemId: Id;
  readonly unitId: Id;
  readonly priceListId: Id;
  readonly code: string;
  readonly name: string;
  readonly includesTax: boolean;
  readonly isDefault: boolean;
}

/** Every break that the named list and the default one have for these items on a day, in one statement. */
export async function breaksFor(
  ctx: Ctx,
  priceListId: Id | null,
  itemIds: readonly Id[],
  on: Day,
): Promise<ListedBreak[]> {
  const rows = await ctx.rows<Texts<ListedBreak>>(
    `SELECT l.item_id AS itemId, l.unit_id AS unitId, l.min_quantity AS minQuantity, l.unit_price AS unitPrice,
       l.valid_from AS validFrom, l.valid_to AS validTo, k.id AS priceListId, k.code, k.name,
       k.includes_tax AS includesTax, k.is_default AS isDefault
     FROM price_list_lines l JOIN price_lists k ON k.tenant_id = :tenant AND k.id = l.price_list_id
     WHERE l.tenant_id = :tenant AND l.item_id IN :itemIds
       AND l.valid_from <= :on AND (l.valid_to IS NULL OR l.valid_to >= :on)
       AND k.is_active = 1 AND (k.is_default = 1 OR k.id = :priceListId)
       AND (k.valid_from IS NULL OR k.valid_from <= :on) AND (k.valid_to IS NULL OR k.valid_to >= :on)`,
    { priceListId, itemIds, on },
  );
  return rows.map(withFigures);
}

/** A break of a supplier's. */
export interface OfferedBreak extends PriceBreak {
  readonly supplierId: Id;
  readonly itemId: Id;
  readonly unitId: Id;
  readonly includesTax: boolean;
  readonly minimumOrder: Exact;
  readonly leadTimeDays: number | null;
}

/** Every break at which suppliers, or the one named, sell these items on a day, in one statement. */
export async function offersFor(
  ctx: Ctx,
  supplierId: Id | null,
  itemIds: readonly Id[],
  on: Day,
): Promise<OfferedBreak[]> {
  const rows = await ctx.rows<Texts<OfferedBreak> & { minimumOrder: string }>(
    `SELECT s.supplier_id AS supplierId, s.item_id AS itemId, s.unit_id AS unitId, s.min_quantity AS minQuantity,
       s.unit_price AS unitPrice, s.includes_tax AS includesTax, s.minimum_order AS minimumOrder,
       s.lead_time_days AS leadTimeDays, s.valid_from AS validFrom, s.valid_to AS validTo
     FROM supplier_prices s
     WHERE s.tenant_id = :tenant AND s.item_id IN :itemIds AND (:supplierId IS NULL OR s.supplier_id = :supplierId)
       AND s.valid_from <= :on AND (s.valid_to IS NULL OR s.valid_to >= :on)`,
    { supplierId, itemIds, on },
  );
  return rows.map((row) => ({ ...withFigures(row), minimumOrder: exact(row.minimumOrder) }));
}

type Texts<B extends PriceBreak> = Omit<B, "minQuantity" | "unitPrice" | "minimumOrder"> & {
  minQuantity: string;
  unitPrice: string;
};

const withFigures = <T extends { minQuantity: string; unitPrice: string }>(row: T) => ({
  ...row,
  minQuantity: exact(row.minQuantity),
  unitPrice: exact(row.unitPrice),
});

export interface SupplierPriceRecord {
  id: Id;
  supplierId: Id;
  supplierName: string;
  itemId: Id;
  itemCode: string;
  unitId: Id;
  minQuantity: string;
  unitPrice: string;
  includesTax: boolean;
  minimumOrder: string;
  leadTimeDays: number | null;
  validFrom: Day;
  validTo: Day | null;
  revision: number;
}

/** A supplier's price, if the supplier is within the actor's reach under the permission; otherwise not found. */
export async function findSupplierPrice(
  ctx: Ctx,
  permission: string,
  supplierPriceId: Id,
): Promise<SupplierPriceRecord> {
  const rule = rowPredicate(ctx.actor, supplierPricePolicy, permission, "s");
  const { table } = priceNeighbours().parties;
  const found = await ctx.row<SupplierPriceRecord>(
    `SELECT s.id, s.supplier_id AS supplierId, p.name AS supplierName, s.item_id AS itemId, i.code AS itemCode,
       s.unit_id AS unitId, s.min_quantity AS minQuantity, s.unit_price AS unitPrice, s.includes_tax AS includesTax,
       s.minimum_order AS minimumOrder, s.lead_time_days AS leadTimeDays, s.valid_from AS validFrom,
       s.valid_to AS validTo, s.revision
     FROM supplier_prices s
       JOIN ${table} p ON p.tenant_id = :tenant AND p.id = s.supplier_id
       JOIN items i ON i.tenant_id = :tenant AND i.id = s.item_id
     WHERE s.tenant_id = :tenant AND s.id = :supplierPriceId AND ${rule}`,
    { supplierPriceId },
  );
  return found ?? refuseNotFound("supplierPrice");
}
