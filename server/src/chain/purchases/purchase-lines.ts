import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import {
  day,
  exact,
  priceLine,
  ZERO,
  type Day,
  type Exact,
  type LineAmounts,
} from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { findSupplierPrices } from "../../masters/catalog";
import type { SupplierTerms } from "../../masters/parties";

export type PurchaseInput = InputOf<(typeof purchaseOrdersContract)["purchaseOrders.create"]>;

/** A line that may be written: what it orders is there and free, and its amounts are computed. */
export interface WantedLine extends LineAmounts {
  requisitionLineId: Id | null;
  itemId: Id;
  warehouseId: Id;
  quantity: Exact;
  unitPrice: Exact;
  taxRate: Exact;
  dueOn: Day;
  orderLineId: Id | null;
  shipTo: object | null;
  itemCode: string;
  itemName: string;
  unitName: string;
}

interface PoolLine {
  id: Id;
  state: string;
  itemId: Id;
  warehouseId: Id;
  quantity: string;
  dueOn: Day;
  orderLineId: Id | null;
  shipTo: string | null;
}

/** A line as somebody names it: a requisition line of the pool, or an item by hand. */
type NamedLine = Pick<
  PurchaseInput["lines"][number],
  "requisitionLineId" | "itemId" | "warehouseId" | "quantity" | "dueOn"
>;

/** What a named line is about; `needed` is what the pool asks for, null by hand. */
export type PlacedLine = Omit<WantedLine, "unitPrice" | "taxRate" | keyof LineAmounts> & {
  needed: Exact | null;
};

/**
 * Checks the lines of an order against the pool and the masters, and prices them: as typed, or as the supplier's price list
 * says for the quantity, or 0, which an issue asks to be filled in. Every fault of every line at once.
 */
export async function checkPurchaseLines(
  tx: Tx,
  { lines, pricesIncludeTax }: PurchaseInput,
  supplier: SupplierTerms,
): Promise<WantedLine[]> {
  const placed = await placeLines(tx, lines);
  refuseBelowNeed(placed);
  const offers = await findSupplierPrices(tx, {
    supplierId: supplier.id,
    on: tx.today,
    lines: placed,
  });
  return placed.map(({ needed: _, ...line }, at) => {
    const typed = lines[at]!;
    const offer = offers[at]![0];
    const isSame = offer?.includesTax === pricesIncludeTax;
    const unitPrice = typed.unitPrice ?? (offer && isSame ? offer.unitPrice : null);
    const price = typeof unitPrice === "string" ? exact(unitPrice) : (unitPrice ?? ZERO);
    const taxRate = typed.taxRate === undefined ? supplier.taxRate : exact(typed.taxRate);
    const amounts = priceLine(line.quantity, price, taxRate, pricesIncludeTax);
    return { ...line, unitPrice: price, taxRate, ...amounts };
  });
}

/**
 * Finds what the named lines are about, and where it is to come: what is still free in the pool, or an item that can be
 * bought. Every fault of every line at once.
 */
export async function placeLines(tx: Tx, lines: readonly NamedLine[]): Promise<PlacedLine[]> {
  const pool = await readPool(tx, lines);
  const items = await readItems(tx, [
    ...lines.flatMap((line) => line.itemId ?? []),
    ...[...pool.values()].map((line) => line.itemId),
  ]);
  const warehouses = await readWarehouses(tx, lines);
  const faults = new Faults(tx.language);
  lines.forEach((line, at) => {
    if (line.requisitionLineId !== undefined && !pool.has(line.requisitionLineId))
      faults.unknown(["lines", at, "requisitionLineId"], line.requisitionLineId);
    if (line.itemId !== undefined && !items.get(line.itemId)?.isUsable)
      faults.unknown(["lines", at, "itemId"], line.itemId);
    if (line.warehouseId !== undefined && !warehouses.known.has(line.warehouseId))
      faults.unknown(["lines", at, "warehouseId"], line.warehouseId);
  });
  noteTwice(faults, lines);
  faults.refuse();
  refuseTaken(pool);
  return lines.map((line) => {
    const place = placed(line, pool, warehouses.usual ?? "0", items);
    const { itemCode, itemName, unitName } = items.get(place.itemId)!;
    return { ...place, itemCode, itemName, unitName };
  });
}

