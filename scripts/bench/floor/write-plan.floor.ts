import type { PoolConnection } from "mysql2/promise";
import { toDecimalText, type Day } from "@quanlian/shared/domain";
import { dayText, json, takeNumbers, text, type Floor } from "./floor";
import type { Demand, FloorPlan, Supply } from "./plan.floor";
import type { OpenSupplyRow, StockRow } from "./rows.floor";

/** What every row of one confirmation carries. */
export interface Stamp {
  floor: Floor;
  factId: string;
  today: Day;
  /** SQL literal of the instant. */
  now: string;
}

/** A document that came into being, for the trail. */
export interface NewDocument {
  type: string;
  id: string;
  number: string;
  after: Record<string, unknown>;
}

const number = toDecimalText;

/** Holds what the plan took from stock: the reservations, and the stock rows that were locked. */
export async function writeReservations(
  on: PoolConnection,
  { floor: { tenantId, nextId }, factId, now }: Stamp,
  plan: FloorPlan,
  stocks: ReadonlyMap<string, StockRow>,
): Promise<void> {
  const held = plan.demands.filter((demand) => demand.reserved > 0n);
  if (held.length === 0) return;
  const reservations = held.map(
    (demand) =>
      `(${nextId()},${tenantId},${demand.id},${demand.itemId},${demand.warehouseId},${number(demand.reserved)},${factId},${now})`,
  );
  await on.query(
    `INSERT INTO reservations (id, tenant_id, demand_id, item_id, warehouse_id, quantity, fact_id, created_at)
     VALUES ${reservations.join(",")}`,
  );
  const touched = new Set(
    held.map((demand) => stocks.get(`${demand.itemId}:${demand.warehouseId}`)!),
  );
  const rows = [...touched].map(
    (stock) =>
      `(${tenantId},${stock.itemId},${stock.warehouseId},${number(stock.onHand)},${number(stock.reserved)},${stock.valueCents})`,
  );
  await on.query(
    `INSERT INTO item_stocks (tenant_id, item_id, warehouse_id, on_hand, reserved, value_cents) VALUES ${rows.join(",")}
     ON DUPLICATE KEY UPDATE reserved = VALUES(reserved)`,
  );
}

/** Work orders with their recipes frozen in: three statements. Answers them for the trail. */
export async function writeWorkOrders(
  on: PoolConnection,
  stamp: Stamp,
  plan: FloorPlan,
): Promise<NewDocument[]> {
  const { floor, today, now } = stamp;
  const { tenantId, nextId } = floor;
  const made = plan.supplies.filter((supply) => supply.item.supplyMode === "make");
  if (made.length === 0) return [];
  const numbers = await takeNumbers(floor, "SCGD", today, made.length);
  const documents = made.map((supply, i) => ({
    type: "work_order",
    id: supply.id,
    number: numbers[i]!,
    after: {
      state: "planned",
      itemId: supply.item.id,
      quantity: number(supply.quantity),
      startOn: supply.startOn,
      dueOn: supply.dueOn,
    },
  }));
  const orders = made.map(
    (supply, i) =>
      `(${supply.id},${tenantId},'${documents[i]!.number}',${supply.item.id},${supply.warehouseId},'planned',${number(supply.quantity)},` +
      `${supply.recipe?.bomVersionId ?? "NULL"},${supply.recipe ? number(supply.recipe.baseQuantity) : 1},'${supply.startOn}','${supply.dueOn}',1,${now},${now})`,
  );
  await on.query(
    `INSERT INTO work_orders (id, tenant_id, number, item_id, warehouse_id, state, quantity, bom_version_id, base_quantity,
       start_on, due_on, revision, created_at, updated_at) VALUES ${orders.join(",")}`,
  );
  const materials = plan.demands.flatMap(({ id, parent, basis, itemId, warehouseId, quantity }) =>
    parent && basis
      ? `(${id},${tenantId},${parent.id},${basis.lineNo},${itemId},${warehouseId},${number(basis.perBase)},${number(basis.scrapRate)},${number(quantity)},0)`
      : [],
  );
  if (materials.length > 0) {
    await on.query(
      `INSERT INTO work_order_materials (id, tenant_id, work_order_id, line_no, item_id, warehouse_id, per_base, scrap_rate,
         quantity, issued_quantity) VALUES ${materials.join(",")}`,
    );
  }
  const operations = made.flatMap((supply) =>
    (supply.recipe?.operations ?? []).map(
      (each) =>
        `(${nextId()},${tenantId},${supply.id},${each.sequence},${text(each.name)},${each.workCenterId ?? "NULL"},` +
        `${number(each.setupMinutes)},${number(each.runMinutesPerUnit)},'waiting')`,
    ),
  );
  if (operations.length > 0) {
    await on.query(
      `INSERT INTO work_order_operations (id, tenant_id, work_order_id, sequence, name, work_center_id, setup_minutes,
         run_minutes_per_unit, state) VALUES ${operations.join(",")}`,
    );
  }
  return documents;
}

