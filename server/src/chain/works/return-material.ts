import type { InputOf, workFloorContract } from "@quanlian/shared/contract";
import {
  cents,
  exact,
  min,
  timesRatio,
  toDecimalText,
  type Cents,
  type Exact,
} from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { NONE } from "../../ledgers/inventory";
import { findWorkOrder } from "./find-work-order";
import { lockOpenWork } from "./lock-work";
import {
  checkScanned,
  noteIssued,
  readMaterials,
  scannedLot,
  writeMovement,
  type Material,
} from "./move-material";
import { materialReturned } from "./work.events";
import { moveWork } from "./write-work";

const NAME = "workOrders.returnMaterial";

type Input = InputOf<(typeof workFloorContract)[typeof NAME]>;
type Line = Input["lines"][number];

/**
 * Brings material of a work order back to its shelf, at what it was taken for (the last piece the rest). As far as the work
 * order was planned to use it, it is held for it again; what had been taken beyond the plan is free.
 */
export function returnMaterial(ctx: Ctx, { workOrderId, lines, reason }: Input) {
  return transact(ctx, async (tx) => {
    const work = await lockOpenWork(tx, NAME, workOrderId);
    const materials = await readMaterials(tx, workOrderId);
    const faults = new Faults(tx.language);
    const lots = await checkScanned(tx, faults, materials, lines);
    refuseOverReturn(materials, lines);
    const values = await readValues(tx, workOrderId);
    const left = new Map([...materials.values()].map(({ id, issued }) => [id, issued]));
    const moved = lines.map((line) => {
      const material = materials.get(line.materialId)!;
      const issued = left.get(material.id)!;
      const quantity = exact(line.quantity);
      left.set(material.id, issued - quantity);
      const value = values.get(material.id) ?? cents(0);
      const valueCents = cents(Number(timesRatio(BigInt(value), quantity, issued)));
      values.set(material.id, cents(value - valueCents));
      return {
        ...{ lineId: tx.newId(), materialId: material.id, itemId: material.itemId },
        ...{ warehouseId: material.warehouseId, locationId: line.locationId ?? NONE },
        ...{ lotId: scannedLot(lots, material, line.lotNumber), serials: line.serials ?? [] },
        ...{ quantity: toDecimalText(quantity), valueCents },
        catchQuantity: toDecimalText(exact(line.catchQuantity ?? "0")),
        wantedQuantity: toDecimalText(wantedAgain(material, issued, quantity)),
      };
    });
    const { id, movedOn } = await writeMovement(tx, "return", work, moved, reason);
    await noteIssued(tx, materials, moved, -1n);
    await moveWork(tx, work, null, { after: { returned: moved.length } });
    await tx.emit(materialReturned, { workMovementId: id, workOrderId, movedOn, lines: moved });
    return findWorkOrder(tx, workOrderId, NAME);
  });
}

/** Of what comes back, how much its demand had got: beyond the plan nobody asks for it. */
function wantedAgain({ quantity: planned }: Material, issued: Exact, back: Exact): Exact {
  const before = min(issued, planned);
  const after = min(issued - back, planned);
  return before - after;
}

function refuseOverReturn(materials: ReadonlyMap<Id, Material>, lines: readonly Line[]): void {
  const sums = new Map<Id, Exact>();
  for (const { materialId, quantity } of lines)
    sums.set(materialId, (sums.get(materialId) ?? 0n) + exact(quantity));
  const over = [...sums].flatMap(([id, quantity]) => {
    const { itemCode, issued } = materials.get(id)!;
    return quantity > issued
      ? [`${itemCode} ${toDecimalText(quantity)} / ${toDecimalText(issued)}`]
      : [];
  });
  if (over.length > 0) refuse("work.over_return", { lines: over.join(", ") });
}

/** What each material of a work order was taken for, less what has come back already. */
async function readValues(tx: Tx, workOrderId: Id): Promise<Map<Id, Cents>> {
  const rows = await tx.books.rows<{ materialId: Id; valueCents: Cents }>(
    `SELECT l.material_id AS materialId, CAST(SUM(-m.value_cents) AS SIGNED) AS valueCents
     FROM work_movements v
       JOIN work_movement_lines l ON l.tenant_id = :tenant AND l.work_movement_id = v.id AND l.material_id IS NOT NULL
       JOIN stock_moves m ON m.tenant_id = :tenant AND m.source_type = 'work_movement' AND m.source_id = v.id
         AND m.line_id = l.id
     WHERE v.tenant_id = :tenant AND v.work_order_id = :workOrderId GROUP BY l.material_id`,
    { workOrderId },
  );
  return new Map(rows.map(({ materialId, valueCents }) => [materialId, cents(Number(valueCents))]));
}
