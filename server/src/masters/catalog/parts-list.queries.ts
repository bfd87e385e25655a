import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { firstCodes, type Part } from "./parts-list.rules";

/** What the catalog already knows of a parts list. */
export interface KnownParts {
  /** Purchased items in use, by their exact name. */
  itemIds: Map<string, Id>;
  /** Codes that new parts might have taken. */
  takenCodes: string[];
  productId: Id | null;
  /** Quantities of the product's bill in force, by component; null when it has none for one piece. */
  bill: Map<Id, string> | null;
  /** The unit for what is counted in pieces. */
  unitId: Id | null;
}

/** Reads it in a fixed number of queries, however many parts there are. */
export async function readKnown(
  ctx: Ctx,
  productCode: string,
  parts: readonly Part[],
): Promise<KnownParts> {
  const names = parts.map(({ name }) => name);
  const product = await findProduct(ctx, productCode);
  return {
    itemIds: await findByName(ctx, names),
    takenCodes: await findTaken(ctx, names),
    productId: product,
    bill: product === null ? null : await billInForce(ctx, product),
    unitId: await findPiece(ctx),
  };
}

/** The product of a code and its version in force today. */
export async function effectiveBom(
  ctx: Ctx,
  code: string,
): Promise<{ itemId: Id; bomVersionId: Id | null } | null> {
  const itemId = await findProduct(ctx, code);
  if (itemId === null) return null;
  const version = await versionInForce(ctx, itemId);
  return { itemId, bomVersionId: version?.id ?? null };
}

async function findProduct(ctx: Ctx, code: string): Promise<Id | null> {
  const found = await ctx.row<{ id: Id }>(
    "SELECT i.id FROM items i WHERE i.tenant_id = :tenant AND i.code = :code",
    { code },
  );
  return found?.id ?? null;
}

/** The database compares names without regard to case; here they must be the very same. The oldest item wins. */
async function findByName(ctx: Ctx, names: readonly string[]): Promise<Map<string, Id>> {
  const rows = await ctx.rows<{ id: Id; name: string }>(
    `SELECT i.id, i.name FROM items i
     WHERE i.tenant_id = :tenant AND i.name IN :names AND i.supply_mode = 'buy' AND i.active = 1
     ORDER BY i.id DESC`,
    { names },
  );
  const wanted = new Set(names);
  return new Map(rows.filter(({ name }) => wanted.has(name)).map(({ name, id }) => [name, id]));
}

async function findTaken(ctx: Ctx, names: readonly string[]): Promise<string[]> {
  const rows = await ctx.rows<{ code: string }>(
    "SELECT i.code FROM items i WHERE i.tenant_id = :tenant AND i.code IN :codes",
    { codes: firstCodes(names) },
  );
  return rows.map(({ code }) => code);
}

async function findPiece(ctx: Ctx): Promise<Id | null> {
  const found = await ctx.row<{ id: Id }>(
    `SELECT u.id FROM units u WHERE u.tenant_id = :tenant AND u.code IN :codes ORDER BY u.id LIMIT 1`,
    { codes: ["pcs", "pc", "ea", "件", "个"] },
  );
  return found?.id ?? null;
}

interface VersionInForce {
  id: Id;
  baseQuantity: string;
}

const versionInForce = (ctx: Ctx, itemId: Id) =>
  ctx.row<VersionInForce>(
    `SELECT v.id, v.base_quantity AS baseQuantity FROM bom_versions v
       JOIN items i ON i.tenant_id = :tenant AND i.id = v.item_id AND i.default_alternative = v.alternative
     WHERE v.tenant_id = :tenant AND v.item_id = :itemId AND v.state = 'released'
       AND v.effective_from <= :today AND (v.effective_to IS NULL OR v.effective_to >= :today)
     ORDER BY v.effective_from DESC LIMIT 1`,
    { itemId, today: ctx.today },
  );

async function billInForce(ctx: Ctx, itemId: Id): Promise<Map<Id, string> | null> {
  const version = await versionInForce(ctx, itemId);
  if (!version || toDecimalText(exact(version.baseQuantity)) !== "1") return null;
  const rows = await ctx.rows<{ itemId: Id; perBase: string }>(
    `SELECT c.item_id AS itemId, c.per_base AS perBase FROM bom_components c
     WHERE c.tenant_id = :tenant AND c.bom_version_id = :bomVersionId`,
    { bomVersionId: version.id },
  );
  return new Map(rows.map(({ itemId, perBase }) => [itemId, toDecimalText(exact(perBase))]));
}