async function readPool(tx: Tx, lines: readonly NamedLine[]): Promise<Map<Id, PoolLine>> {
  const ids = lines.flatMap((line) => line.requisitionLineId ?? []);
  const rows = await tx.rows<PoolLine>(
    `SELECT l.id, l.state, l.item_id AS itemId, l.warehouse_id AS warehouseId, l.quantity, l.due_on AS dueOn,
       l.order_line_id AS orderLineId, l.ship_to AS shipTo
     FROM requisition_lines l WHERE l.tenant_id = :tenant AND l.id IN :ids ORDER BY l.id`,
    { ids: sortedIds(ids) },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

interface BoughtItem {
  id: Id;
  homeId: Id | null;
  itemCode: string;
  itemName: string;
  unitName: string;
  isUsable: boolean;
}

async function readItems(tx: Tx, itemIds: readonly Id[]): Promise<Map<Id, BoughtItem>> {
  const rows = await tx.rows<BoughtItem>(
    `SELECT i.id, i.home_warehouse_id AS homeId, i.code AS itemCode, i.name AS itemName, u.name AS unitName,
       i.active = 1 AND i.kind = 'goods' AS isUsable
     FROM items i JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds: sortedIds(itemIds) },
  );
  return new Map(rows.map((row) => [row.id, { ...row, isUsable: Boolean(Number(row.isUsable)) }]));
}

async function readWarehouses(tx: Tx, lines: readonly NamedLine[]) {
  const rows = await tx.rows<{ id: Id; isDefault: boolean }>(
    `SELECT w.id, w.is_default AS isDefault FROM warehouses w
     WHERE w.tenant_id = :tenant AND w.active = 1 AND (w.is_default = 1 OR w.id IN :ids)`,
    { ids: lines.flatMap((line) => line.warehouseId ?? []) },
  );
  const usual = rows.find((row) => Boolean(row.isDefault))?.id;
  return { known: new Set(rows.map(({ id }) => id)), usual };
}

function noteTwice(faults: Faults, lines: readonly NamedLine[]): void {
  const seen = new Set<Id>();
  lines.forEach(({ requisitionLineId }, at) => {
    if (requisitionLineId === undefined) return;
    if (seen.has(requisitionLineId))
      faults.add(["lines", at, "requisitionLineId"], "issue.duplicate");
    seen.add(requisitionLineId);
  });
}

/** What another buyer has taken. */
function refuseTaken(pool: ReadonlyMap<Id, PoolLine>): void {
  const taken = [...pool.values()].filter(({ state }) => state !== "open");
  if (taken.length > 0)
    refuse("purchase.line_taken", { requisitionLineIds: taken.map(({ id }) => id) });
}

/** What is ordered in less than the plan asks for. */
function refuseBelowNeed(lines: readonly PlacedLine[]): void {
  const less = lines.filter(({ needed, quantity }) => needed !== null && quantity < needed);
  if (less.length === 0) return;
  refuse("purchase.below_need", {
    requisitionLineIds: less.map(({ requisitionLineId }) => requisitionLineId),
  });
}

function placed(
  line: NamedLine,
  pool: ReadonlyMap<Id, PoolLine>,
  usualWarehouseId: Id,
  items: ReadonlyMap<Id, BoughtItem>,
) {
  if (line.requisitionLineId === undefined) {
    const itemId = line.itemId!;
    const warehouseId = line.warehouseId ?? items.get(itemId)!.homeId ?? usualWarehouseId;
    const quantity = exact(line.quantity!);
    const noCustomer = { orderLineId: null, shipTo: null };
    return {
      ...{ requisitionLineId: null, itemId, warehouseId, quantity, needed: null },
      ...{ dueOn: day(line.dueOn!), ...noCustomer },
    };
  }
  const { id, itemId, warehouseId, quantity, dueOn, orderLineId, shipTo } = pool.get(
    line.requisitionLineId,
  )!;
  return {
    ...{ requisitionLineId: id, itemId, warehouseId, orderLineId },
    quantity: exact(line.quantity ?? quantity),
    needed: exact(quantity),
    dueOn: line.dueOn === undefined ? dueOn : day(line.dueOn),
    shipTo: shipTo === null ? null : (JSON.parse(shipTo) as object),
  };
}
