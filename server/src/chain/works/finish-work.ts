import type { InputOf, workFloorContract } from "@quanlian/shared/contract";
import { exact, timesRatio, toDecimalText, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, updateRows, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { lockItemStocks, lockWip, lotKey, nameLots, NONE } from "../../ledgers/inventory";
import { findWorkOrder } from "./find-work-order";
import { placeMaterials } from "./issue-material";
import { finishableOf, lockOpenWork, readTasks, type LockedWork } from "./lock-work";
import {
  checkLocations,
  noteIssued,
  readMaterials,
  writeMovement,
  type Material,
} from "./move-material";
import { WorkOrder } from "./work-order.model";
import { workFinished, type WorkFinished } from "./work.events";
import { begun, moveWork } from "./write-work";

const NAME = "workOrders.finish";

type Input = InputOf<(typeof workFloorContract)[typeof NAME]>;

/**
 * Brings finished goods into stock at planned cost, with their lot; material that is taken by itself goes with them, and what
 * came out beside them is stock too. Never more than the last operation has put out. With the last piece the work order is
 * finished.
 */
export function finishWork(ctx: Ctx, input: Input) {
  return transact(ctx, async (tx) => {
    const { workOrderId } = input;
    const work = await lockOpenWork(tx, NAME, workOrderId);
    const tasks = (await readTasks(tx, [workOrderId])).get(workOrderId) ?? [];
    const quantity = exact(input.quantity);
    const open = finishableOf(work, tasks);
    if (quantity > open) refuse("work.over_finish", { open: toDecimalText(open) });
    const costs = await readByProducts(tx, input);
    const lots = await checkFinish(tx, work, input, costs);
    const lines = finishedLines(tx, work, input, costs, lots);
    const materials = await readMaterials(tx, workOrderId);
    await lockWip(tx.books, workOrderId);
    const finished = work.finished + quantity;
    const wanted = backflushed(materials, work, finished);
    await lockItemStocks(tx.books, [...lines, ...wanted]);
    const backflush = await placeMaterials(tx, wanted);
    const { id, movedOn } = await writeMovement(tx, "finish", work, lines, undefined);
    const taken =
      backflush.length > 0 ? await writeMovement(tx, "issue", work, backflush, undefined) : null;
    await noteIssued(tx, materials, backflush, 1n);
    const isLast = finished === work.quantity;
    await finishedSoFar(tx, work, finished, isLast);
    await tx.emit(workFinished, {
      ...{ workMovementId: id, workOrderId, number: work.number, movedOn, lines, backflush },
      ...{ backflushId: taken?.id ?? null, isLast },
    });
    return findWorkOrder(tx, workOrderId, NAME);
  });
}

async function finishedSoFar(
  tx: Tx,
  work: LockedWork,
  finished: Exact,
  isLast: boolean,
): Promise<void> {
  await updateRows(
    tx,
    WorkOrder,
    ["finishedQuantity"],
    [{ id: work.id, finishedQuantity: finished }],
  );
  const after = { finished: toDecimalText(finished) };
  await moveWork(tx, work, isLast ? "finish" : begun(work), { after });
}

/** What comes out beside the goods enters at its standard cost. */
async function readByProducts(tx: Tx, { byProducts }: Input): Promise<ReadonlyMap<Id, string>> {
  const rows = await tx.books.rows<{ id: Id; cost: string }>(
    `SELECT i.id, i.standard_cost_price AS cost FROM items i
     WHERE i.tenant_id = :tenant AND i.kind = 'goods' AND i.id IN :ids`,
    { ids: sortedIds(byProducts.map(({ itemId }) => itemId)) },
  );
  return new Map(rows.map(({ id, cost }) => [id, cost]));
}

async function checkFinish(
  tx: Tx,
  work: LockedWork,
  { lot, locationId, byProducts }: Input,
  costs: ReadonlyMap<Id, string>,
): Promise<ReadonlyMap<string, Id>> {
  const faults = new Faults(tx.language);
  byProducts.forEach(({ itemId }, at) => {
    if (!costs.has(itemId)) faults.unknown(["byProducts", at, "itemId"], itemId);
  });
  await checkLocations(tx, faults, [
    { path: ["locationId"], locationId, warehouseId: work.warehouseId },
  ]);
  faults.refuse();
  const own = lot ? [{ path: ["lot"], itemId: work.itemId, lot, mayCreate: true }] : [];
  const others = byProducts.flatMap(({ itemId, lot: named }, at) =>
    named ? [{ path: ["byProducts", at, "lot"], itemId, lot: named, mayCreate: true }] : [],
  );
  const lots = await nameLots(tx, faults, [...own, ...others]);
  faults.refuse();
  return lots;
}

function finishedLines(
  tx: Tx,
  work: LockedWork,
  input: Input,
  costs: ReadonlyMap<Id, string>,
  lots: ReadonlyMap<string, Id>,
): WorkFinished["lines"] {
  const lotOf = (itemId: Id, lot: { number: string } | undefined) =>
    lot ? lots.get(lotKey(itemId, lot.number))! : NONE;
  const goods = {
    ...{ lineId: tx.newId(), materialId: null, itemId: work.itemId, byProduct: false },
    ...{ warehouseId: work.warehouseId, locationId: input.locationId ?? NONE },
    ...{ lotId: lotOf(work.itemId, input.lot), serials: input.serials ?? [] },
    ...{ quantity: toDecimalText(exact(input.quantity)) },
    catchQuantity: toDecimalText(exact(input.catchQuantity ?? "0")),
    plannedUnitCost: toDecimalText(work.plannedUnitCost),
  };
  const beside = input.byProducts.map(({ itemId, quantity, lot }) => ({
    ...{ lineId: tx.newId(), materialId: null, itemId, byProduct: true },
    ...{ warehouseId: work.warehouseId, locationId: NONE, lotId: lotOf(itemId, lot) },
    ...{ quantity: toDecimalText(exact(quantity)), catchQuantity: "0", serials: [] },
    plannedUnitCost: toDecimalText(exact(costs.get(itemId)!)),
  }));
  return [goods, ...beside];
}

/** Of each material that is taken by itself, what the goods so far have used and nobody has taken: the last ones take the rest. */
function backflushed(materials: ReadonlyMap<Id, Material>, work: LockedWork, finished: Exact) {
  return [...materials.values()].flatMap(
    ({ id, itemId, warehouseId, quantity, issued, backflush }) => {
      const used = timesRatio(quantity, finished, work.quantity);
      if (!backflush || used <= issued) return [];
      return [{ materialId: id, itemId, warehouseId, quantity: used - issued, place: null }];
    },
  );
}
