import type { PoolConnection, RowDataPacket } from "mysql2/promise";
import { addDays, exact, exactFromInteger, type Day } from "@quanlian/shared/domain";
import type { Floor } from "./floor";
import type {
  BalanceRow,
  ItemRow,
  LineRow,
  Masters,
  OpenSupplyRow,
  OperationRow,
  OrderRow,
  RecipeRow,
  StockRow,
} from "./rows.floor";

async function rows<T>(on: PoolConnection, sql: string): Promise<T[]> {
  const [found] = await on.query<RowDataPacket[]>(sql);
  return found as T[];
}

export async function lockOrder(
  on: PoolConnection,
  { tenantId }: Floor,
  orderId: string,
): Promise<OrderRow | undefined> {
  const [order] = await rows<OrderRow>(
    on,
    `SELECT id, number, state, revision, customer_id AS customerId, owner_id AS ownerId, department_id AS departmentId,
       ordered_on AS orderedOn, requested_on AS requestedOn, customer_reference AS customerReference,
       prices_include_tax AS pricesIncludeTax, incl_cents AS inclCents, excl_cents AS exclCents, tax_cents AS taxCents, note
     FROM sales_orders WHERE tenant_id = ${tenantId} AND id = ${orderId} FOR UPDATE`,
  );
  return order;
}

export function readLines(
  on: PoolConnection,
  { tenantId }: Floor,
  order: OrderRow,
): Promise<LineRow[]> {
  return rows<LineRow>(
    on,
    `SELECT l.id, l.line_no AS lineNo, l.mode, l.item_id AS itemId, i.code AS itemCode, i.name AS itemName, u.name AS unit,
       l.description, l.warehouse_id AS warehouseId, l.quantity, l.unit_id AS unitId,
       l.entered_quantity AS enteredQuantity, l.unit_factor AS unitFactor, l.unit_price AS unitPrice, l.tax_rate AS taxRate,
       l.incl_cents AS inclCents, l.excl_cents AS exclCents, l.tax_cents AS taxCents, l.requested_on AS requestedOn,
       p.name AS customerName, p.on_hold AS onHold, p.credit_limit_cents AS creditLimitCents
     FROM sales_order_lines l
       JOIN items i ON i.tenant_id = ${tenantId} AND i.id = l.item_id
       JOIN units u ON u.tenant_id = ${tenantId} AND u.id = l.unit_id
       JOIN parties p ON p.tenant_id = ${tenantId} AND p.id = l.customer_id
     WHERE l.tenant_id = ${tenantId} AND l.order_id = ${order.id} AND l.state = 'open' ORDER BY l.line_no`,
  );
}

export async function lockBalance(
  on: PoolConnection,
  { tenantId }: Floor,
  partyId: string,
): Promise<BalanceRow | undefined> {
  const [balance] = await rows<BalanceRow>(
    on,
    `SELECT receivable_cents AS receivableCents, advance_received_cents AS advanceReceivedCents,
       committed_cents AS committedCents
     FROM party_balances WHERE tenant_id = ${tenantId} AND party_id = ${partyId} FOR UPDATE`,
  );
  return balance;
}

interface ReachRow {
  id: string;
  supplyMode: "make" | "buy";
  unitPlaces: number;
  leadTimeDays: number;
  lotMinimum: string;
  lotMultiple: string;
  lotFixed: string;
  homeWarehouseId: string | null;
  bomVersionId: string | null;
  baseQuantity: string;
}

interface ComponentRow {
  bomVersionId: string;
  lineNo: number;
  itemId: string;
  perBase: string;
  scrapRate: string;
}

interface PlantRow {
  workingWeekdays: string;
  minutesPerDay: number;
  day: Day | null;
  works: number | null;
  warehouseId: string;
}

