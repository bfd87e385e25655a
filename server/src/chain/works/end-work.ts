import type { InputOf, workFloorContract } from "@quanlian/shared/contract";
import { toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { findWorkOrder } from "./find-work-order";
import { expectRevision, lockOpenWork, lockWork } from "./lock-work";
import { workCancelled, workClosed, workCompletedShort } from "./work.events";
import { moveWork } from "./write-work";

type Input<K extends keyof typeof workFloorContract> = InputOf<(typeof workFloorContract)[K]>;

/** Ends a work order that brings less than it was to. What it lacks is planned anew for whoever waits for it. */
export const completeWork = (
  ctx: Ctx,
  { workOrderId, revision, reason }: Input<"workOrders.complete">,
) =>
  transact(ctx, async (tx) => {
    const work = await lockOpenWork(tx, "workOrders.complete", workOrderId);
    expectRevision(work, revision);
    const after = { finished: toDecimalText(work.finished) };
    await moveWork(tx, work, "finish", { after, reason });
    await tx.emit(workCompletedShort, { workOrderId, number: work.number, reason });
    return findWorkOrder(tx, workOrderId, "workOrders.complete");
  });

/** Takes a released work order back before anything was begun. Whoever waits for it is planned for anew. */
export const cancelWork = (
  ctx: Ctx,
  { workOrderId, revision, reason }: Input<"workOrders.cancel">,
) =>
  transact(ctx, async (tx) => {
    const work = await lockOpenWork(tx, "workOrders.cancel", workOrderId);
    expectRevision(work, revision);
    await moveWork(tx, work, "cancel", { reason });
    await tx.emit(workCancelled, { workOrderId, number: work.number, reason });
    return findWorkOrder(tx, workOrderId, "workOrders.cancel");
  });

/** Closes the account of a finished work order: what it has cost beyond plan finds its place. */
export const closeWork = (ctx: Ctx, { workOrderId, revision }: Input<"workOrders.close">) =>
  transact(ctx, async (tx) => {
    const work = await lockWork(tx, "workOrders.close", workOrderId);
    expectRevision(work, revision);
    await moveWork(tx, work, "close");
    const { itemId, warehouseId, finished } = work;
    const finishedQuantity = toDecimalText(finished);
    await tx.emit(workClosed, { workOrderId, itemId, warehouseId, finishedQuantity });
    return findWorkOrder(tx, workOrderId, "workOrders.close");
  });
