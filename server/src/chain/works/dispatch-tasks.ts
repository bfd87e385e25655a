import type { InputOf, workFloorContract } from "@quanlian/shared/contract";
import { day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, updateRows, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findStaff } from "../../masters/people";
import { knownWorkCenters } from "../../masters/plant";
import { findWorkOrder } from "./find-work-order";
import { expectRevision, lockOpenWork } from "./lock-work";
import { WorkOrderOperation } from "./work-order.model";
import { moveWork } from "./write-work";

const NAME = "workOrders.dispatch";

type Input = InputOf<(typeof workFloorContract)[typeof NAME]>;
type Given = Pick<WorkOrderOperation, "workCenterId" | "assigneeId" | "startsOn">;

/** Gives operations to work centers and people. What an input leaves out stays as it was. */
export const dispatchTasks = (ctx: Ctx, { workOrderId, revision, tasks }: Input) =>
  transact(ctx, async (tx) => {
    const work = await lockOpenWork(tx, NAME, workOrderId);
    expectRevision(work, revision);
    const before = await readGiven(tx, workOrderId);
    await checkTasks(tx, tasks, before);
    await updateRows(
      tx,
      WorkOrderOperation,
      ["workCenterId", "assigneeId", "startsOn"],
      tasks.map(({ operationId, workCenterId, assigneeId, startsOn }) => {
        const was = before.get(operationId)!;
        return {
          id: operationId,
          workCenterId: workCenterId === undefined ? was.workCenterId : workCenterId,
          assigneeId: assigneeId === undefined ? was.assigneeId : assigneeId,
          startsOn:
            startsOn === undefined ? was.startsOn : startsOn === null ? null : day(startsOn),
        };
      }),
    );
    await moveWork(tx, work, null, { after: { dispatched: tasks } });
    return findWorkOrder(tx, workOrderId, NAME);
  });

async function readGiven(tx: Tx, workOrderId: Id): Promise<Map<Id, Given>> {
  const rows = await tx.rows<Given & { id: Id }>(
    `SELECT p.id, p.work_center_id AS workCenterId, p.assignee_id AS assigneeId, p.starts_on AS startsOn
     FROM work_order_operations p WHERE p.tenant_id = :tenant AND p.work_order_id = :workOrderId`,
    { workOrderId },
  );
  return new Map(rows.map(({ id, ...given }) => [id, given]));
}

async function checkTasks(
  tx: Tx,
  tasks: Input["tasks"],
  known: ReadonlyMap<Id, unknown>,
): Promise<void> {
  const centers = await knownWorkCenters(
    tx,
    tasks.flatMap(({ workCenterId }) => workCenterId ?? []),
  );
  const staff = await findStaff(
    tx,
    tasks.flatMap(({ assigneeId }) => assigneeId ?? []),
  );
  const faults = new Faults(tx.language);
  tasks.forEach(({ operationId, workCenterId, assigneeId }, at) => {
    if (!known.has(operationId)) faults.unknown(["tasks", at, "operationId"], operationId);
    if (workCenterId && !centers.has(workCenterId))
      faults.unknown(["tasks", at, "workCenterId"], workCenterId);
    if (assigneeId && !staff.has(assigneeId))
      faults.unknown(["tasks", at, "assigneeId"], assigneeId);
  });
  faults.refuse();
}