/** Items within reach with their recipes, and the plant: four statements, however deep. */
export async function readMasters(
  on: PoolConnection,
  floor: Floor,
  itemIds: readonly string[],
  today: Day,
): Promise<Masters> {
  const plant = await readPlant(on, floor, today);
  const items = new Map<string, ItemRow>();
  const recipes = new Map<string, RecipeRow>();
  const byVersion = new Map<string, RecipeRow>();
  for (const row of await readReach(on, floor, itemIds, today)) {
    items.set(row.id, {
      ...row,
      lotMinimum: exact(row.lotMinimum),
      lotMultiple: exact(row.lotMultiple),
      lotFixed: exact(row.lotFixed),
      homeWarehouseId: row.homeWarehouseId ?? plant.warehouseId,
    });
    if (row.bomVersionId === null) continue;
    const { bomVersionId } = row;
    const recipe = {
      bomVersionId,
      baseQuantity: exact(row.baseQuantity),
      components: [],
      operations: [],
    };
    recipes.set(row.id, recipe);
    byVersion.set(bomVersionId, recipe);
  }
  await fillRecipes(on, floor, byVersion);
  return { items, recipes, calendar: plant.calendar, minutesPerDay: plant.minutesPerDay };
}

async function readPlant(on: PoolConnection, { tenantId }: Floor, today: Day) {
  const found = await rows<PlantRow>(
    on,
    `SELECT k.working_weekdays AS workingWeekdays, k.minutes_per_day AS minutesPerDay, e.day, e.works, w.id AS warehouseId
     FROM calendars k
       JOIN warehouses w ON w.tenant_id = ${tenantId} AND w.default_slot = 1
       LEFT JOIN calendar_exceptions e ON e.tenant_id = ${tenantId} AND e.calendar_id = k.id
         AND e.day BETWEEN '${addDays(today, -30)}' AND '${addDays(today, 1_098)}'
     WHERE k.tenant_id = ${tenantId} AND k.default_slot = 1`,
  );
  const first = found[0];
  if (!first) throw new Error("The floor needs a calendar and a default warehouse");
  const exceptions = new Map<Day, boolean>();
  for (const { day, works } of found) if (day !== null) exceptions.set(day, works === 1);
  return {
    calendar: { workingWeekdays: JSON.parse(first.workingWeekdays) as number[], exceptions },
    minutesPerDay: exactFromInteger(first.minutesPerDay),
    warehouseId: first.warehouseId,
  };
}

function readReach(
  on: PoolConnection,
  { tenantId }: Floor,
  itemIds: readonly string[],
  today: Day,
): Promise<ReachRow[]> {
  const inForce = `v.state = 'released' AND v.effective_from <= '${today}' AND (v.effective_to IS NULL OR v.effective_to >= '${today}')`;
  return rows<ReachRow>(
    on,
    `WITH RECURSIVE reach (item_id) AS (
       SELECT i.id FROM items i WHERE i.tenant_id = ${tenantId} AND i.id IN (${itemIds.join(",")})
       UNION
       SELECT c.item_id FROM reach
         JOIN items m ON m.tenant_id = ${tenantId} AND m.id = reach.item_id AND m.supply_mode = 'make'
         JOIN bom_versions v ON v.tenant_id = ${tenantId} AND v.item_id = m.id AND ${inForce}
         JOIN bom_components c ON c.tenant_id = ${tenantId} AND c.bom_version_id = v.id)
     SELECT i.id, i.supply_mode AS supplyMode, u.places AS unitPlaces, i.lead_time_days AS leadTimeDays,
       i.lot_minimum AS lotMinimum, i.lot_multiple AS lotMultiple, i.lot_fixed AS lotFixed,
       i.home_warehouse_id AS homeWarehouseId, v.id AS bomVersionId, v.base_quantity AS baseQuantity
     FROM reach
       JOIN items i ON i.tenant_id = ${tenantId} AND i.id = reach.item_id
       JOIN units u ON u.tenant_id = ${tenantId} AND u.id = i.unit_id
       LEFT JOIN bom_versions v ON v.tenant_id = ${tenantId} AND v.item_id = i.id AND i.supply_mode = 'make' AND ${inForce}`,
  );
}

