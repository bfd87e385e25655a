import type { Location, Warehouse, WorkCenter } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Exact } from "@quanlian/shared/domain";
import { isMasked, may, type Ctx } from "../../kernel/access";
import type { Parameter } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** A plant has dozens of each, not thousands. */
export const MOST = 2000;

export type Bare<T> = Omit<T, "actions">;

export const shown = <T>(ctx: Ctx, update: string, rows: T[]): (T & { actions: string[] })[] =>
  rows.map((row) => ({ ...row, actions: may(ctx.actor, update) ? [update] : [] }));

const WAREHOUSES = `
  SELECT w.id, w.code, w.name, w.is_default AS isDefault, w.active, w.revision
  FROM warehouses w WHERE w.tenant_id = :tenant`;

export async function listWarehouses(ctx: Ctx): Promise<{ rows: Warehouse[] }> {
  const rows = await ctx.rows<Bare<Warehouse>>(`${WAREHOUSES} ORDER BY w.code LIMIT ${MOST}`);
  return { rows: shown(ctx, "warehouses.update", rows) };
}

export async function findWarehouse(ctx: Ctx, warehouseId: Id): Promise<Warehouse> {
  const rows = await ctx.rows<Bare<Warehouse>>(`${WAREHOUSES} AND w.id = :warehouseId`, {
    warehouseId,
  });
  return shown(ctx, "warehouses.update", rows)[0] ?? refuseNotFound("warehouse");
}

const LOCATIONS = `
  SELECT l.id, l.warehouse_id AS warehouseId, l.code, l.kind, NULLIF(l.party_id, 0) AS partyId, l.active, l.revision
  FROM locations l WHERE l.tenant_id = :tenant`;

export async function listLocations(
  ctx: Ctx,
  { warehouseId }: { warehouseId: Id },
): Promise<{ rows: Location[] }> {
  await findWarehouse(ctx, warehouseId);
  const sql = `${LOCATIONS} AND l.warehouse_id = :warehouseId ORDER BY l.code LIMIT ${MOST}`;
  const rows = await ctx.rows<Bare<Location>>(sql, { warehouseId });
  return { rows: shown(ctx, "locations.update", rows) };
}

export async function findLocation(ctx: Ctx, locationId: Id): Promise<Location> {
  const rows = await ctx.rows<Bare<Location>>(`${LOCATIONS} AND l.id = :locationId`, {
    locationId,
  });
  return shown(ctx, "locations.update", rows)[0] ?? refuseNotFound("location");
}

const WORK_CENTERS = `
  SELECT c.id, c.code, c.name, c.minutes_per_day AS minutesPerDay, c.calendar_id AS calendarId,
    c.capacity_count AS capacityCount, c.efficiency_rate AS efficiencyRate, c.cost_rate_per_hour AS costRatePerHour,
    c.active, c.revision
  FROM work_centers c WHERE c.tenant_id = :tenant`;

export async function listWorkCenters(ctx: Ctx): Promise<{ rows: WorkCenter[] }> {
  const rows = await ctx.rows<Bare<WorkCenter>>(`${WORK_CENTERS} ORDER BY c.code LIMIT ${MOST}`);
  return { rows: shownCenters(ctx, rows) };
}

export async function findWorkCenter(ctx: Ctx, workCenterId: Id): Promise<WorkCenter> {
  const rows = await ctx.rows<Bare<WorkCenter>>(`${WORK_CENTERS} AND c.id = :workCenterId`, {
    workCenterId,
  });
  return shownCenters(ctx, rows)[0] ?? refuseNotFound("workCenter");
}

function shownCenters(ctx: Ctx, rows: Bare<WorkCenter>[]): WorkCenter[] {
  const masked = isMasked(ctx.actor, "workCenters.list", "cost");
  return shown(ctx, "workCenters.update", rows).map((row) => ({
    ...row,
    efficiencyRate: toDecimalText(exact(row.efficiencyRate)),
    costRatePerHour: masked ? null : toDecimalText(exact(row.costRatePerHour!)),
  }));
}

/** What an hour of these work centers costs, in 元: for those who compute with it; whoever shows it masks it. */
export async function centerRates(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Exact>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.rows<{ id: Id; rate: string }>(
    `SELECT c.id, c.cost_rate_per_hour AS rate FROM work_centers c
     WHERE c.tenant_id = :tenant AND c.id IN :ids`,
    { ids },
  );
  return new Map(rows.map(({ id, rate }) => [id, exact(rate)]));
}

/** Whether a query finds a row: for codes that must be new and references that must exist. */
export const exists = async (ctx: Ctx, sql: string, parameters: Record<string, Parameter>) =>
  (await ctx.row(sql, parameters)) !== undefined;

/** Which of these ids are warehouses in use, for other masters that name one. */
export const knownWarehouses = (ctx: Ctx, ids: readonly Id[]): Promise<ReadonlySet<Id>> =>
  knownIds(
    ctx,
    "SELECT w.id FROM warehouses w WHERE w.tenant_id = :tenant AND w.active = 1 AND w.id IN :ids",
    ids,
  );

/** Which of these ids are work centers in use. */
export const knownWorkCenters = (ctx: Ctx, ids: readonly Id[]): Promise<ReadonlySet<Id>> =>
  knownIds(
    ctx,
    "SELECT c.id FROM work_centers c WHERE c.tenant_id = :tenant AND c.active = 1 AND c.id IN :ids",
    ids,
  );

async function knownIds(ctx: Ctx, sql: string, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
  return new Set((await ctx.rows<{ id: Id }>(sql, { ids })).map((row) => row.id));
}
