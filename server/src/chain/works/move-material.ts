import type { Issue, WorkMovementKind } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import { insertRow, insertRows, updateRows, type Tx } from "../../kernel/db";
import type { Faults } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { lotKey, nameLots, NONE } from "../../ledgers/inventory";
import type { LockedWork } from "./lock-work";
import { WorkMovement, WorkMovementLine } from "./work-floor.model";
import { WorkOrderMaterial } from "./work-order.model";
import type { MovedMaterial } from "./work.events";

/** A material line of a locked work order. */
export interface Material {
  readonly id: Id;
  readonly lineNo: number;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly warehouseId: Id;
  readonly quantity: Exact;
  readonly issued: Exact;
  readonly backflush: boolean;
}

export async function readMaterials(tx: Tx, workOrderId: Id): Promise<Map<Id, Material>> {
  const rows = await tx.rows<
    Omit<Material, "quantity" | "issued"> & { quantity: string; issued: string }
  >(
    `SELECT m.id, m.line_no AS lineNo, m.item_id AS itemId, i.code AS itemCode, m.warehouse_id AS warehouseId, m.quantity,
       m.issued_quantity AS issued, m.backflush
     FROM work_order_materials m JOIN items i ON i.tenant_id = :tenant AND i.id = m.item_id
     WHERE m.tenant_id = :tenant AND m.work_order_id = :workOrderId ORDER BY m.line_no, m.id`,
    { workOrderId },
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        quantity: exact(row.quantity),
        issued: exact(row.issued),
        backflush: Boolean(row.backflush),
      },
    ]),
  );
}

/** What was scanned of one material. */
export interface ScannedMaterial {
  materialId: Id;
  quantity: string;
  catchQuantity?: string | undefined;
  locationId?: Id | undefined;
  lotNumber?: string | undefined;
  serials?: string[] | undefined;
}

/** Names every material and place that is not there, at once, and answers the lots that were scanned. */
export async function checkScanned(
  tx: Tx,
  faults: Faults,
  materials: ReadonlyMap<Id, Material>,
  lines: readonly ScannedMaterial[],
): Promise<ReadonlyMap<string, Id>> {
  lines.forEach(({ materialId }, at) => {
    if (!materials.has(materialId)) faults.unknown(["lines", at, "materialId"], materialId);
  });
  await checkLocations(
    tx,
    faults,
    lines.map(({ materialId, locationId }, at) => ({
      path: ["lines", at, "locationId"],
      locationId,
      warehouseId: materials.get(materialId)?.warehouseId,
    })),
  );
  faults.refuse();
  const names = lines.flatMap(({ materialId, lotNumber }, at) =>
    lotNumber
      ? [
          {
            ...{ path: ["lines", at], field: "lotNumber", mayCreate: false },
            ...{ itemId: materials.get(materialId)!.itemId, lot: { number: lotNumber } },
          },
        ]
      : [],
  );
  const lots = await nameLots(tx, faults, names);
  faults.refuse();
  return lots;
}

/** Places must be in the warehouse that they are named for. */
export async function checkLocations(
  tx: Tx,
  faults: Faults,
  places: readonly {
    path: Issue["path"];
    locationId?: Id | undefined;
    warehouseId?: Id | undefined;
  }[],
): Promise<void> {
  const named = places.flatMap(({ locationId }) => locationId ?? []);
  const rows = await tx.rows<{ id: Id; warehouseId: Id }>(
    `SELECT l.id, l.warehouse_id AS warehouseId FROM locations l
     WHERE l.tenant_id = :tenant AND l.active = 1 AND l.id IN :ids`,
    { ids: sortedIds(named) },
  );
  const known = new Map(rows.map((row) => [row.id, row.warehouseId]));
  for (const { path, locationId, warehouseId } of places) {
    if (locationId !== undefined && known.get(locationId) !== warehouseId)
      faults.unknown(path, locationId);
  }
}

export const scannedLot = (
  lots: ReadonlyMap<string, Id>,
  { itemId }: { itemId: Id },
  lotNumber: string | undefined,
): Id => (lotNumber ? lots.get(lotKey(itemId, lotNumber))! : NONE);

const NUMBERS = {
  issue: prefixes.materialIssue,
  return: prefixes.materialReturn,
  finish: prefixes.finishedGoods,
} as const satisfies Record<WorkMovementKind, string>;

/** Writes a movement down: its document and its lines, whose ids are the stock moves'. */
export async function writeMovement(
  tx: Tx,
  kind: WorkMovementKind,
  work: LockedWork,
  lines: readonly (MovedMaterial & { byProduct?: boolean })[],
  reason: string | undefined,
): Promise<{ id: Id; number: string; movedOn: Day }> {
  const id = tx.newId();
  const number = await takeNumber(tx, NUMBERS[kind]);
  const head = { kind, workOrderId: work.id, movedOn: tx.today, reason: reason ?? null };
  await insertRow(tx, WorkMovement, { id, number, ...head });
  await insertRows(
    tx,
    WorkMovementLine,
    lines.map((line, at) => ({
      ...line,
      ...{ id: line.lineId, workMovementId: id, lineNo: at + 1 },
      byProduct: line.byProduct ?? false,
    })),
  );
  const after = { kind, workOrder: work.number, lines: lines.map(said) };
  tx.record({ type: "work_movement", id, number, before: null, after });
  return { id, number, movedOn: tx.today };
}

const said = ({ itemId, quantity }: MovedMaterial) => ({ itemId, quantity });

/** Materials keep how much was taken for them. */
export async function noteIssued(
  tx: Tx,
  materials: ReadonlyMap<Id, Material>,
  lines: readonly { materialId: Id | null; quantity: string }[],
  sign: 1n | -1n,
): Promise<void> {
  const sums = new Map<Id, Exact>();
  for (const { materialId, quantity } of lines) {
    if (materialId === null) continue;
    const { issued } = materials.get(materialId)!;
    sums.set(materialId, (sums.get(materialId) ?? issued) + sign * exact(quantity));
  }
  await updateRows(
    tx,
    WorkOrderMaterial,
    ["issuedQuantity"],
    [...sums].map(([id, issuedQuantity]) => ({
      id,
      issuedQuantity: toDecimalText(issuedQuantity),
    })),
  );
}