/** One requisition for all that must be bought: two statements. Answers it for the trail. */
export async function writeRequisition(
  on: PoolConnection,
  stamp: Stamp,
  plan: FloorPlan,
): Promise<NewDocument[]> {
  const { floor, factId, today, now } = stamp;
  const { tenantId } = floor;
  const bought = plan.supplies.filter((supply) => supply.item.supplyMode === "buy");
  if (bought.length === 0) return [];
  const id = floor.nextId();
  const [requisitionNumber = ""] = await takeNumbers(floor, "CGSQ", today, 1);
  await on.query(
    `INSERT INTO requisitions (id, tenant_id, number, origin, fact_id, requested_on, revision, created_at, updated_at)
     VALUES (${id},${tenantId},'${requisitionNumber}','plan',${factId},'${today}',1,${now},${now})`,
  );
  const lines = bought.map(
    (supply, i) =>
      `(${supply.id},${tenantId},${id},${i + 1},${supply.item.id},${supply.warehouseId},'open',${number(supply.quantity)},` +
      `'${supply.startOn}','${supply.neededOn}','${supply.dueOn}')`,
  );
  await on.query(
    `INSERT INTO requisition_lines (id, tenant_id, requisition_id, line_no, item_id, warehouse_id, state, quantity, order_by,
       needed_on, due_on) VALUES ${lines.join(",")}`,
  );
  const after = {
    lines: bought.map(({ item, quantity, dueOn }) => ({
      itemId: item.id,
      quantity: number(quantity),
      dueOn,
    })),
  };
  return [{ type: "requisition", id, number: requisitionNumber, after }];
}

/** Demands, supplies, the pegs between them, and what was taken of open supplies: four statements. */
export async function writePlan(
  on: PoolConnection,
  stamp: Stamp,
  plan: FloorPlan,
  openSupplies: ReadonlyMap<string, readonly OpenSupplyRow[]>,
): Promise<void> {
  const { floor, factId, now } = stamp;
  const { tenantId, nextId } = floor;
  await on.query(
    `INSERT INTO demands (id, tenant_id, source_type, source_id, parent_supply_id, item_id, warehouse_id, state, quantity,
       fulfilled, reserved, pegged, uncovered, needed_on, available_on, critical_supply_id, basis, custom, fact_id, created_at)
     VALUES ${plan.demands.map((demand) => demandRow(demand, tenantId, factId, now)).join(",")}`,
  );
  if (plan.supplies.length > 0) {
    await on.query(
      `INSERT INTO supplies (id, tenant_id, source_type, source_id, kind, item_id, warehouse_id, state, quantity,
         open_quantity, pegged, free_quantity, needed_quantity, lot_steps, firm, custom, low_level_code, fixed_days,
         routing_days, needed_on, ready_on, start_on, due_on, critical_demand_id, fact_id, created_at)
       VALUES ${plan.supplies.map((supply) => supplyRow(supply, tenantId, factId, now)).join(",")}`,
    );
  }
  if (plan.pegs.length > 0) {
    const pegs = plan.pegs.map(
      (peg) =>
        `(${nextId()},${tenantId},${peg.demandId},${peg.supplyId},${number(peg.quantity)},${factId},${now})`,
    );
    await on.query(
      `INSERT INTO pegs (id, tenant_id, demand_id, supply_id, quantity, fact_id, created_at) VALUES ${pegs.join(",")}`,
    );
  }
  const taken = [...openSupplies.values()].flat().filter((supply) => supply.taken > 0n);
  if (taken.length === 0) return;
  const cases = (value: (supply: OpenSupplyRow) => string) =>
    taken.map((supply) => `WHEN ${supply.id} THEN ${value(supply)}`).join(" ");
  await on.query(
    `UPDATE supplies SET pegged = CASE id ${cases((supply) => number(supply.pegged + supply.taken))} END,
       free_quantity = CASE id ${cases((supply) => number(supply.free))} END
     WHERE tenant_id = ${tenantId} AND id IN (${taken.map((supply) => supply.id).join(",")})`,
  );
}

function demandRow(demand: Demand, tenantId: string, factId: string, now: string): string {
  const { id, lineId, parent, basis } = demand;
  const source = lineId === null ? `'work_order_material',${id}` : `'order_line',${lineId}`;
  const storedBasis = basis && {
    lineNo: basis.lineNo,
    parentQuantity: number(basis.parentQuantity),
    perBase: number(basis.perBase),
    baseQuantity: number(basis.baseQuantity),
    scrapRate: number(basis.scrapRate),
    netQuantity: number(basis.net),
    scrapQuantity: number(basis.scrap),
    roundingQuantity: number(basis.rounding),
  };
  return (
    `(${id},${tenantId},${source},${parent?.id ?? "NULL"},${demand.itemId},${demand.warehouseId},'open',${number(demand.quantity)},` +
    `0,${number(demand.reserved)},${number(demand.pegged)},0,'${demand.neededOn}',${dayText(demand.availableOn)},` +
    `${demand.criticalSupplyId ?? "NULL"},${storedBasis ? json(storedBasis) : "NULL"},0,${factId},${now})`
  );
}

function supplyRow(supply: Supply, tenantId: string, factId: string, now: string): string {
  const { id, item, steps } = supply;
  const lotSteps = {
    minimum: number(steps.minimum),
    multiple: number(steps.multiple),
    fixed: number(steps.fixed),
    rounding: number(steps.rounding),
  };
  const source = item.supplyMode === "make" ? "work_order" : "requisition_line";
  return (
    `(${id},${tenantId},'${source}',${id},'${item.supplyMode}',${item.id},${supply.warehouseId},'open',${number(supply.quantity)},` +
    `${number(supply.quantity)},${number(supply.pegged)},${number(supply.quantity - supply.pegged)},${number(supply.needed)},` +
    `${json(lotSteps)},0,0,${supply.level},${item.leadTimeDays},${supply.routingDays},'${supply.neededOn}','${supply.readyOn}',` +
    `'${supply.startOn}','${supply.dueOn}',${supply.criticalDemandId ?? "NULL"},${factId},${now})`
  );
}