async function fillRecipes(
  on: PoolConnection,
  { tenantId }: Floor,
  byVersion: ReadonlyMap<string, RecipeRow>,
): Promise<void> {
  if (byVersion.size === 0) return;
  const versions = [...byVersion.keys()].join(",");
  const components = await rows<ComponentRow>(
    on,
    `SELECT bom_version_id AS bomVersionId, line_no AS lineNo, item_id AS itemId, per_base AS perBase, scrap_rate AS scrapRate
     FROM bom_components WHERE tenant_id = ${tenantId} AND bom_version_id IN (${versions}) ORDER BY bom_version_id, line_no`,
  );
  for (const { bomVersionId, lineNo, itemId, perBase, scrapRate } of components) {
    const component = { lineNo, itemId, perBase: exact(perBase), scrapRate: exact(scrapRate) };
    byVersion.get(bomVersionId)!.components.push(component);
  }
  const operations = await rows<
    Omit<OperationRow, "setupMinutes" | "runMinutesPerUnit"> & {
      bomVersionId: string;
      setupMinutes: string;
      runMinutesPerUnit: string;
    }
  >(
    on,
    `SELECT bom_version_id AS bomVersionId, sequence, name, work_center_id AS workCenterId, setup_minutes AS setupMinutes,
       run_minutes_per_unit AS runMinutesPerUnit
     FROM routing_operations WHERE tenant_id = ${tenantId} AND bom_version_id IN (${versions}) ORDER BY bom_version_id, sequence`,
  );
  for (const { bomVersionId, ...each } of operations) {
    const operation = {
      ...each,
      setupMinutes: exact(each.setupMinutes),
      runMinutesPerUnit: exact(each.runMinutesPerUnit),
    };
    byVersion.get(bomVersionId)!.operations.push(operation);
  }
}

/** Locks item × warehouse in ascending order; a place without a row gets one in a commit of its own, then all are locked. */
export async function lockStocks(
  on: PoolConnection,
  floor: Floor,
  itemIds: readonly string[],
  warehouseIds: readonly string[],
): Promise<Map<string, StockRow>> {
  const found = await rows<
    Omit<StockRow, "onHand" | "reserved"> & { onHand: string; reserved: string }
  >(
    on,
    `SELECT item_id AS itemId, warehouse_id AS warehouseId, on_hand AS onHand, reserved, value_cents AS valueCents
     FROM item_stocks FORCE INDEX (PRIMARY)
     WHERE tenant_id = ${floor.tenantId} AND item_id IN (${itemIds.join(",")}) AND warehouse_id IN (${warehouseIds.join(",")})
     ORDER BY item_id, warehouse_id FOR UPDATE`,
  );
  const known = new Set(found.map((row) => `${row.itemId}:${row.warehouseId}`));
  const missing = itemIds.flatMap((itemId) =>
    warehouseIds
      .filter((place) => !known.has(`${itemId}:${place}`))
      .map((place) => `(${floor.tenantId},${itemId},${place},0,0,0)`),
  );
  if (missing.length > 0) {
    await floor.sidePool.query(
      `INSERT INTO item_stocks (tenant_id, item_id, warehouse_id, on_hand, reserved, value_cents)
       VALUES ${missing.join(",")} ON DUPLICATE KEY UPDATE on_hand = on_hand`,
    );
    return lockStocks(on, floor, itemIds, warehouseIds);
  }
  return new Map(
    found.map((row) => [
      `${row.itemId}:${row.warehouseId}`,
      { ...row, onHand: exact(row.onHand), reserved: exact(row.reserved) },
    ]),
  );
}

/** Supply that nobody has pegged yet, by place, earliest due first. */
export async function readOpenSupplies(
  on: PoolConnection,
  { tenantId }: Floor,
  itemIds: readonly string[],
): Promise<Map<string, OpenSupplyRow[]>> {
  const found = await rows<{
    id: string;
    itemId: string;
    warehouseId: string;
    free: string;
    pegged: string;
    dueOn: Day;
  }>(
    on,
    `SELECT id, item_id AS itemId, warehouse_id AS warehouseId, free_quantity AS free, pegged, due_on AS dueOn
     FROM supplies
     WHERE tenant_id = ${tenantId} AND item_id IN (${itemIds.join(",")}) AND free_quantity > 0 AND custom = 0
     ORDER BY due_on, id`,
  );
  const byPlace = new Map<string, OpenSupplyRow[]>();
  for (const { id, itemId, warehouseId, free, pegged, dueOn } of found) {
    const key = `${itemId}:${warehouseId}`;
    const supply = { id, free: exact(free), pegged: exact(pegged), taken: 0n, dueOn };
    byPlace.set(key, [...(byPlace.get(key) ?? []), supply]);
  }
  return byPlace;
}
