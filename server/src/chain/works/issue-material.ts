import type { InputOf, workFloorContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import {
  choosePlaces,
  lockItemStocks,
  lockWip,
  NONE,
  type ChosenPlace,
} from "../../ledgers/inventory";
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
import { materialIssued, type MovedMaterial } from "./work.events";
import { begun, moveWork } from "./write-work";

const NAME = "workOrders.issue";

type Input = InputOf<(typeof workFloorContract)[typeof NAME]>;
type Line = Input["lines"][number];

/**
 * Takes material for a work order: from the place that was scanned, or what expires first. More than is planned for needs a
 * reason; what others hold is never taken.
 */
export function issueMaterial(ctx: Ctx, { workOrderId, lines, reason }: Input) {
  return transact(ctx, async (tx) => {
    const work = await lockOpenWork(tx, NAME, workOrderId);
    const materials = await readMaterials(tx, workOrderId);
    const faults = new Faults(tx.language);
    const lots = await checkScanned(tx, faults, materials, lines);
    if (reason === undefined) refuseOverIssue(materials, lines);
    await lockWip(tx.books, workOrderId);
    const moved = await placeMaterials(
      tx,
      lines.map((line) => asWanted(line, materials, lots)),
    );
    const { id, movedOn } = await writeMovement(tx, "issue", work, moved, reason);
    await noteIssued(tx, materials, moved, 1n);
    await moveWork(tx, work, begun(work), { after: { issued: moved.length } });
    await tx.emit(materialIssued, { workMovementId: id, workOrderId, movedOn, lines: moved });
    return findWorkOrder(tx, workOrderId, NAME);
  });
}

function refuseOverIssue(materials: ReadonlyMap<Id, Material>, lines: readonly Line[]): void {
  const taken = new Map<Id, bigint>();
  for (const { materialId, quantity } of lines)
    taken.set(materialId, (taken.get(materialId) ?? 0n) + exact(quantity));
  const over = [...taken].flatMap(([id, quantity]) => {
    const { itemCode, issued, quantity: planned } = materials.get(id)!;
    if (issued + quantity <= planned) return [];
    return [`${itemCode} ${toDecimalText(issued + quantity)} / ${toDecimalText(planned)}`];
  });
  if (over.length > 0) refuse("work.over_issue", { lines: over.join(", ") });
}

/** A material that somebody wants to take, with the place where it was scanned, if it was. */
export interface WantedMaterial {
  materialId: Id | null;
  itemId: Id;
  warehouseId: Id;
  quantity: bigint;
  catchQuantity?: string | undefined;
  place: { locationId: Id; lotId: Id; serials: readonly string[] } | null;
}

function asWanted(
  { materialId, quantity, catchQuantity, locationId, lotNumber, serials }: Line,
  materials: ReadonlyMap<Id, Material>,
  lots: ReadonlyMap<string, Id>,
): WantedMaterial {
  const material = materials.get(materialId)!;
  const { itemId, warehouseId } = material;
  const isScanned = locationId !== undefined || lotNumber !== undefined || serials !== undefined;
  const place = {
    locationId: locationId ?? NONE,
    lotId: scannedLot(lots, material, lotNumber),
    serials: serials ?? [],
  };
  const wanted = { materialId, itemId, warehouseId, quantity: exact(quantity), catchQuantity };
  return { ...wanted, place: isScanned ? place : null };
}

/** Gives each material the places that it is taken from: one line each. Refuses what is short, all of it at once. */
export async function placeMaterials(
  tx: Tx,
  wanted: readonly WantedMaterial[],
): Promise<MovedMaterial[]> {
  await lockItemStocks(tx.books, wanted);
  const free = wanted.map((each) => ({ ...each, lineId: tx.newId() }));
  const chosen = await choosePlaces(
    tx.books,
    free.filter(({ place }) => place === null),
  );
  return free.flatMap(
    ({ lineId, place, quantity, catchQuantity, ...material }): MovedMaterial[] => {
      const parts: readonly ChosenPlace[] = place
        ? [{ ...place, quantity, catchQuantity: exact(catchQuantity ?? "0") }]
        : chosen.get(lineId)!;
      const { materialId, itemId, warehouseId } = material;
      return parts.map((part, at) => ({
        ...{ lineId: at === 0 ? lineId : tx.newId(), materialId, itemId, warehouseId },
        ...{ locationId: part.locationId, lotId: part.lotId, serials: part.serials ?? [] },
        ...{ quantity: toDecimalText(part.quantity) },
        catchQuantity: toDecimalText(part.catchQuantity),
      }));
    },
  );
}
